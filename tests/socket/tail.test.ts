import { expect, it } from 'vitest';
import type { LogRecord } from '#domain/change.ts';
import { blankCoverage } from '#domain/coverage.ts';
import { createTail } from '#server/live/tail.ts';
import { at } from '../cast/a-coverage.ts';

const MB = 1024 * 1024;

it('[I16] what anybody may ask for is kept as far as 64 MB, the newest asked for', async () => {
  const read: string[] = [];
  const tail = createTail({
    newsroom: {
      follow: () => () => undefined,
      changes: async (id) => {
        read.push(id);
        return [{ seq: 1, at: at('8h00'), change: { kind: 'withheld' } }] as unknown as LogRecord[];
      },
    },
    view: () => 'x'.repeat(MB),
  });
  const ask = (n: number): Promise<Buffer> =>
    tail.answer({ ...blankCoverage(`coverage-${n}`, 'epoch'), head: 1 }, 0);
  // Each is kept as a record and as an answer.
  for (let n = 0; n < 40; n += 1) expect((await ask(n)).length).toBeGreaterThan(MB);
  expect(read).toHaveLength(40);
  await ask(39);
  expect(read).toHaveLength(40);
  await ask(0);
  expect(read.at(-1)).toBe('coverage-0');
  tail.stop();
});
