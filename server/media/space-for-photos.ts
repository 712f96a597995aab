import type { StoreHealth } from '#domain/ports.ts';

/** Photos stop before posts do: a share of the disk, and on a large one no more than a day's photos. */
const SHARE = 0.05;
const BYTES = 512 * 1024 * 1024;

export const hasSpaceForPhotos = ({ state, freeBytes, totalBytes }: StoreHealth): boolean =>
  state === 'writable' && freeBytes >= Math.min(BYTES, totalBytes * SHARE);
