import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Coverage } from '#domain/coverage.ts';
import type { Archive, Archives, CoverageSummary } from '#domain/ports.ts';
import type { PublicCoverage } from '#domain/public-view.ts';
import { makeFolder } from '../durable/write-file.ts';
import { readArchive, writeFolder } from './archive-folder.ts';
import type { FreezeMaterial } from './frozen-files.ts';
import { frozenFiles } from './frozen-files.ts';
import type { WholeLog } from './frozen-texts.ts';

export interface ArchiveShelf extends Archives {
  /**
   * Freezes an archived coverage into `<folder>/<slug>/`. A coverage that is there already stays as it was frozen
   * first, so that this may be repeated after a crash.
   * @throws when the coverage is not archived (A1), the disk refused, or the folder belongs to another coverage;
   *   nothing is then on the shelf
   */
  freeze(coverage: Coverage, log: WholeLog, material: FreezeMaterial): Promise<Archive>;
  /** Id of the coverage whose archive has this address; the empty text when it is damaged and nobody can tell. */
  slugOwner(slug: string): string | undefined;
  /** Path of the copy that an archive holds of a picture, by its file name. */
  pictureFile(name: string): string | undefined;
}

/**
 * The shelf of archives. All are read when it is opened.
 * @param folder made when it is not there
 * @param report hears of each archive that is damaged; `find` throws the same for it, the others stand. And of each
 *   picture that is missing where a coverage is frozen
 */
export async function openArchiveShelf({
  folder,
  report,
}: {
  readonly folder: string;
  readonly report: (fault: unknown) => void;
}): Promise<ArchiveShelf> {
  const archives = new Map<string, Archive>();
  const summaries = new Map<string, CoverageSummary>();
  const damaged = new Map<string, unknown>();
  const pictures = new Map<string, string>();
  let last: Promise<unknown> = Promise.resolve();
  await makeFolder(folder);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory() || !SLUG.test(entry.name)) continue;
    try {
      put(await readArchive(join(folder, entry.name)), entry.name);
    } catch (fault) {
      damaged.set(entry.name, fault);
      report(fault);
    }
  }

  function put(archive: Archive, slug: string): void {
    archives.set(slug, archive);
    summaries.set(slug, summaryOf(archive.coverage));
    for (const path of Object.keys(archive.manifest.files))
      if (dirname(path) === 'media') pictures.set(basename(path), join(folder, slug, path));
  }

  function find(slug: string): Archive | undefined {
    if (damaged.has(slug)) throw damaged.get(slug);
    return archives.get(slug);
  }

  async function freeze(coverage: Coverage, log: WholeLog, material: FreezeMaterial): Promise<Archive> {
    const { slug } = coverage.about;
    const place = join(folder, slug);
    const kept = find(slug);
    if (kept?.manifest.coverageId === coverage.id) return kept;
    if (kept) throw new Error(`${place} is the archive of another coverage`);
    if (!SLUG.test(slug)) throw new RangeError(`${slug} cannot name a folder`);
    await writeFolder(place, await frozenFiles(coverage, log, material, report));
    const archive = await readArchive(place);
    put(archive, slug);
    return archive;
  }

  return {
    list: () => [...summaries.values()],
    find,
    slugOwner: (slug) => archives.get(slug)?.manifest.coverageId ?? (damaged.has(slug) ? '' : undefined),
    pictureFile: (name) => pictures.get(name),
    freeze(...asked) {
      const mine = last.then(() => freeze(...asked));
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}

const SLUG = /^[a-z0-9][a-z0-9-]*$/u;

function summaryOf({ id, status, about, entries, updatedAt }: PublicCoverage): CoverageSummary {
  return {
    id,
    slug: about.slug,
    title: about.title,
    status,
    day: about.date.iso,
    entryCount: [...entries.values()].filter(({ withdrawn }) => !withdrawn).length,
    ...(about.startsAt && { startsAt: about.startsAt }),
    ...(updatedAt && { updatedAt }),
    ...(about.simulated && { simulated: true }),
  };
}
