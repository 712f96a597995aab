import { describe, expect, it } from 'vitest';
import { runScript } from './run-script.ts';

/** Has blows of every kind among its first seven, two of them while the newsroom's answer does not get through. */
const ROUNDS = ['--seed', '1203', '--rounds', '7'];

describe.concurrent('a reporter’s desk, as it is known from outside', () => {
  it('[C46] [I3] [I5] has every entry published once, in order, over rounds of blows of every kind', async () => {
    const { code, figures } = await runScript('desk-rounds.ts', ...ROUNDS);
    expect(figures).toMatchObject({ lost: 0, doubled: 0, reordered: 0, reorderedOnDevice: 0, failed: [] });
    expect(figures.published).toBeGreaterThan(8);
    expect(code).toBe(0);
  });

  it('[C46] is seen to fail where every page gives what it finds on the device other ids', async () => {
    const { code, figures } = await runScript('desk-rounds.ts', ...ROUNDS, '--plant', 'new-ids');
    expect(figures.planted).toBe('new-ids');
    expect(figures.doubled).toBeGreaterThan(0);
    expect(code).toBe(1);
  });
});
