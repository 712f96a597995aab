import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 } from 'uuid';
import type { LogRecord } from '#domain/change.ts';
import { realDisk } from '#server/storage/real-disk.ts';
import { inspectJournal } from '#server/upkeep/inspect-journal.ts';
import { restoreBackup } from '#server/upkeep/restore-backup.ts';
import { takeBackup } from '#server/upkeep/take-backup.ts';
import { temporaryFolder } from '../storage/temporary-folder.ts';
import type { DataFolder } from './a-data-folder.ts';
import { aDataFolder, aPhoto, aPicture, aSpeaker } from './a-data-folder.ts';

export const backUp = ({ dataDir, contentDir }: DataFolder, target: string, since?: string) =>
  takeBackup({
    disk: realDisk,
    dataDir,
    contentDir,
    target,
    ...(since && { since }),
    now: '2026-03-12T05:00:00.000Z',
    version: '0.1.0',
  }).then(({ manifest }) => manifest);

export const restore = (backup: string, { dataDir, contentDir }: DataFolder, dryRun = false) =>
  restoreBackup({ disk: realDisk, backup, dataDir, contentDir, newEpoch: v7, dryRun });

export const newFolder = (): string => join(temporaryFolder(), 'backup');

export function recordsIn(dataDir: string, id: string) {
  const records: LogRecord[] = [];
  const hashes: string[] = [];
  const { recovered } = inspectJournal(realDisk, join(dataDir, 'coverages', id), id, ({ record, link }) => {
    records.push(record);
    hashes.push(link.hash);
  });
  return { records, hashes, epoch: recovered.epoch, hash: recovered.hash };
}

export const entriesIn = (dataDir: string): Set<string> =>
  new Set(
    readdirSync(join(dataDir, 'coverages')).flatMap((id) =>
      recordsIn(dataDir, id).records.flatMap(({ change }) => ('entry' in change ? [change.entry.id] : [])),
    ),
  );

/** A live and an archived coverage with a picture each, a speaker, and a document on the shelf. */
export async function aWorkedFolder(): Promise<{ folder: DataFolder; live: string; archived: string }> {
  const folder = aDataFolder();
  await aSpeaker(folder.dataDir, 'Lò Thị Mẩy');
  const [live = '', archived = ''] = await folder.work(async ({ cover, post, ask }) => {
    const first = await cover('dang-chay');
    const second = await cover('da-xong');
    for (let n = 1; n <= 5; n += 1) await post(first, `Đại biểu thứ ${n} phát biểu.`);
    await post(first, aPhoto(aPicture(folder.dataDir, 'picture one'), 'Toàn cảnh.'));
    await post(second, aPhoto(aPicture(folder.dataDir, 'picture two'), 'Bế mạc.'));
    await ask(second, { kind: 'close-coverage' });
    await ask(second, { kind: 'archive-coverage' });
    return [first, second];
  });
  mkdirSync(join(folder.contentDir, 'documents', 'bao-cao'), { recursive: true });
  writeFileSync(join(folder.contentDir, 'documents', 'bao-cao', 'document.json'), '{}');
  return { folder, live, archived };
}
