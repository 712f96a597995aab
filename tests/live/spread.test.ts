import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { spread } from '#live/spread.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it('gives a thousand readers their moments over ten seconds, about a hundred in each', async () => {
  let gone = 0;
  for (let reader = 0; reader < 1000; reader += 1) {
    vi.spyOn(Math, 'random').mockReturnValueOnce(reader / 1000);
    void spread().then(() => {
      gone += 1;
    });
  }
  const after: number[] = [];
  for (let second = 1; second <= 10; second += 1) {
    await vi.advanceTimersByTimeAsync(1000);
    after.push(gone);
  }
  for (const [second, count] of after.entries()) expect(Math.abs(count - 100 * (second + 1))).toBeLessThan(3);
  expect(gone).toBe(1000);
});
