import type { Connection } from './engine.ts';

/** Messages a second that go on for ever, and how many may come at once. */
interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

export const READER_RATE: Rate = { perSecond: 5, burst: 10 };
export const STAFF_RATE: Rate = { perSecond: 10, burst: 20 };

/**
 * Counts the messages of one connection (a token bucket).
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

type Verdict = ReturnType<ReturnType<typeof createBucket>>;

/** Who comes to a namespace over which connection. Whoever leaves and comes back over the same one has no fresh bucket. */
export interface Door {
  /** @returns `cut` for one who is there already, or who comes too often */
  enter(connection: Connection): Verdict;
  leave(connection: Connection): void;
  /** Counts a message. */
  take(connection: Connection): Verdict;
}

export function createDoor(rate: Rate, now: () => number): Door {
  const buckets = new WeakMap<Connection, () => Verdict>();
  const inside = new WeakSet<Connection>();
  const take = (connection: Connection): Verdict => {
    const bucket = buckets.get(connection) ?? createBucket(rate, now);
    buckets.set(connection, bucket);
    return bucket();
  };
  return {
    enter(connection) {
      if (inside.has(connection)) return 'cut';
      // The first time is free.
      const verdict = buckets.has(connection) ? take(connection) : 'ok';
      if (!buckets.has(connection)) buckets.set(connection, createBucket(rate, now));
      if (verdict === 'ok') inside.add(connection);
      return verdict;
    },
    leave: (connection) => void inside.delete(connection),
    take,
  };
}
