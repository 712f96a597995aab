import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder, syncFolder, writeDurably } from '../durable/write-file.ts';
import type { Disk } from '../storage/disk.ts';
import { inspectJournal } from './inspect-journal.ts';
import { purgeArchive } from './purge-archive.ts';
import type { PurgePlan } from './purge-plan.ts';
import { PURGE_FOLDER } from './purge-plan.ts';
import { rewriteSegments } from './rewrite-segment.ts';
import type { Place } from './words.ts';
import { placesOf } from './words.ts';
import { writeFiles } from './write-files.ts';

const PLAN = 'plan.json';
/** Of removals, in `DATA_DIR`: who, when and why, without the words. */
const RECORD = 'removals.ndjson';

/** @returns the plan of a removal that was cut short, or is being carried out, or null */
export async function unfinishedPurge(dataDir: string): Promise<PurgePlan | null> {
  const text = await readFile(join(dataDir, PURGE_FOLDER, PLAN), 'utf8').catch(
    (fault: NodeJS.ErrnoException) => {
      if (fault.code === 'ENOENT') return null;
      throw fault;
    },
  );
  return text === null ? null : JSON.parse(text);
}

/** A removal was cut short: what is forbidden may still be in the archive, and would be shown. */
export class UnfinishedPurge extends Error {
  override readonly name = 'UnfinishedPurge';
  constructor({ slug, entryId }: PurgePlan) {
    super(
      `A removal by order of law was cut short. Finish it first: npm run purge -- ${slug} ${entryId} --reason "…"`,
    );
  }
}

/**
 * Takes words away for good (rule 7): out of the journal, which gets a new epoch, of the snapshot and of what crashes
 * left, of the pictures and of the archive. The hashes stay, so that the chain still holds. Whatever cuts it short: the
 * plan is on the disk first, each step leaves the old or the new, and carrying the same plan out again finishes it.
 * The data folder is held by this process.
 * @returns where the same words still stand afterwards
 */
export async function carryOut(
  disk: Disk,
  dataDir: string,
  contentDir: string,
  plan: PurgePlan,
): Promise<Place[]> {
  const work = join(dataDir, PURGE_FOLDER);
  await makeFolder(work);
  await writeDurably(join(work, PLAN), Buffer.from(JSON.stringify(plan)));

  await purgeJournal(disk, dataDir, plan);
  if (plan.removals) await purgeArchive(disk, dataDir, contentDir, plan);
  await removePictures(join(dataDir, 'media'), plan.pictures);
  await keepRecord(join(dataDir, RECORD), plan);

  await rm(join(work, JOURNAL), { recursive: true, force: true });
  const places = await placesOf(plan.words, [dataDir, contentDir]);
  await rm(work, { recursive: true, force: true });
  await syncFolder(dataDir);
  return places.filter(({ file }) => !file.startsWith(`${work}/`));
}

const JOURNAL = 'journal';

async function purgeJournal(disk: Disk, dataDir: string, plan: PurgePlan): Promise<void> {
  const { coverageId, epoch, seqs, entryId } = plan;
  const coverages = join(dataDir, 'coverages');
  const place = join(coverages, coverageId);
  // No server starts while a folder of this name is there, and what it complains of says why.
  const aside = join(coverages, `${coverageId}.purge-was-cut-short`);
  const names = await readdir(coverages);
  if (!names.includes(coverageId)) await rename(aside, place);

  const journal = inspectJournal(disk, place, coverageId);
  if (journal.recovered.epoch !== epoch) {
    const made = join(dataDir, PURGE_FOLDER, JOURNAL);
    await rm(made, { recursive: true, force: true });
    await mkdir(made);
    await writeFiles(made, rewriteSegments(journal, epoch, new Set(seqs)), 0o600);
    const { recovered, state } = inspectJournal(disk, made, coverageId);
    if (recovered.hash !== journal.recovered.hash || state.coverage.entries.has(entryId))
      throw new Error(`${made} is not the journal without that entry; nothing was changed`);
    await rename(place, aside);
    await rename(made, place);
    await syncFolder(coverages);
  }
  await rm(aside, { recursive: true, force: true });
  await syncFolder(coverages);
}

async function removePictures(folder: string, pictures: readonly string[]): Promise<void> {
  if (pictures.length === 0) return;
  for (const name of await readdir(folder))
    if (pictures.some((id) => name.startsWith(`${id}-`))) await rm(join(folder, name), { force: true });
  await syncFolder(folder);
}

/** One line a removal, replaced whole: a line is there once, however often the removal was cut short. */
async function keepRecord(
  file: string,
  { at, by, reason, coverageId, slug, entryId, epoch, seqs, pictures }: PurgePlan,
): Promise<void> {
  const before = await readFile(file, 'utf8').catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'ENOENT') return '';
    throw fault;
  });
  const line = `${JSON.stringify({ v: 1, at, by, reason, coverageId, slug, entryId, epoch, seqs, pictures })}\n`;
  if (!before.includes(line)) await writeDurably(file, Buffer.from(before + line));
}
