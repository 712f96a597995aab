import { createHash, randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Image } from '#domain/block.ts';
import { syncFolder } from '../durable/write-file.ts';
import type { Format, Rendition } from './resize-messages.ts';
import { FORMATS } from './resize-messages.ts';

const NAME = new RegExp(`^([0-9a-f]{64})-([1-9][0-9]{0,4})\\.(${FORMATS.join('|')})$`, 'u');

export const renditionName = (imageId: string, width: number, format: Format): string =>
  `${imageId}-${width}.${format}`;

/** @returns null for a file of another name, such as one that a crash left half written */
export function renditionOf(name: string): { imageId: string; width: number; format: Format } | null {
  const [, imageId, width, format] = NAME.exec(name) ?? [];
  return imageId === undefined ? null : { imageId, width: Number(width), format: format as Format };
}

/**
 * Stores the renditions of one photo. Durable when it resolves; the same photo again gives the same names.
 * @param renditions WebP, ascending by width, at least one
 * @throws what the disk said; whole files of earlier widths may be left, which nothing points at
 */
export async function storePhoto(folder: string, renditions: readonly Rendition[]): Promise<Image> {
  const largest = renditions.at(-1);
  if (!largest) throw new RangeError('a photo has at least one rendition');
  const id = createHash('sha256').update(largest.bytes).digest('hex');
  await storeRenditions(folder, id, 'webp', renditions);
  return { id, width: largest.width, height: largest.height, widths: renditions.map(({ width }) => width) };
}

/** Durable when it resolves. @throws what the disk said */
export async function storeRenditions(
  folder: string,
  imageId: string,
  format: Format,
  renditions: readonly Rendition[],
): Promise<void> {
  for (const { width, bytes } of renditions)
    await store(folder, renditionName(imageId, width, format), bytes);
  await syncFolder(folder);
}

async function store(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  const temporary = join(folder, `.${randomUUID()}.tmp`);
  try {
    await writeFile(temporary, bytes, { flag: 'wx', flush: true });
    await rename(temporary, join(folder, name));
  } catch (fault) {
    await rm(temporary, { force: true });
    throw fault;
  }
}
