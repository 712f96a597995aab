import { createHash, randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Image } from '#domain/block.ts';
import { syncFolder } from '../durable/write-file.ts';
import type { Rendition } from './resize-messages.ts';

export const renditionName = (imageId: string, width: number): string => `${imageId}-${width}.webp`;

/** @returns null for a file of another name, such as one that a crash left half written */
export function renditionOf(name: string): { imageId: string; width: number } | null {
  const [, imageId, width] = /^([0-9a-f]{64})-(\d+)\.webp$/u.exec(name) ?? [];
  return imageId === undefined ? null : { imageId, width: Number(width) };
}

/**
 * Stores the renditions of one photo. Durable when it resolves; the same photo again gives the same names.
 * @param renditions ascending by width, at least one
 * @throws what the disk said; whole files of earlier widths may be left, which nothing points at
 */
export async function storeRenditions(folder: string, renditions: readonly Rendition[]): Promise<Image> {
  const largest = renditions.at(-1);
  if (!largest) throw new RangeError('a photo has at least one rendition');
  const id = createHash('sha256').update(largest.bytes).digest('hex');
  for (const { width, bytes } of renditions) await store(folder, renditionName(id, width), bytes);
  await syncFolder(folder);
  return { id, width: largest.width, height: largest.height, widths: renditions.map(({ width }) => width) };
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
