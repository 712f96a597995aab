import type { Image } from '#domain/block.ts';
import type { DeviceDatabase } from './device-database.ts';
import type { Keeping } from './keeping.ts';

/** A photo on its way, kept on the device until the entry has it: a reload or a dead battery loses nothing. */
export interface KeptPhoto {
  /** The figure it is for. */
  readonly figureId: string;
  readonly coverageId: string;
  readonly file: Blob;
  /** Where the newsroom has what was sent of it so far. */
  readonly address?: string;
  /** What the server made of it, once it is durable there. */
  readonly image?: Image;
}

export interface PhotoStore {
  all(coverageId: string): Promise<KeptPhoto[]>;
  keep(photo: KeptPhoto): Promise<void>;
  drop(figureId: string): Promise<void>;
}

export const createPhotoStore = (database: DeviceDatabase, keeping: Keeping<KeptPhoto>): PhotoStore => ({
  async all(coverageId) {
    const photos = await database.read((opened) => opened.getAll('photos'));
    return photos.filter((photo) => photo.coverageId === coverageId);
  },
  keep: (photo) => keeping.put(photo.figureId, photo),
  drop: (figureId) => keeping.put(figureId, null),
});
