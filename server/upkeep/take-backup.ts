import { link, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Image } from '#domain/block.ts';
import { sha256 } from '../archive/verify-archive.mjs';
import { makeFolder, syncFolder } from '../durable/write-file.ts';
import type { Disk } from '../storage/disk.ts';
import { holdsLog } from '../storage/open-journal.ts';
import type { BackupManifest, LogHead } from './backup-manifest.ts';
import {
  BACKUP_CONTENT,
  BACKUP_DATA,
  checkBackup,
  readBackupManifest,
  writeBackupManifest,
} from './backup-manifest.ts';
import { NotEmpty, requireEmpty } from './empty-folder.ts';
import { filesUnder } from './files-under.ts';
import { imagesIn } from './images-in.ts';
import { inspectJournal, inspectLive } from './inspect-journal.ts';
import { UnfinishedPurge, unfinishedPurge } from './purge.ts';

interface BackupTask {
  readonly disk: Disk;
  readonly dataDir: string;
  readonly contentDir: string;
  /** A folder that is not there yet, or empty. */
  readonly target: string;
  /** An older backup on the same disk: what did not change is linked to it and takes no space. */
  readonly since?: string;
  /** UTC instant. */
  readonly now: string;
  readonly version: string;
}

interface TakenBackup {
  readonly manifest: BackupManifest;
  /** Files of pictures that the logs name and that are neither in the data folder nor in an archive. */
  readonly missing: readonly string[];
}

/** Files of a data folder that are of no use elsewhere: the lock, the address of a running server, space kept back. */
const LEFT_OUT = new Set(['writer.lock', 'console.json', 'ballast']);
/** Folders of `CONTENT_DIR` that the newsroom fills; an editor may keep other things there. */
const CONTENT = ['documents', 'archive'];

/**
 * Copies a newsroom while it works. Journals are only ever appended to, so that what is whole of one is a beginning of
 * it; they come first and the pictures after them, because a picture is durable before the entry that shows it. The
 * other files are replaced whole.
 * @throws {NotEmpty} when the target has files, or is inside what is copied
 * @throws {DamagedLog} when a journal is damaged: that is no backup
 * @throws {UnfinishedPurge} when a removal is unfinished: without its plan, what is forbidden would be restored in silence
 * @throws {UnreadablePlace} when something there can be neither copied nor left out
 * @throws {DamagedBackup} when the copy turns out not to be what was read
 */
export async function takeBackup(task: BackupTask): Promise<TakenBackup> {
  const { disk, dataDir, contentDir, target, since, now, version } = task;
  const older = since === undefined ? null : (await readBackupManifest(since)).files;
  const files: Record<string, { sha256: string; bytes: number }> = {};
  const folders = new Set<string>();
  for (const source of [dataDir, contentDir])
    if (`${target}/`.startsWith(`${source}/`)) throw new NotEmpty(`${target} is inside what is to be copied`);
  await requireEmpty(target);
  const removal = await unfinishedPurge(dataDir);
  if (removal) throw new UnfinishedPurge(removal);
  await makeFolder(target);

  async function put(path: string, bytes: Uint8Array): Promise<void> {
    const file = join(target, path);
    await makeFolder(dirname(file));
    for (let folder = dirname(file); folder.startsWith(target); folder = dirname(folder)) folders.add(folder);
    files[path] = { sha256: sha256(bytes), bytes: bytes.length };
    const linked =
      since !== undefined &&
      older?.[path]?.sha256 === files[path].sha256 &&
      (await link(join(since, path), file).then(
        () => true,
        () => false,
      ));
    if (!linked) await writeFile(file, bytes, { flag: 'wx', flush: true, mode: 0o600 });
  }

  const coverages: Record<string, LogHead> = {};
  const named = new Set<string>();
  const journals = join(dataDir, 'coverages');
  for (const id of disk.list(journals).sort()) {
    if (!holdsLog(disk, join(journals, id))) continue;
    const { recovered, bytesOf } = await inspectLive(() =>
      inspectJournal(disk, join(journals, id), id, ({ record }) => {
        for (const image of imagesIn(record)) for (const name of renditionsOf(image)) named.add(name);
      }),
    );
    coverages[id] = { epoch: recovered.epoch, head: recovered.seq, hash: recovered.hash };
    for (const segment of recovered.segments)
      await put(`${BACKUP_DATA}/${segment.path.slice(dataDir.length + 1)}`, bytesOf(segment));
  }
  for (const path of await filesUnder(dataDir))
    if (isKept(path)) await putIfThere(join(dataDir, path), `${BACKUP_DATA}/${path}`);
  for (const folder of CONTENT)
    for (const path of await filesUnder(join(contentDir, folder)))
      if (!path.split('/').some((part) => part.startsWith('.')))
        await putIfThere(join(contentDir, folder, path), `${BACKUP_CONTENT}/${folder}/${path}`);

  /** What is being replaced, or was taken away just now, is not there for a moment or for good. */
  async function putIfThere(file: string, path: string): Promise<void> {
    const bytes = await readFile(file).catch((fault: NodeJS.ErrnoException) => {
      if (fault.code === 'ENOENT') return null;
      throw fault;
    });
    if (bytes) await put(path, bytes);
  }

  for (const folder of folders) await syncFolder(folder);
  await syncFolder(dirname(target));
  const manifest: BackupManifest = { v: 1, at: now, version, coverages, files };
  await checkBackup(disk, target, manifest);
  await writeBackupManifest(target, manifest);
  for (const path of Object.keys(files)) named.delete(basename(path));
  return { manifest, missing: [...named].sort() };
}

const renditionsOf = ({ id, widths }: Image): string[] => widths.map((width) => `${id}-${width}.webp`);

const isKept = (path: string): boolean =>
  !path.startsWith('coverages/') &&
  !LEFT_OUT.has(path) &&
  !path.split('/').some((part) => part.startsWith('.'));
