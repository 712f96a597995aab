/** Things that are done a few in each turn of the event loop, in the order they came, so that staff are heard between. */
export interface Line<T> {
  put(item: T): void;
}

/** @param portion how many in one turn */
export function createLine<T>(portion: number, work: (item: T) => void): Line<T> {
  const waiting: T[] = [];
  let isGoing = false;

  function turn(): void {
    const now = waiting.splice(0, portion);
    isGoing = waiting.length > 0;
    if (isGoing) setImmediate(turn);
    for (const item of now) work(item);
  }

  return {
    put(item) {
      waiting.push(item);
      if (isGoing) return;
      isGoing = true;
      setImmediate(turn);
    },
  };
}
