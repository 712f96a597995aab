import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { LogRecord } from '#domain/change.ts';
import type { Removal } from '../archive/frozen-files.ts';
import { REMOVALS } from '../archive/frozen-files.ts';
import { verifyArchive } from '../archive/verify-archive.mjs';
import type { Disk } from '../storage/disk.ts';
import { readWhole } from '../storage/disk-file.ts';
import { holdsLog } from '../storage/open-journal.ts';
import { filesUnder } from './files-under.ts';
import { imagesIn } from './images-in.ts';
import { inspectJournal, inspectLive } from './inspect-journal.ts';
import { wordsOf } from './words.ts';

/** In `DATA_DIR`, while a removal is carried out: whatever cut it short, it can be finished. */
export const PURGE_FOLDER = '.purge';

/** What a removal by order of law takes away. It names the words, so it goes with them in the end. */
export interface PurgePlan {
  readonly v: 1;
  /** UTC instant, and the account of the machine. */
  readonly at: string;
  readonly by: string;
  readonly reason: string;
  readonly coverageId: string;
  readonly slug: string;
  readonly entryId: string;
  /** Name that the numbering has afterwards. */
  readonly epoch: string;
  /** Records that lose their words. */
  readonly seqs: readonly number[];
  /** Ids of the pictures that nothing else shows. */
  readonly pictures: readonly string[];
  /** What is searched for afterwards. */
  readonly words: readonly string[];
  /** What the archive says of removals afterwards; null where there is no archive. */
  readonly removals: readonly Removal[] | null;
}

/** A removal that cannot be carried out; nothing was changed. */
export class CannotPurge extends Error {
  override readonly name = 'CannotPurge';
}

interface PurgeAsk {
  /** Id or address. */
  readonly coverage: string;
  readonly entryId: string;
  readonly reason: string;
  /** UTC instant. */
  readonly at: string;
  readonly by: string;
  readonly epoch: string;
}

/**
 * Finds everything that is to go. Changes nothing; a server may run on the folder meanwhile.
 * @throws {CannotPurge} with a sentence
 * @throws {UnreadablePlace} when something there could not be searched for the words afterwards
 * @throws {DamagedLog} when a journal is damaged: that comes first
 */
export async function planPurge(
  disk: Disk,
  dataDir: string,
  contentDir: string,
  ask: PurgeAsk,
): Promise<PurgePlan> {
  const { coverage: asked, entryId, reason, at, by, epoch } = ask;
  const folder = join(dataDir, 'coverages');
  const shownElsewhere = new Set<string>();
  let found: { id: string; slug: string; records: LogRecord[] } | null = null;
  for (const id of disk.list(folder).sort()) {
    if (!holdsLog(disk, join(folder, id))) continue;
    const records: LogRecord[] = [];
    const { state } = await inspectLive(() => {
      records.length = 0;
      return inspectJournal(disk, join(folder, id), id, ({ record }) => {
        if ('entry' in record.change && record.change.entry.id === entryId) records.push(record);
        else for (const image of imagesIn(record)) shownElsewhere.add(image.id);
      });
    });
    const { slug } = state.coverage.about;
    if (id === asked || slug === asked) found = { id, slug, records };
    else for (const record of records) for (const image of imagesIn(record)) shownElsewhere.add(image.id);
  }
  if (!found) throw new CannotPurge(`There is no coverage ${asked} in ${dataDir}.`);
  if (found.records.length === 0)
    throw new CannotPurge(
      `${found.slug} has no words of an entry ${entryId}: they may have been removed before.`,
    );

  // Every byte is searched in the end: what cannot be must not stop a removal halfway.
  for (const place of [dataDir, contentDir]) await filesUnder(place);
  const words = wordsOf(found.records);
  if (words.some((word) => reason.includes(word)))
    throw new CannotPurge('The reason repeats the words that are to go: say it without them.');
  const { id: coverageId, slug, records } = found;
  const archive = join(contentDir, 'archive', slug);
  // What takes the place of a link leaves what it leads to, and the words in it.
  for (const place of [join(folder, coverageId), archive])
    if (lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink())
      throw new CannotPurge(`${place} is a link: put the folder it leads to in its place first.`);
  return {
    v: 1,
    at,
    by,
    reason,
    coverageId,
    slug,
    entryId,
    epoch,
    seqs: records.map(({ seq }) => seq),
    pictures: [...new Set(records.flatMap(imagesIn).map(({ id }) => id))].filter(
      (id) => !shownElsewhere.has(id),
    ),
    words,
    removals: removalsAfter(disk, archive, { at, reason, coverageId }),
  };
}

function removalsAfter(
  disk: Disk,
  place: string,
  { at, reason, coverageId }: { at: string; reason: string; coverageId: string },
): Removal[] | null {
  if (!disk.list(place).includes('manifest.json')) return null;
  const { manifest, problems, seal } = verifyArchive(place);
  if (problems.length > 0)
    throw new CannotPurge(
      `The archive ${place} is damaged: put it back from a backup first (npm run verify).`,
    );
  if (manifest?.coverageId !== coverageId) return null;
  const before: Removal[] = disk.list(place).includes(REMOVALS)
    ? JSON.parse(readWhole(disk, join(place, REMOVALS)).toString('utf8')).removals
    : [];
  return [...before, { at, reason, seal }];
}
