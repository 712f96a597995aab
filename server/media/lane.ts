/** One thing after the other. */
export interface Lane {
  /** @returns null where too many wait already; rejects as the work does */
  take<T>(work: () => Promise<T>): Promise<T | null>;
}

/** @param most how many may wait, the one that goes on among them */
export function createLane(most: number): Lane {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  return {
    async take(work) {
      if (waiting >= most) return null;
      waiting += 1;
      const mine = last.then(work).finally(() => {
        waiting -= 1;
      });
      last = mine.catch(() => undefined);
      return await mine;
    },
  };
}
