import type { OutboxItem, OutboxStore } from './outbox.ts';

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
