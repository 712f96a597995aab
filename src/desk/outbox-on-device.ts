import type { OutboxItem, OutboxStore } from '#live/outbox.ts';
import type { Shelf } from './shelf.ts';

/** Keeps what one person hands over on one device. */
export const createOutboxOnDevice = (shelf: Shelf): OutboxStore => ({
  load: () => shelf.all<OutboxItem>(''),
  keep: (item) => shelf.put(item.command.id, item),
  drop: (item) => shelf.drop(item.command.id, item),
  watch({ kept, dropped }) {
    shelf.watch<OutboxItem>('', {
      put: kept,
      dropped(commandId, last) {
        if (last) kept(last);
        dropped(commandId);
      },
    });
  },
});
