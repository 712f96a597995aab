import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogRecord } from '#domain/change.ts';
import type { ChainLink } from '#domain/ports.ts';
import { publicCoverage } from '#domain/public-view.ts';
import { printHour } from '#render/time.ts';
import { writeFolder } from '../archive/archive-folder.ts';
import type { Removal } from '../archive/frozen-files.ts';
import { frozenFiles } from '../archive/frozen-files.ts';
import type { DirectoryRecords } from '../archive/frozen-texts.ts';
import { verifyArchive } from '../archive/verify-archive.mjs';
import { syncFolder } from '../durable/write-file.ts';
import type { Disk } from '../storage/disk.ts';
import { inspectJournal } from './inspect-journal.ts';
import type { PurgePlan } from './purge-plan.ts';

/**
 * Freezes an archived coverage anew, out of its purged journal and what the archive held before. The chain stays the
 * same; the seal does not, and `removals.json` says when, why, and what the seal was.
 */
export async function purgeArchive(
  disk: Disk,
  dataDir: string,
  contentDir: string,
  { coverageId, slug, pictures, removals }: PurgePlan,
): Promise<void> {
  const shelf = join(contentDir, 'archive');
  const place = join(shelf, slug);
  const [made, aside] = [join(shelf, `.${slug}.purged`), join(shelf, `.${slug}.before-purge`)];
  const before = [aside, place];
  const names = await readdir(shelf);
  if (!names.includes(slug)) await rename(aside, place);
  if (!(await isDone(place, removals ?? []))) {
    const records: LogRecord[] = [];
    const links: ChainLink[] = [];
    const { state } = inspectJournal(
      disk,
      join(dataDir, 'coverages', coverageId),
      coverageId,
      (inspected) => {
        records.push(inspected.record);
        const { seq, at, who, body, hash } = inspected.link;
        links.push({ seq, at, who, body, hash });
      },
    );
    const directory = await directoryOf(before);
    const { entries } = publicCoverage(state.coverage, printHour);
    const speaking = new Set([...entries.values()].flatMap(({ content }) => content?.speaker?.name ?? []));
    const files = await frozenFiles(
      state.coverage,
      { records, links },
      {
        media: (id) => (pictures.includes(id) ? Promise.resolve([]) : renditionsOf(id, before, dataDir)),
        directory: { ...directory, speakers: directory.speakers.filter(({ name }) => speaking.has(name)) },
        print: printHour,
        removals: removals ?? [],
      },
      // What the archive lacked before, it lacks now.
      () => undefined,
    );
    await rm(made, { recursive: true, force: true });
    await writeFolder(made, files);
    const [problem] = verifyArchive(made).problems;
    if (problem) throw new Error(`${made}: ${problem.file} ${problem.what}; the archive was not changed`);
    await rm(aside, { recursive: true, force: true });
    await rename(place, aside);
    await rename(made, place);
    await syncFolder(shelf);
  }
  await rm(aside, { recursive: true, force: true });
  await syncFolder(shelf);
}

async function isDone(place: string, removals: readonly Removal[]): Promise<boolean> {
  const text = await readFile(join(place, 'removals.json'), 'utf8').catch(() => null);
  return text !== null && JSON.parse(text).removals.length === removals.length;
}

/** The directory records of the first folder that has them. */
async function directoryOf(folders: readonly string[]): Promise<DirectoryRecords> {
  for (const folder of folders) {
    const text = await readFile(join(folder, 'directory.json'), 'utf8').catch(() => null);
    if (text === null) continue;
    const { series, conferences, venues, speakers } = JSON.parse(text);
    return { series, conferences, venues, speakers };
  }
  throw new Error(`${folders.join(' and ')} lack directory.json`);
}

async function renditionsOf(id: string, archives: readonly string[], dataDir: string): Promise<string[]> {
  for (const folder of [...archives.map((archive) => join(archive, 'media')), join(dataDir, 'media')]) {
    const names = await readdir(folder).catch(() => []);
    const found = names.filter((name) => name.startsWith(`${id}-`));
    if (found.length > 0) return found.map((name) => join(folder, name));
  }
  return [];
}
