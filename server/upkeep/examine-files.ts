import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256, verifyArchive } from '../archive/verify-archive.mjs';
import type { Disk } from '../storage/disk.ts';
import type { ExaminedCoverage } from './examine-coverage.ts';
import type { Finding } from './finding.ts';
import { RESTORE } from './finding.ts';
import { foldersIn, namesIn } from './names-in.ts';

/** Whether the pictures that the logs name are there and are what they were. */
export function examineMedia(
  dataDir: string,
  contentDir: string,
  coverages: readonly ExaminedCoverage[],
): { findings: Finding[]; pictures: { named: number; missing: number; extra: number } } {
  const folder = join(dataDir, 'media');
  const present = new Set(namesIn(folder).filter((name) => RENDITION.test(name)));
  const archived = new Set(
    foldersIn(join(contentDir, 'archive')).flatMap((slug) =>
      namesIn(join(contentDir, 'archive', slug, 'media')),
    ),
  );
  const findings: Finding[] = [];
  const named = new Set<string>();
  let missing = 0;
  for (const { slug, images } of coverages)
    for (const [id, widths] of images)
      for (const width of widths) {
        const name = `${id}-${width}.webp`;
        named.add(name);
        if (present.has(name) || archived.has(name)) continue;
        missing += 1;
        findings.push({
          level: 'damage',
          what: `A picture of ${slug} is missing.`,
          file: join(folder, name),
          next: RESTORE,
        });
      }
  const largest = new Map<string, string>();
  for (const name of present) {
    const [, id = ''] = RENDITION.exec(name) ?? [];
    const other = largest.get(id);
    if (other === undefined || widthOf(other) < widthOf(name)) largest.set(id, name);
  }
  // A picture is named by the hash of its largest rendition; the smaller ones say how long they are.
  for (const name of present) {
    const [, id = ''] = RENDITION.exec(name) ?? [];
    const bytes = readFileSync(join(folder, name));
    if (largest.get(id) === name ? sha256(bytes) !== id : !isWholeWebp(bytes))
      findings.push({
        level: 'damage',
        what: 'The picture is not the one that was kept.',
        file: join(folder, name),
        next: RESTORE,
      });
  }
  for (const name of namesIn(folder).filter((name) => AVIF.test(name)))
    if (!isWholeAvif(readFileSync(join(folder, name))))
      findings.push({
        level: 'damage',
        what: 'The picture is not the one that was kept.',
        file: join(folder, name),
        next: 'Take this file away: readers are given the WebP.',
      });
  const extra = [...present].filter((name) => !named.has(name)).length;
  return { findings, pictures: { named: named.size, missing, extra } };
}

const RENDITION = /^([0-9a-f]{64})-(\d+)\.webp$/u;
/** Made beside a WebP where it takes fewer bytes; nothing is missing where it was not. */
const AVIF = /^[0-9a-f]{64}-\d+\.avif$/u;
/** Its boxes, each of which says how long it is, fill the file. */
function isWholeAvif(bytes: Buffer): boolean {
  let at = 0;
  while (at + 8 <= bytes.length) at += Math.max(8, bytes.readUInt32BE(at));
  return at === bytes.length && bytes.toString('latin1', 4, 12) === 'ftypavif';
}
const isWholeWebp = (bytes: Buffer): boolean =>
  bytes.length > 12 &&
  bytes.toString('latin1', 0, 4) === 'RIFF' &&
  bytes.toString('latin1', 8, 12) === 'WEBP' &&
  bytes.readUInt32LE(4) + 8 === bytes.length;
const widthOf = (name: string): number => Number(RENDITION.exec(name)?.[2]);

/** Every archive against itself and, where its log is still here, against that. */
export function examineArchives(contentDir: string, coverages: readonly ExaminedCoverage[]): Finding[] {
  const folder = join(contentDir, 'archive');
  const findings: Finding[] = [];
  const frozen = new Set<string>();
  for (const slug of foldersIn(folder).filter((name) => /^[a-z0-9][a-z0-9-]*$/u.test(name))) {
    const verdict = verifyArchive(join(folder, slug));
    for (const { file, what } of verdict.problems)
      findings.push({
        level: 'damage',
        what: `In the archive ${slug}: ${what}.`,
        file: join(folder, slug, file),
        next: 'Put this archive back from a backup, whole.',
      });
    const coverage = coverages.find(({ id }) => id === verdict.manifest?.coverageId);
    frozen.add(coverage?.id ?? '');
    if (coverage && verdict.problems.length === 0 && coverage.hash !== verdict.chain)
      findings.push({
        level: 'damage',
        what: `The archive ${slug} and the journal of its coverage are not of the same log.`,
        file: join(folder, slug),
        next: 'Compare the chain that was published with both: npm run verify, npm run doctor -- --json.',
      });
  }
  for (const { id, slug, status } of coverages)
    if (status === 'archived' && !frozen.has(id))
      findings.push({
        level: 'todo',
        what: `${slug} is archived and has no archive.`,
        next: 'Start the server: it freezes what is missing.',
      });
  return findings;
}

/** Below this share, and below so many bytes, somebody should make space. */
const LITTLE_SHARE = 0.1;
const LITTLE_BYTES = 2 * 1024 ** 3;

export function examineSpace(disk: Disk, dataDir: string): Finding[] {
  const { free, total } = disk.space(dataDir);
  if (free >= Math.min(LITTLE_BYTES, total * LITTLE_SHARE)) return [];
  const what = `${Math.floor(free / 2 ** 20)} MB of ${Math.floor(total / 2 ** 20)} MB are free.`;
  return [
    { level: 'todo', what, file: dataDir, next: 'Make space: posts are refused before the disk is full.' },
  ];
}
