import { describe, expect, it } from 'vitest';
import { runScript } from './run-script.ts';

/** Has kills of every kind among its first eight, and three kills in its first 20 seconds. */
const SEED = ['--seed', '212'];

describe.concurrent('the real server, as its people and readers know it', () => {
  it('[I1] [I2] [I3] [I4] [I5] [I6] [I7] [I8] keeps every promise over rounds of kill -9', async () => {
    const { code, figures } = await runScript('kill-rounds.ts', ...SEED, '--rounds', '8');
    expect(figures).toMatchObject({
      rounds: 8,
      lost: 0,
      doubled: 0,
      reordered: 0,
      readersEqual: 12,
      failed: [],
    });
    expect(figures.acknowledged).toBeGreaterThan(20);
    expect(code).toBe(0);
  });

  it('[I1] [I2] [I3] [I4] [I5] [I6] [I7] [I8] keeps every promise over a line that is cut and frozen', async () => {
    const { code, figures } = await runScript(
      'flaky-line.ts',
      ...SEED,
      '--seconds',
      '20',
      '--harm-every',
      '200',
    );
    expect(figures).toMatchObject({ lost: 0, doubled: 0, reordered: 0, readersEqual: 12, failed: [] });
    expect(figures.acknowledged).toBeGreaterThan(40);
    expect(code).toBe(0);
  });

  it('[I7] is seen to fail where followers are not given what they missed', async () => {
    const words = [
      '--seconds',
      '6',
      '--harm-every',
      '150',
      '--rest-within',
      '8000',
      '--plant',
      'no-catch-up',
    ];
    const { code, figures } = await runScript('flaky-line.ts', ...SEED, ...words);
    expect(figures).toMatchObject({ planted: 'no-catch-up', lost: 0 });
    expect(figures.readersWrong).toBeGreaterThan(0);
    expect(code).toBe(1);
  });
});

describe('a server with a mistake in it', () => {
  it('[CU2] is seen to fail where whoever missed anything is sent to the page', async () => {
    const { code, figures } = await runScript(
      'kill-rounds.ts',
      ...SEED,
      '--rounds',
      '2',
      '--plant',
      'always-restart',
    );
    expect(figures).toMatchObject({ planted: 'always-restart', lost: 0, gaps: 0, readersWrong: 0 });
    expect(figures.needlessRestarts).toBeGreaterThan(0);
    expect(code).toBe(1);
  });

  it('[I3] [I4] is seen to fail where nothing knows a command that comes again', async () => {
    const words = ['--rounds', '4', '--plant', 'no-dedupe-at-all'];
    const { code, figures } = await runScript('kill-rounds.ts', ...SEED, ...words);
    expect(figures.planted).toBe('no-dedupe-at-all');
    expect(figures.doubled).toBeGreaterThan(0);
    expect(figures.unequalReceipts).toBeGreaterThan(0);
    expect(code).toBe(1);
  });
});
