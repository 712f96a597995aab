import { expect, it } from 'vitest';
import type { LogRecord } from '#domain/change.ts';
import { blankCoverage } from '#domain/coverage.ts';
import { createTail } from '#server/live/tail.ts';
import { at } from '../cast/a-coverage.ts';

const MB = 1024 * 1024;

/** A newsroom of coverages with one record each. */
function aTail({ record = '', view = '' }: { record?: string; view?: string }) {
  const read: string[] = [];
  const tail = createTail({
    newsroom: {
      follow: () => () => undefined,
      changes: async (id) => {
        read.push(id);
        const change = { kind: 'withheld', words: record };
        return [{ seq: 1, at: at('8h00'), change }] as unknown as LogRecord[];
      },
    },
    view: () => view,
  });
  const ask = (n: number): Promise<Buffer> =>
    tail.answer({ ...blankCoverage(`coverage-${n}`, 'epoch'), head: 1 }, 0);
  return { tail, ask, read };
}

it('[I16] what anybody may ask for is held as far as 64 MB, what was asked for last', async () => {
  const { tail, ask, read } = aTail({ view: 'x'.repeat(MB) });
  // Each is held as a record and as an answer: 3 MB.
  for (let n = 0; n < 40; n += 1) {
    expect((await ask(n)).length).toBeGreaterThan(MB);
    await ask(0);
  }
  expect(read).toHaveLength(40);
  await ask(39);
  await ask(0);
  expect(read).toHaveLength(40);
  await ask(1);
  expect(read.at(-1)).toBe('coverage-1');
  tail.stop();
});

it('[I16] the records behind the answers count, though the answers be short', async () => {
  const { tail, ask, read } = aTail({ record: 'x'.repeat(MB) });
  for (let n = 0; n < 40; n += 1) expect((await ask(n)).length).toBeLessThan(200);
  await ask(39);
  expect(read).toHaveLength(40);
  await ask(0);
  expect(read.at(-1)).toBe('coverage-0');
  tail.stop();
});
