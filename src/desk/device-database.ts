import type { DBSchema, IDBPDatabase } from 'idb';
import { openDB } from 'idb';
import { takeOverOlder } from './older-storage.ts';
import type { KeptPhoto } from './photo-store.ts';

/** Drafts, what is on its way, what was handed over. */
export interface KeptWords {
  readonly name: string;
  readonly value: unknown;
}

export interface DeskSchema extends DBSchema {
  photos: { key: string; value: KeptPhoto };
  words: { key: string; value: KeptWords };
}

export type KeptIn = 'photos' | 'words';

/** What a device keeps of desks, of all people who share it. Every call opens it where it is not open. */
export interface DeviceDatabase {
  read<T>(act: (database: IDBPDatabase<DeskSchema>) => Promise<T>): Promise<T>;
  /**
   * All of them or none, in the order of the calls. Resolves when the device has written them to its disk.
   * @param changes by key; null takes away
   */
  write<K extends KeptIn>(
    store: K,
    changes: ReadonlyMap<string, DeskSchema[K]['value'] | null>,
  ): Promise<void>;
}

const NAME = 'plenary-desk';
/** Milliseconds. */
const OPENS_WITHIN = 3_000;

/** Opens the browser's IndexedDB at the first use, so that a desk can be made on the server too. */
export function createDeviceDatabase(): DeviceDatabase {
  let opened: Promise<IDBPDatabase<DeskSchema>> | undefined;

  function open(): Promise<IDBPDatabase<DeskSchema>> {
    opened ??= begin();
    return opened;
  }

  const forget = (): void => {
    opened = undefined;
  };

  function begin(): Promise<IDBPDatabase<DeskSchema>> {
    const { promise: isBlocked, reject } = Promise.withResolvers<never>();
    // A page of an older version is open: nobody waits for it, and all who ask meanwhile are told the same.
    const isWaiting = (): void => reject(new Error('the database does not open'));
    // Whoever asks behind another one that waits is not told so.
    setTimeout(isWaiting, OPENS_WITHIN);
    const opening = openNewest(isWaiting, forget);
    opening.then(() => {
      opened = opening;
    }, forget);
    return Promise.race([opening, isBlocked]);
  }

  return {
    read: async (act) => act(await open()),
    async write(store, changes) {
      const transaction = (await open()).transaction(store, 'readwrite', { durability: 'strict' });
      const asked = [...changes].map(([key, value]) =>
        value === null ? transaction.store.delete(key) : transaction.store.put(value),
      );
      // Said now: a page that goes away may not live to see its requests answered.
      transaction.commit();
      await Promise.all([...asked, transaction.done]);
    },
  };
}

/** @param gone is called when it has to be opened anew, before the next use */
async function openNewest(blocked: () => void, gone: () => void): Promise<IDBPDatabase<DeskSchema>> {
  const database = await openDB<DeskSchema>(NAME, 2, {
    upgrade(made, before) {
      if (before < 1) made.createObjectStore('photos', { keyPath: 'figureId' });
      if (before < 2) made.createObjectStore('words', { keyPath: 'name' });
    },
    blocked,
    blocking(_, __, change) {
      (change.target as IDBDatabase).close();
      gone();
    },
    terminated: gone,
  });
  await takeOverOlder(database);
  return database;
}
