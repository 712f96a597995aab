import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Coverage } from '#domain/coverage.ts';
import type { Directory, Newsroom } from '#domain/ports.ts';
import { publicCoverage } from '#domain/public-view.ts';
import { printHour } from '#render/time.ts';
import type { ArchiveShelf } from './archive/archive-shelf.ts';
import type { FreezeMaterial } from './archive/frozen-files.ts';

export interface FreezeDependencies {
  readonly newsroom: Newsroom;
  readonly archives: ArchiveShelf;
  readonly directory: Directory;
  /** Folder of the published renditions. */
  readonly mediaFolder: string;
  readonly report: (fault: unknown) => void;
}

/**
 * Freezes every coverage as it is archived, and at the start those whose freezing a crash cut short: the log says
 * that they are archived, and the shelf does not have them.
 * @returns waits for what is being frozen
 */
export async function freezeArchived(dependencies: FreezeDependencies): Promise<() => Promise<void>> {
  const { newsroom, archives, report } = dependencies;
  const freeze = (coverage: Coverage): Promise<void> => freezeOne(coverage, dependencies).catch(report);
  let freezing = Promise.resolve();
  for (const { slug, status } of newsroom.summaries()) {
    const coverage = newsroom.coverage(slug);
    // A damaged archive was told when the shelf was opened.
    if (coverage && status === 'archived' && archives.slugOwner(slug) !== '') await freeze(coverage);
  }
  newsroom.follow(({ coverage, records }) => {
    if (records.some(({ change }) => change.kind === 'coverage-archived'))
      freezing = Promise.all([freezing, freeze(coverage)]).then(() => undefined);
  });
  return () => freezing;
}

async function freezeOne(
  coverage: Coverage,
  { newsroom, archives, directory, mediaFolder }: FreezeDependencies,
): Promise<void> {
  const records = await newsroom.changes(coverage.id, 0, coverage.head);
  const links = await newsroom.links(coverage.id, 0, coverage.head);
  await archives.freeze(
    coverage,
    { records, links },
    {
      media: (imageId) => renditionsOf(imageId, mediaFolder),
      directory: recordsUsed(coverage, directory),
      print: printHour,
    },
  );
}

async function renditionsOf(imageId: string, folder: string): Promise<string[]> {
  const names = await readdir(folder);
  return names.filter((name) => name.startsWith(`${imageId}-`)).map((name) => join(folder, name));
}

/** The directory records that the coverage names; the rest of the directory is nobody's business in ten years. */
function recordsUsed(coverage: Coverage, directory: Directory): FreezeMaterial['directory'] {
  const { entries } = publicCoverage(coverage, printHour);
  const names = new Set([...entries.values()].flatMap(({ content }) => content?.speaker?.name ?? []));
  const venues = new Set(coverage.about.venues.map(({ name }) => name));
  return {
    speakers: directory.speakers().filter(({ name }) => names.has(name)),
    venues: directory.venues().filter(({ name }) => venues.has(name)),
    series: directory.series().filter(({ id }) => id === coverage.about.seriesId),
    conferences: directory.conferences().filter(({ id }) => id === coverage.about.conferenceId),
  };
}
