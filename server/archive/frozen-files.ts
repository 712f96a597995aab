import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Coverage } from '#domain/coverage.ts';
import type { ArchiveManifest } from '#domain/ports.ts';
import type { PrintHour, PublicCoverage } from '#domain/public-view.ts';
import { publicCoverage } from '#domain/public-view.ts';
import type { DirectoryRecords, WholeLog } from './frozen-texts.ts';
import { CHANGES, foldChanges, frozenTexts, pretty } from './frozen-texts.ts';
import { describeFiles } from './manifest.ts';
import { sealOf } from './verify-archive.mjs';

/** What a coverage's archive needs beside its log. */
export interface FreezeMaterial {
  /** Paths of all renditions of an image, by its id; the archive keeps copies under their file names. */
  readonly media: (imageId: string) => Promise<readonly string[]>;
  readonly directory: DirectoryRecords;
  readonly print: PrintHour;
  /** What was taken out of this archive by order of law, oldest first; none for the first freezing. */
  readonly removals?: readonly Removal[];
}

/** That words were taken out of an archive, without the words. */
export interface Removal {
  /** UTC instant. */
  readonly at: string;
  readonly reason: string;
  /** Seal that the archive had before. */
  readonly seal: string;
}

/** Where an archive keeps its {@link Removal}s; not there while there are none. */
export const REMOVALS = 'removals.json';

/** Checks an archive with nothing but Node, so that nobody needs this software to do so. */
const VERIFIER = new URL('./verify-archive.mjs', import.meta.url);

/**
 * All files of an archive, by path. The same log gives the same bytes (A4).
 * @param report hears of each picture that is missing: the words must not wait for ever for one that is lost
 * @throws when the coverage is not archived (A1), or the disk refused
 */
export async function frozenFiles(
  coverage: Coverage,
  log: WholeLog,
  { media, directory, print, removals = [] }: FreezeMaterial,
  report: (fault: unknown) => void,
): Promise<Map<string, Uint8Array>> {
  const { slug } = coverage.about;
  const whole = log.records.length === coverage.head && log.links.length === coverage.head;
  if (coverage.status !== 'archived' || !whole)
    throw new RangeError(`${slug}: only the whole log of an archived coverage can be frozen`);

  const shown = publicCoverage(coverage, print);
  const files = new Map<string, Uint8Array>(frozenTexts(coverage, log, directory, print));
  const changes = Buffer.from(files.get(CHANGES) ?? []).toString('utf8');
  if (!isDeepStrictEqual(foldChanges(changes, coverage.id, coverage.epoch), shown))
    throw new Error(`${slug}: its archive would not give the coverage back`);
  for (const id of imagesOf(shown)) {
    const paths = await media(id);
    if (paths.length === 0) report(new Error(`${slug}: archived without the image ${id}, which has no file`));
    for (const path of paths) files.set(`media/${basename(path)}`, await readFile(path));
  }
  files.set('verify.mjs', await readFile(VERIFIER));
  if (removals.length > 0) files.set(REMOVALS, Buffer.from(pretty({ v: 1, removals })));
  const chain = log.links.at(-1)?.hash ?? '';
  return files.set('manifest.json', Buffer.from(pretty(manifestOf(coverage, chain, files))));
}

const imagesOf = ({ entries }: PublicCoverage): Set<string> =>
  new Set(
    [...entries.values()]
      .flatMap((entry) => entry.content?.blocks ?? [])
      .flatMap((block) => (block.type === 'figure' && block.image ? [block.image.id] : [])),
  );

function manifestOf(
  coverage: Coverage,
  chain: string,
  contents: ReadonlyMap<string, Uint8Array>,
): ArchiveManifest {
  const files = describeFiles(contents);
  return {
    v: 1,
    slug: coverage.about.slug,
    coverageId: coverage.id,
    epoch: coverage.epoch,
    head: coverage.head,
    title: coverage.about.title,
    archivedAt: coverage.archivedAt ?? '',
    chain,
    files,
    seal: sealOf(files),
  };
}
