import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { pauseBefore, spread } from '#live/spread.ts';

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

/** How many of a thousand readers, whose chances are evenly spread, come in each tenth of the time. */
function comingInTenths(vainTries: number, most: number): number[] {
  const tenths = Array.from({ length: 10 }, () => 0);
  for (let reader = 0; reader < 1000; reader += 1) {
    vi.spyOn(Math, 'random').mockReturnValueOnce(reader / 1000);
    const tenth = Math.floor((pauseBefore(vainTries, 5_000) / most) * 10);
    tenths[tenth] = (tenths[tenth] ?? 0) + 1;
  }
  return tenths;
}

it.each([
  ['cut together', 0, 5_000],
  ['not let in once', 1, 10_000],
  ['not let in for long', 9, 15_000],
])('has a thousand readers who were %s come back over the whole time, not at once', (_, vainTries, most) => {
  for (const count of comingInTenths(vainTries, most)) expect(Math.abs(count - 100)).toBeLessThan(3);
});
