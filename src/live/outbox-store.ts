import type { OtherPages, OutboxItem, OutboxStore } from './outbox.ts';

/** For programs that keep what they send themselves. */
export function createMemoryOutboxStore(): OutboxStore {
  const items = new Map<string, OutboxItem>();
  return {
    load: async () => [...items.values()],
    async keep(item) {
      items.set(item.command.id, item);
    },
    async drop({ command }) {
      items.delete(command.id);
    },
    watch: () => undefined,
  };
}

interface BrowserStore {
  /** The browser's `localStorage`: it has written when it returns, and throws when it is full. */
  readonly storage: Storage;
  /** Staff id: two people may share one computer. */
  readonly owner: string;
  /** Where the browser tells what other pages write: its window. */
  readonly window: Pick<Window, 'addEventListener'>;
}

export function createBrowserOutboxStore({ storage, owner, window }: BrowserStore): OutboxStore {
  const prefix = `plenary:outbox:${owner}:`;
  const keep = (item: OutboxItem): void => storage.setItem(prefix + item.command.id, JSON.stringify(item));
  return {
    async load() {
      const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
      return keys.filter((key) => key.startsWith(prefix)).flatMap((key) => read(storage.getItem(key)));
    },
    keep: async (item) => keep(item),
    async drop(item) {
      try {
        keep(item);
      } catch {
        // No room to tell other pages: they ask the newsroom themselves, and are told the same.
      }
      storage.removeItem(prefix + item.command.id);
    },
    watch({ kept, dropped }: OtherPages) {
      window.addEventListener('storage', ({ storageArea, key, newValue }) => {
        if (storageArea !== storage || !key?.startsWith(prefix)) return;
        if (newValue === null) dropped(key.slice(prefix.length));
        else for (const item of read(newValue)) kept(item);
      });
    },
  };
}

/** Something else under our name is passed over, not lost: it stays where it is. */
function read(text: string | null): OutboxItem[] {
  try {
    const item = JSON.parse(text ?? '') as OutboxItem;
    return typeof item.command?.id === 'string' ? [item] : [];
  } catch {
    return [];
  }
}
