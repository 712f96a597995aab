/** What waits to be taken in, each once. */
export interface Backlog {
  add(id: string): void;
  /** Resolves when everything that was added is taken in. */
  emptied(): Promise<void>;
}

/** Of a turn of the event loop: nobody who posts or reads waits longer than for these few. */
const AT_ONCE = 4;

/** @param takeIn takes one in, as it then is */
export function createBacklog(takeIn: (id: string) => void, report: (fault: unknown) => void): Backlog {
  const waiting = new Set<string>();
  let working: Promise<void> | null = null;

  async function work(): Promise<void> {
    while (waiting.size > 0) {
      await new Promise(setImmediate);
      let left = AT_ONCE;
      for (const id of waiting) {
        waiting.delete(id);
        try {
          takeIn(id);
        } catch (fault) {
          report(fault);
        }
        left -= 1;
        if (left === 0) break;
      }
    }
    working = null;
  }

  return {
    add(id) {
      waiting.add(id);
      working ??= work();
    },
    async emptied() {
      while (working) await working;
    },
  };
}
