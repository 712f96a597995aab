import { readdir, readFile, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { makeFolder } from '../durable/write-file.ts';
import type { Disk } from '../storage/disk.ts';
import { FolderInUse, holdFolder } from '../storage/writer-lock.ts';
import type { BackupManifest, LogHead } from './backup-manifest.ts';
import { BACKUP_CONTENT, BACKUP_DATA, checkBackup, readBackupManifest } from './backup-manifest.ts';
import { NotEmpty, requireEmpty } from './empty-folder.ts';
import { inspectJournal } from './inspect-journal.ts';
import { LOCK_ONLY, replaceable, replaceFolder } from './replace-folder.ts';
import { rewriteSegments } from './rewrite-segment.ts';
import type { Contents } from './write-files.ts';
import { writeFiles } from './write-files.ts';

const ACCOUNTS = 'accounts.json';

interface RestoreTask {
  readonly disk: Disk;
  readonly backup: string;
  /** Not there yet, or empty. */
  readonly dataDir: string;
  /** Gets what it lacks; what is there stays. */
  readonly contentDir: string;
  readonly newEpoch: () => string;
  /** Changes nothing, and needs no room. */
  readonly dryRun: boolean;
}

interface Restored {
  readonly manifest: BackupManifest;
  /** Heads with their new epochs. */
  readonly coverages: Readonly<Record<string, LogHead>>;
  /** Why a restore would be refused, told by a dry run only. */
  readonly inTheWay: string | null;
}

/**
 * Puts a backup in place. The journals get a new epoch: readers and desks that saw later records than the backup has
 * start anew, and never take one number for another (LS9). Nobody is signed in: who was shut out after the backup is
 * not let in again by a cookie (I14). After a crash at any moment the data folder is there whole or not at all.
 * @throws {DamagedBackup} before anything is written
 * @throws {FolderInUse} when a newsroom runs there, or began there meanwhile
 * @throws {NotEmpty} when the data folder has files or cannot be replaced, or an archive or document of another content
 *   is in the way
 */
export async function restoreBackup(task: RestoreTask): Promise<Restored> {
  const { disk, backup, contentDir, newEpoch, dryRun } = task;
  const manifest = await readBackupManifest(backup);
  await checkBackup(disk, backup, manifest);
  const room = await roomFor(task, filesOf(manifest, backup, BACKUP_CONTENT)).catch((fault: unknown) => {
    if (dryRun && (fault instanceof NotEmpty || fault instanceof FolderInUse)) return fault.message;
    throw fault;
  });
  const data = new Map<string, Uint8Array | string>(filesOf(manifest, backup, BACKUP_DATA));
  const accounts = data.get(ACCOUNTS);
  if (typeof accounts === 'string') data.set(ACCOUNTS, withoutSignIns(await readFile(accounts)));

  const coverages: Record<string, LogHead> = {};
  for (const id of Object.keys(manifest.coverages)) {
    const epoch = newEpoch();
    const place = join(backup, BACKUP_DATA, 'coverages', id);
    const journal = inspectJournal(disk, place, id);
    for (const [name, bytes] of rewriteSegments(journal, epoch)) data.set(`coverages/${id}/${name}`, bytes);
    coverages[id] = { epoch, head: journal.recovered.seq, hash: journal.recovered.hash };
  }
  if (dryRun || typeof room === 'string')
    return { manifest, coverages, inTheWay: typeof room === 'string' ? room : null };

  const { dataDir, missing } = room;
  await makeFolder(dirname(dataDir));
  const temporary = join(dirname(dataDir), `.${basename(dataDir)}.restoring`);
  await rm(temporary, { recursive: true, force: true });
  try {
    await writeFiles(temporary, data, 0o600);
    for (const [id, { epoch, head, hash }] of Object.entries(coverages)) {
      const { recovered } = inspectJournal(disk, join(temporary, 'coverages', id), id);
      if (recovered.epoch !== epoch || recovered.seq !== head || recovered.hash !== hash)
        throw new Error(`${temporary}: ${id} was not written as it was read`);
    }
    await replaceFolder(temporary, dataDir, () => writeFiles(contentDir, missing, 0o644));
  } catch (fault) {
    await rm(temporary, { recursive: true, force: true });
    throw fault;
  }
  return { manifest, coverages, inTheWay: null };
}

/**
 * Where the data folder really is, and what the content folder lacks.
 * @throws {FolderInUse | NotEmpty} see {@link restoreBackup}
 */
async function roomFor(
  task: RestoreTask,
  content: ReadonlyMap<string, string>,
): Promise<{ dataDir: string; missing: Contents }> {
  const dataDir = await replaceable(task.dataDir);
  const names: string[] = await readdir(dataDir).catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'ENOENT') return [];
    throw fault;
  });
  if (LOCK_ONLY.some((lock) => names.includes(lock))) (await holdFolder(dataDir)).release();
  await requireEmpty(dataDir, LOCK_ONLY);
  return { dataDir, missing: await missingIn(task.contentDir, content) };
}

/** Path in a folder of the backup → the file. */
const filesOf = (manifest: BackupManifest, backup: string, folder: string): Map<string, string> =>
  new Map(
    Object.keys(manifest.files)
      .filter((path) => path.startsWith(`${folder}/`))
      .map((path) => [path.slice(folder.length + 1), join(backup, path)]),
  );

/** @throws {NotEmpty} when a file of other content is in the way */
async function missingIn(contentDir: string, files: ReadonlyMap<string, string>): Promise<Contents> {
  const missing = new Map<string, string>();
  for (const [path, source] of files) {
    const there = await readFile(join(contentDir, path)).catch(() => null);
    if (there === null) missing.set(path, source);
    else if (!there.equals(await readFile(source)))
      throw new NotEmpty(
        `${join(contentDir, path)} is another one than that of the backup: move its folder away, or set CONTENT_DIR`,
      );
  }
  return missing;
}

/** What is no JSON stays as it is: no server starts on it, and `doctor` names it. */
function withoutSignIns(bytes: Buffer): Buffer {
  try {
    return Buffer.from(
      `${JSON.stringify({ ...JSON.parse(bytes.toString('utf8')), signIns: [] }, null, 2)}\n`,
    );
  } catch (fault) {
    if (fault instanceof SyntaxError) return bytes;
    throw fault;
  }
}
