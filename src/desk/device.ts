import type { OutboxStore } from '#live/outbox.ts';
import type { DeviceDatabase, KeptIn } from './device-database.ts';
import { createDeviceDatabase } from './device-database.ts';
import { createKeeping } from './keeping.ts';
import { createOutboxOnDevice } from './outbox-on-device.ts';
import type { PhotoStore } from './photo-store.ts';
import { createPhotoStore } from './photo-store.ts';
import type { Shelf } from './shelf.ts';
import { createShelf } from './shelf.ts';

/** The device under a desk, as far as it keeps things. Two people may share it. */
export interface Device {
  readonly photos: PhotoStore;
  /** In a browser only, like all that follows: other pages tell through it. */
  begin(): {
    /** Of one person at one coverage. */
    readonly shelf: Shelf;
    /** Of one person, whatever the coverage. */
    readonly ownShelf: Shelf;
    readonly outbox: OutboxStore;
  };
}

interface Owner {
  readonly staffId: string;
  readonly coverageId: string;
  /** Hears whether all that was put is on the device, whenever it was tried. */
  readonly told: (keepsAll: boolean) => void;
}

export function createDevice({ staffId, coverageId, told }: Owner): Device {
  const failing = new Set<KeptIn>();
  const hear =
    (store: KeptIn) =>
    (keepsAll: boolean): void => {
      if (keepsAll) failing.delete(store);
      else failing.add(store);
      told(failing.size === 0);
    };
  const opened = createDeviceDatabase();
  const database: DeviceDatabase = {
    ...opened,
    read: (act) =>
      opened.read(act).catch((fault) => {
        hear('words')(false);
        throw fault;
      }),
  };
  const words = createKeeping(database, 'words', hear('words'));
  return {
    photos: createPhotoStore(database, createKeeping(database, 'photos', hear('photos'))),
    begin() {
      const channel = new BroadcastChannel('plenary-desk');
      const shelf = (owner: string): Shelf => createShelf({ database, keeping: words, channel, owner });
      return {
        shelf: shelf(`desk:${staffId}:${coverageId}`),
        ownShelf: shelf(`desk:${staffId}`),
        outbox: createOutboxOnDevice(shelf(`outbox:${staffId}`)),
      };
    },
  };
}
