import type { OutboxItem, OutboxStore } from './outbox.ts';

/** For programs that keep what they send themselves. */
export function createMemoryOutboxStore(): OutboxStore {
  const items = new Map<string, OutboxItem>();
  return {
    load: async () => [...items.values()],
    async keep(item) {
      items.set(item.command.id, item);
    },
    async drop(commandId) {
      items.delete(commandId);
    },
  };
}

/**
 * @param storage the browser's `localStorage`: it has written when it returns, and throws when it is full
 * @param owner staff id: two people may share one computer
 */
export function createBrowserOutboxStore(storage: Storage, owner: string): OutboxStore {
  const prefix = `plenary:outbox:${owner}:`;
  return {
    async load() {
      const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
      return keys.filter((key) => key.startsWith(prefix)).flatMap((key) => read(storage.getItem(key)));
    },
    async keep(item) {
      storage.setItem(prefix + item.command.id, JSON.stringify(item));
    },
    async drop(commandId) {
      storage.removeItem(prefix + commandId);
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
