import { createHash } from 'node:crypto';
import type { ArchiveManifest } from '#domain/ports.ts';

/** A file of an archive is missing or is not what was frozen. */
export class DamagedArchive extends Error {
  override readonly name = 'DamagedArchive';
  readonly file: string;
  constructor(file: string, what: string, cause?: unknown) {
    super(`${file}: ${what}`, { cause });
    this.file = file;
  }
}

export type FrozenFiles = ArchiveManifest['files'];

export const sha256 = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');

/** What the manifest says of each file, ordered by path. */
export const describeFiles = (files: ReadonlyMap<string, Uint8Array>): FrozenFiles =>
  Object.fromEntries(
    [...files]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, bytes]) => [path, { sha256: sha256(bytes), bytes: bytes.length }]),
  );

/**
 * One number for all files: the SHA-256 of what `sha256sum` prints for them, ordered by path. Anybody can check it
 * with no tool of ours.
 */
export const sealOf = (files: FrozenFiles): string =>
  sha256(
    Object.entries(files)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, file]) => `${file.sha256}  ${path}\n`)
      .join(''),
  );
