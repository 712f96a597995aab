import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../archive/verify-archive.mjs';
import { writeDurably } from '../durable/write-file.ts';
import type { Disk } from '../storage/disk.ts';
import { DamagedLog } from '../storage/log-store.ts';
import { filesUnder } from './files-under.ts';
import { inspectJournal } from './inspect-journal.ts';

/** Where a log ended. */
export interface LogHead {
  readonly epoch: string;
  /** Seq of the newest record; 0 for a log without one. */
  readonly head: number;
  /** Hash of that record. */
  readonly hash: string;
}

/** `backup.json`: written last, so that a folder without it is no backup. */
export interface BackupManifest {
  readonly v: 1;
  /** UTC instant at which it began: all that was acknowledged before is in it. */
  readonly at: string;
  /** Version of the software. */
  readonly version: string;
  readonly coverages: Readonly<Record<string, LogHead>>;
  /** Path in the backup → SHA-256 (hexadecimal) and size in bytes. */
  readonly files: Readonly<Record<string, { readonly sha256: string; readonly bytes: number }>>;
}

const BACKUP_MANIFEST = 'backup.json';
/** The folders of a backup: `DATA_DIR` and `CONTENT_DIR`. */
export const BACKUP_DATA = 'data';
export const BACKUP_CONTENT = 'content';

/** A backup is not what was written, or none. */
export class DamagedBackup extends Error {
  override readonly name = 'DamagedBackup';
}

export const writeBackupManifest = (folder: string, manifest: BackupManifest): Promise<void> =>
  writeDurably(join(folder, BACKUP_MANIFEST), Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));

/** @throws {DamagedBackup} when there is none that can be read */
export async function readBackupManifest(folder: string): Promise<BackupManifest> {
  const file = join(folder, BACKUP_MANIFEST);
  try {
    const manifest = JSON.parse(await readFile(file, 'utf8'));
    if (manifest.v === 1) return manifest;
  } catch (cause) {
    throw new DamagedBackup(`${file} cannot be read: ${folder} is no whole backup`, { cause });
  }
  throw new DamagedBackup(`${file} was written by a newer version`);
}

/**
 * Checks a backup: every file against the manifest, nothing beside them, and every log by replaying it to its head.
 * @throws {DamagedBackup} that names each file that is not as it was written
 */
export async function checkBackup(disk: Disk, folder: string, manifest: BackupManifest): Promise<void> {
  const wrong: string[] = [];
  const present = new Set(await filesUnder(folder));
  present.delete(BACKUP_MANIFEST);
  for (const [path, { sha256: expected }] of Object.entries(manifest.files)) {
    if (!present.delete(path)) wrong.push(`${path} is missing`);
    else if (sha256(await readFile(join(folder, path))) !== expected)
      wrong.push(`${path} is not what was written`);
  }
  for (const path of present) wrong.push(`${path} is not in ${BACKUP_MANIFEST}`);
  if (wrong.length === 0)
    for (const [id, { epoch, head, hash }] of Object.entries(manifest.coverages)) {
      const place = join(folder, BACKUP_DATA, 'coverages', id);
      try {
        const { recovered } = inspectJournal(disk, place, id);
        if (recovered.epoch !== epoch || recovered.seq !== head || recovered.hash !== hash)
          wrong.push(`${place} ends with seq ${recovered.seq}, not with the head that was written down`);
      } catch (fault) {
        if (!(fault instanceof DamagedLog)) throw fault;
        wrong.push(fault.message);
      }
    }
  if (wrong.length > 0) throw new DamagedBackup(`${folder} is damaged:\n  ${wrong.join('\n  ')}`);
}
