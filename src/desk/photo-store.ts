import type { Image } from '#domain/block.ts';

/** A photo on its way, kept on the device until the entry has it: a reload or a dead battery loses nothing. */
export interface KeptPhoto {
  /** The figure it is for. */
  readonly figureId: string;
  readonly coverageId: string;
  readonly file: Blob;
  /** What the server made of it, once it is durable there. */
  readonly image?: Image;
}

export interface PhotoStore {
  all(coverageId: string): Promise<KeptPhoto[]>;
  keep(photo: KeptPhoto): Promise<void>;
  drop(figureId: string): Promise<void>;
}

const NAME = 'plenary-desk';
const SHELF = 'photos';

/** Opens the browser's IndexedDB at the first use, so that a desk can be made on the server too. */
export function createPhotoStore(): PhotoStore {
  let opened: Promise<IDBDatabase> | undefined;
  const open = (): Promise<IDBDatabase> =>
    new Promise((resolve, reject) => {
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(SHELF, { keyPath: 'figureId' });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  async function run<T>(mode: IDBTransactionMode, act: (shelf: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    opened ??= open();
    const transaction = (await opened).transaction(SHELF, mode);
    const request = act(transaction.objectStore(SHELF));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  }

  return {
    async all(coverageId) {
      const photos = await run<KeptPhoto[]>('readonly', (shelf) => shelf.getAll());
      return photos.filter((photo) => photo.coverageId === coverageId);
    },
    async keep(photo) {
      await run('readwrite', (shelf) => shelf.put(photo));
    },
    async drop(figureId) {
      await run('readwrite', (shelf) => shelf.delete(figureId));
    },
  };
}
