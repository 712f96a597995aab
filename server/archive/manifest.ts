import type { ArchiveManifest } from '#domain/ports.ts';
import { sha256 } from './verify-archive.mjs';

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

/** What the manifest says of each file, ordered by path. */
export const describeFiles = (files: ReadonlyMap<string, Uint8Array>): FrozenFiles =>
  Object.fromEntries(
    [...files]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, bytes]) => [path, { sha256: sha256(bytes), bytes: bytes.length }]),
  );
