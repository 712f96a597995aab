/** What a device keeps for one coverage: drafts, what is on its way, the credit a reporter always writes. */
export interface Shelf {
  /** @returns what was put there, or null when nothing readable is */
  take<T>(name: string): T | null;
  put(name: string, value: unknown): void;
  /** Tells what another page put there, and what was there before. */
  watch<T>(name: string, changed: (before: T | null, after: T | null) => void): void;
}

interface ShelfPlace {
  /** The browser's; it may be full or forbidden, and then the desk works on without memory. */
  readonly storage: Storage;
  /** Staff id and coverage: two people may share one computer. */
  readonly owner: string;
  /** Where the browser tells what other pages write: its window. */
  readonly window: Pick<Window, 'addEventListener'>;
}

export function createShelf({ storage, owner, window }: ShelfPlace): Shelf {
  const keyOf = (name: string): string => `plenary:desk:${owner}:${name}`;
  return {
    take: <T>(name: string) => read<T>(() => storage.getItem(keyOf(name))),
    put(name, value) {
      try {
        if (value === null) storage.removeItem(keyOf(name));
        else storage.setItem(keyOf(name), JSON.stringify(value));
      } catch {
        // Full or forbidden: what is on the screen stays there.
      }
    },
    watch<T>(name: string, changed: (before: T | null, after: T | null) => void): void {
      window.addEventListener('storage', ({ storageArea, key, oldValue, newValue }) => {
        if (storageArea === storage && key === keyOf(name))
          changed(
            read<T>(() => oldValue),
            read<T>(() => newValue),
          );
      });
    },
  };
}

function read<T>(text: () => string | null): T | null {
  try {
    return JSON.parse(text() ?? 'null') as T | null;
  } catch {
    return null;
  }
}
