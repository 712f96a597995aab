import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { LogRecord } from '#domain/change.ts';
import type { Coverage } from '#domain/coverage.ts';
import type { Archive, ArchiveManifest, Archives, CoverageSummary } from '#domain/ports.ts';
import type { PrintHour, PublicCoverage } from '#domain/public-view.ts';
import { publicCoverage } from '#domain/public-view.ts';
import { makeFolder } from '../durable/write-file.ts';
import { readArchive, writeFolder } from './archive-folder.ts';
import type { DirectoryRecords } from './frozen-texts.ts';
import { CHANGES, foldChanges, frozenTexts, pretty } from './frozen-texts.ts';
import { describeFiles, sealOf } from './manifest.ts';

/** What a coverage's archive needs beside its log. */
export interface FreezeMaterial {
  /** Paths of all renditions of an image, by its id; the archive keeps copies under their file names. */
  readonly media: (imageId: string) => Promise<readonly string[]>;
  readonly directory: DirectoryRecords;
  readonly print: PrintHour;
}

export interface ArchiveShelf extends Archives {
  /**
   * Freezes an archived coverage into `<folder>/<slug>/`. A coverage that is there already stays as it was frozen
   * first, so that this may be repeated after a crash.
   * @param records its whole log, seq 1 first
   * @throws when the coverage is not archived (A1), the disk refused, or the folder belongs to another coverage;
   *   nothing is then on the shelf
   */
  freeze(coverage: Coverage, records: readonly LogRecord[], material: FreezeMaterial): Promise<Archive>;
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

  async function freeze(
    coverage: Coverage,
    records: readonly LogRecord[],
    { media, directory, print }: FreezeMaterial,
  ): Promise<Archive> {
    const { slug } = coverage.about;
    const place = join(folder, slug);
    const kept = find(slug);
    if (kept?.manifest.coverageId === coverage.id) return kept;
    if (kept) throw new Error(`${place} is the archive of another coverage`);
    if (!SLUG.test(slug)) throw new RangeError(`${slug} cannot name a folder`);
    if (coverage.status !== 'archived' || records.length !== coverage.head)
      throw new RangeError(`${slug}: only the whole log of an archived coverage can be frozen`);

    const shown = publicCoverage(coverage, print);
    const files = frozenTexts(coverage, records, directory, print);
    const changes = files.get(CHANGES)?.toString('utf8') ?? '';
    if (!isDeepStrictEqual(foldChanges(changes, coverage.id, coverage.epoch), shown))
      throw new Error(`${slug}: its archive would not give the coverage back`);
    for (const id of imagesOf(shown)) {
      const paths = await media(id);
      // The words must not wait for ever for a picture that is lost.
      if (paths.length === 0)
        report(new Error(`${slug}: archived without the image ${id}, which has no file`));
      for (const path of paths) files.set(`media/${basename(path)}`, await readFile(path));
    }
    const manifest = manifestOf(coverage, files);
    await writeFolder(place, files.set('manifest.json', Buffer.from(pretty(manifest))));
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

const imagesOf = ({ entries }: PublicCoverage): Set<string> =>
  new Set(
    [...entries.values()]
      .flatMap((entry) => entry.content?.blocks ?? [])
      .flatMap((block) => (block.type === 'figure' && block.image ? [block.image.id] : [])),
  );

function manifestOf(coverage: Coverage, contents: ReadonlyMap<string, Uint8Array>): ArchiveManifest {
  const files = describeFiles(contents);
  return {
    v: 1,
    slug: coverage.about.slug,
    coverageId: coverage.id,
    epoch: coverage.epoch,
    head: coverage.head,
    title: coverage.about.title,
    archivedAt: coverage.archivedAt ?? '',
    files,
    seal: sealOf(files),
  };
}

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
