import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Archive, ArchiveManifest } from '#domain/ports.ts';
import { syncFolder } from '../durable/write-file.ts';
import type { Removal } from './frozen-files.ts';
import { REMOVALS } from './frozen-files.ts';
import { CHANGES, foldChanges } from './frozen-texts.ts';
import { DamagedArchive } from './manifest.ts';
import { sealOf, sha256 } from './verify-archive.mjs';

const MANIFEST = 'manifest.json';

/** Puts files into a folder that does not exist yet: after a crash at any moment all of them are there, or none. */
export async function writeFolder(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  const temporary = join(dirname(folder), `.${basename(folder)}.tmp`);
  await rm(temporary, { recursive: true, force: true });
  const folders = new Set([temporary]);
  try {
    for (const [path, bytes] of files) {
      const file = join(temporary, path);
      folders.add(dirname(file));
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, bytes, { flush: true });
    }
    for (const made of folders) await syncFolder(made);
    await rename(temporary, folder);
  } catch (fault) {
    await rm(temporary, { recursive: true, force: true });
    throw fault;
  }
  await syncFolder(dirname(folder));
}

/**
 * Reads an archive from its folder alone (A5). Texts are checked byte by byte; media, which are not read here, by
 * their size: `sha256sum` checks them against the manifest.
 * @throws {DamagedArchive} when a file is missing or is not what the manifest says, with its name
 */
export async function readArchive(folder: string): Promise<Archive> {
  const manifest = await readManifest(join(folder, MANIFEST));
  for (const [path, { sha256: expected, bytes }] of Object.entries(manifest.files)) {
    const file = join(folder, path);
    const whole = path.startsWith('media/')
      ? stat(file).then(({ size }) => size === bytes)
      : readFile(file).then((read) => sha256(read) === expected);
    const asFrozen = await whole.catch((fault: unknown) => {
      throw new DamagedArchive(file, 'cannot be read', fault);
    });
    if (!asFrozen) throw new DamagedArchive(file, 'is not the file that was archived');
  }
  const changes = join(folder, CHANGES);
  const coverage = foldChanges(await readFile(changes, 'utf8'), manifest.coverageId, manifest.epoch);
  if (coverage.head !== manifest.head) throw new DamagedArchive(changes, `ends with seq ${coverage.head}`);
  return { coverage, manifest, removedAt: await removedAt(folder, manifest) };
}

async function removedAt(folder: string, { files }: ArchiveManifest): Promise<string[]> {
  if (!files[REMOVALS]) return [];
  const file = join(folder, REMOVALS);
  try {
    const { removals } = JSON.parse(await readFile(file, 'utf8'));
    return removals.map(({ at }: Removal) => at);
  } catch (fault) {
    throw new DamagedArchive(file, 'cannot be read', fault);
  }
}

async function readManifest(file: string): Promise<ArchiveManifest> {
  let manifest: ArchiveManifest;
  try {
    manifest = JSON.parse(await readFile(file, 'utf8'));
  } catch (fault) {
    throw new DamagedArchive(file, 'cannot be read', fault);
  }
  if (manifest.v !== 1) throw new DamagedArchive(file, `format ${manifest.v} is not known here`);
  if (sealOf(manifest.files) !== manifest.seal)
    throw new DamagedArchive(file, 'the seal is not that of its files');
  return manifest;
}
