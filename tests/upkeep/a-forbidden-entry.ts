import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { realDisk } from '#server/storage/real-disk.ts';
import type { InspectedJournal } from '#server/upkeep/inspect-journal.ts';
import { inspectJournal } from '#server/upkeep/inspect-journal.ts';
import { carryOut } from '#server/upkeep/purge.ts';
import { planPurge } from '#server/upkeep/purge-plan.ts';
import type { DataFolder } from './a-data-folder.ts';
import { aDataFolder, aPhoto, aPicture, aSpeaker, bytesOf } from './a-data-folder.ts';

export const LIBEL = 'Ông Trần Văn Khuất đã nhận tiền của nhà thầu trong dự án hồ chứa.';
export const MENDED = 'Ông Trần Văn Khuất bị nghi đã nhận tiền của nhà thầu.';
export const NOTE = 'Sửa lại lời buộc tội chưa được kiểm chứng ở đoạn đầu.';
export const CAPTION = 'Ông Trần Văn Khuất rời hội trường sau phiên thảo luận.';
export const REASON = 'Quyết định số 15 của tòa án tỉnh';

/** An entry that a court forbids, corrected once, keyed and pinned, with a picture, among others that stay. */
export async function aForbiddenEntry({ archived = false } = {}) {
  const folder = aDataFolder();
  await aSpeaker(folder.dataDir, 'Trần Văn Khuất');
  await aSpeaker(folder.dataDir, 'Lò Thị Mẩy');
  const shared = aPicture(folder.dataDir, 'the hall');
  const own = aPicture(folder.dataDir, 'the man');
  const slug = 'hoi-nghi-lam-son';
  const { coverageId, entryId, kept } = await folder.work(async ({ cover, post, ask }) => {
    const id = await cover(slug);
    const other = await cover('hoi-nghi-khac');
    const text = (words: string) => ({
      kind: 'statement' as const,
      speaker: { name: 'Trần Văn Khuất' },
      blocks: [{ type: 'paragraph' as const, runs: [{ text: words }] }, ...aPhoto(own, CAPTION).blocks],
    });
    const first = await post(id, aPhoto(shared, 'Toàn cảnh hội trường buổi sáng.'));
    const entry = await post(id, {
      ...text(LIBEL),
      blocks: [...text(LIBEL).blocks, ...aPhoto(shared, 'Hội trường.').blocks],
    });
    await ask(id, { kind: 'pin-entry', entryId: first });
    await ask(id, { kind: 'pin-entry', entryId: entry });
    await ask(id, { kind: 'key-entry', entryId: entry });
    await ask(id, { kind: 'correct-entry', entryId: entry, base: 1, content: text(MENDED), note: NOTE });
    const last = await post(id, {
      kind: 'statement',
      speaker: { name: 'Lò Thị Mẩy' },
      blocks: [{ type: 'paragraph', runs: [{ text: 'Đề nghị thông qua nghị quyết.' }] }],
    });
    await post(other, 'Tin của hội nghị khác.');
    if (archived) {
      await ask(id, { kind: 'close-coverage' });
      await ask(id, { kind: 'archive-coverage' });
    }
    return { coverageId: id, entryId: entry, kept: [first, last] };
  });
  const place = join(folder.dataDir, 'coverages', coverageId);
  writeFileSync(join(place, 'torn-1'), `{"b":3,"change":"${LIBEL}`);
  const plan = (more = {}) => planOf(folder, slug, entryId, more);
  const purge = async () => carryOut(realDisk, folder.dataDir, folder.contentDir, await plan());
  return { folder, coverageId, entryId, kept, slug, own, shared, place, plan, purge };
}

export const planOf = ({ dataDir, contentDir }: DataFolder, coverage: string, entryId: string, more = {}) =>
  planPurge(realDisk, dataDir, contentDir, {
    coverage,
    entryId,
    reason: REASON,
    at: '2026-03-20T02:00:00.000Z',
    by: 'root',
    epoch: v7(),
    ...more,
  });

export function aCopyOf({ dataDir, contentDir }: DataFolder): DataFolder {
  const copy = aDataFolder();
  cpSync(dataDir, copy.dataDir, { recursive: true });
  cpSync(contentDir, copy.contentDir, { recursive: true });
  return copy;
}

export const inspected = ({ dataDir }: DataFolder, id: string): InspectedJournal =>
  inspectJournal(realDisk, join(dataDir, 'coverages', id), id);

/** Files in which words stand, plain or as JSON. */
export const filesWith = (folder: DataFolder, ...words: string[]): string[] =>
  Object.entries(bytesOf(folder.dataDir, folder.contentDir))
    .filter(([, bytes]) => words.some((word) => Buffer.from(bytes, 'latin1').includes(word)))
    .map(([file]) => file);
