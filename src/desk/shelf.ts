/** What a device keeps for one coverage: drafts, what is on its way, the credit a reporter always writes. */
export interface Shelf {
  /** @returns what was put there, or null when nothing readable is */
  take<T>(name: string): T | null;
  put(name: string, value: unknown): void;
}

/**
 * @param storage the browser's; it may be full or forbidden, and then the desk works on without memory
 * @param owner staff id and coverage: two people may share one computer
 */
export function createShelf(storage: Storage, owner: string): Shelf {
  const keyOf = (name: string): string => `plenary:desk:${owner}:${name}`;
  return {
    take<T>(name: string): T | null {
      try {
        return JSON.parse(storage.getItem(keyOf(name)) ?? 'null') as T | null;
      } catch {
        return null;
      }
    },
    put(name, value) {
      try {
        if (value === null) storage.removeItem(keyOf(name));
        else storage.setItem(keyOf(name), JSON.stringify(value));
      } catch {
        // Full or forbidden: what is on the screen stays there.
      }
    },
  };
}
