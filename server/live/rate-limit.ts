/** Messages a second that go on for ever, and how many may come at once. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

export const READER_RATE: Rate = { perSecond: 5, burst: 10 };
export const STAFF_RATE: Rate = { perSecond: 10, burst: 20 };

/**
 * Counts the messages of one socket (a token bucket).
 * @param now milliseconds
 * @returns `cut` for one who goes on at twice the burst without waiting
 */
export function createBucket({ perSecond, burst }: Rate, now: () => number): () => 'ok' | 'too-many' | 'cut' {
  let left = burst;
  let at = now();
  return () => {
    const since = now() - at;
    at += since;
    left = Math.min(burst, left + (since / 1000) * perSecond) - 1;
    if (left >= 0) return 'ok';
    return left >= -burst ? 'too-many' : 'cut';
  };
}
