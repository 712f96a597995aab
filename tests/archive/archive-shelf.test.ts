import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Archive } from '#domain/ports.ts';
import { publicCoverage } from '#domain/public-view.ts';
import type { ArchiveShelf } from '#server/archive/archive-shelf.ts';
import { openArchiveShelf } from '#server/archive/archive-shelf.ts';
import { DamagedArchive } from '#server/archive/manifest.ts';
import { anAbout } from '../cast/a-coverage.ts';
import { temporaryFolder } from '../storage/temporary-folder.ts';
import {
  aMaterial,
  anArchivedCoverage,
  HELD,
  IMAGE,
  REASON,
  SLIP,
  WITHDRAWN,
} from './an-archived-coverage.ts';

const { slug } = anAbout();

async function aShelf(folder: string): Promise<{ shelf: ArchiveShelf; reports: unknown[] }> {
  const reports: unknown[] = [];
  return { shelf: await openArchiveShelf({ folder, report: (fault) => reports.push(fault) }), reports };
}

/** A shelf with one archive on it. */
async function frozen() {
  const folder = temporaryFolder();
  const material = aMaterial(temporaryFolder());
  const { shelf } = await aShelf(folder);
  const { coverage, records, log } = await anArchivedCoverage();
  const archive = await shelf.freeze(coverage, log, material);
  return { folder, place: join(folder, slug), shelf, archive, coverage, records, log, material };
}

const bytesOf = (place: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(place, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [file.slice(place.length + 1), readFileSync(file, 'latin1')]),
  );

test('[A1] freezes only the whole log of an archived coverage', async () => {
  const folder = temporaryFolder();
  const { shelf } = await aShelf(folder);
  const closed = await anArchivedCoverage({ archived: false });
  const material = aMaterial(temporaryFolder());
  await expect(shelf.freeze(closed.coverage, closed.log, material)).rejects.toThrow(RangeError);
  const archived = await anArchivedCoverage();
  await expect(
    shelf.freeze(archived.coverage, { ...archived.log, records: archived.records.slice(1) }, material),
  ).rejects.toThrow(RangeError);
  expect([readdirSync(folder), shelf.list()]).toEqual([[], []]);
});

test('[A2] the manifest has the SHA-256 and size of every other file, and a seal over them', async () => {
  const { place, archive } = await frozen();
  const { 'manifest.json': manifest, ...files } = bytesOf(place);
  expect(JSON.parse(Buffer.from(manifest ?? '', 'latin1').toString('utf8'))).toEqual(archive.manifest);
  expect(Object.keys(archive.manifest.files)).toEqual([
    'about.json',
    'changes.ndjson',
    'directory.json',
    `media/${IMAGE}-320.webp`,
    `media/${IMAGE}-640.webp`,
    'verify.mjs',
  ]);
  for (const [path, { sha256, bytes }] of Object.entries(archive.manifest.files)) {
    const content = Buffer.from(files[path] ?? '', 'latin1');
    expect([sha256, bytes]).toEqual([createHash('sha256').update(content).digest('hex'), content.length]);
  }
  const paths = Object.keys(archive.manifest.files);
  const listing = execFileSync('sha256sum', paths, { cwd: place });
  expect(archive.manifest.seal).toBe(createHash('sha256').update(listing).digest('hex'));
});

test('[A2] refuses an archive of which a file was changed, and names the file', async () => {
  const { folder, place } = await frozen();
  const pristine = join(temporaryFolder(), 'pristine');
  cpSync(place, pristine, { recursive: true });
  for (const name of ['about.json', 'changes.ndjson', 'directory.json', 'verify.mjs', 'manifest.json']) {
    const file = join(place, name);
    const bytes = readFileSync(file);
    const middle = bytes.length >> 1;
    bytes[middle] = (bytes[middle] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    const { shelf, reports } = await aShelf(folder);
    expect(reports).toMatchObject([{ name: 'DamagedArchive', file }]);
    expect(() => shelf.find(slug)).toThrow(file);
    expect(shelf.list()).toEqual([]);
    cpSync(pristine, place, { recursive: true });
  }
  const picture = join(place, 'media', `${IMAGE}-320.webp`);
  writeFileSync(picture, 'shorter');
  expect((await aShelf(folder)).reports).toMatchObject([{ file: picture }]);
  rmSync(picture);
  expect((await aShelf(folder)).reports).toMatchObject([{ file: picture }]);
});

test('a damaged archive leaves the others standing, and is not overwritten', async () => {
  const { folder, place, coverage, log, material, shelf: first } = await frozen();
  const other = await anArchivedCoverage({ slug: 'hoi-nghi-khac' });
  await first.freeze(other.coverage, other.log, material);
  writeFileSync(join(place, 'about.json'), '{}');
  const { shelf } = await aShelf(folder);
  expect(shelf.list().map((summary) => summary.slug)).toEqual(['hoi-nghi-khac']);
  await expect(shelf.freeze(coverage, log, material)).rejects.toThrow(DamagedArchive);
  expect(readFileSync(join(place, 'about.json'), 'utf8')).toBe('{}');
});

test('[A3] folding the archive gives the public view at archiving', async () => {
  const { folder, coverage, material } = await frozen();
  const { shelf } = await aShelf(folder);
  expect(shelf.find(slug)?.coverage).toEqual(publicCoverage(coverage, material.print));
  expect(shelf.list()).toMatchObject([{ slug, status: 'archived', entryCount: 2, day: '2026-03-12' }]);
});

test('[A3] keeps seqs without gap, and no word that readers may not see', async () => {
  const { place, records } = await frozen();
  const files = Object.values(bytesOf(place)).map((text) => Buffer.from(text, 'latin1').toString('utf8'));
  for (const hidden of [SLIP, WITHDRAWN, HELD, REASON, 'staff-ines', 'staff-ruth', records[0]?.commandId])
    expect(files.filter((text) => text.includes(hidden ?? ''))).toEqual([]);
  const lines = readFileSync(join(place, 'changes.ndjson'), 'utf8').trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line).seq)).toEqual(records.map((record) => record.seq));
});

test('[A3] proves every change by its hashes, shown or not', async () => {
  const { place, log, archive } = await frozen();
  const lines = readFileSync(join(place, 'changes.ndjson'), 'utf8').trimEnd().split('\n');
  const told = lines.map((line) => JSON.parse(line));
  expect(told.map(({ seq, at, who, body }) => ({ seq, at, who, body }))).toEqual(
    log.links.map(({ seq, at, who, body }) => ({ seq, at, who, body })),
  );
  expect(told.filter(({ change }) => change.kind === 'withheld').length).toBeGreaterThan(0);
  expect(archive.manifest.chain).toBe(log.links.at(-1)?.hash);
});

test('[A4] freezing twice gives the same bytes', async () => {
  const one = await frozen();
  const two = await frozen();
  expect(bytesOf(two.place)).toEqual(bytesOf(one.place));
});

test('[A4] freezing what is on the shelf already changes nothing, whatever changed around it', async () => {
  const { folder, place, coverage, log, material, archive } = await frozen();
  const before = bytesOf(place);
  const { shelf } = await aShelf(folder);
  const again = await shelf.freeze(coverage, log, {
    ...material,
    directory: { ...material.directory, venues: [] },
  });
  expect(again).toEqual(archive);
  expect(bytesOf(place)).toEqual(before);
});

test('knows whose address is whose, and keeps a damaged one from everybody', async () => {
  const { folder, place, shelf, coverage } = await frozen();
  expect([shelf.slugOwner(slug), shelf.slugOwner('cho-trong')]).toEqual([coverage.id, undefined]);
  writeFileSync(join(place, 'about.json'), '{}');
  expect((await aShelf(folder)).shelf.slugOwner(slug)).toBe('');
});

test('refuses the place of another coverage', async () => {
  const { shelf, coverage, log, material } = await frozen();
  await expect(shelf.freeze({ ...coverage, id: 'another' }, log, material)).rejects.toThrow(
    'another coverage',
  );
});

test('[A5] is read from its folder alone, wherever that is', async () => {
  const { folder, place, archive } = await frozen();
  const elsewhere = temporaryFolder();
  cpSync(place, join(elsewhere, slug), { recursive: true });
  rmSync(folder, { recursive: true });
  const { shelf, reports } = await aShelf(elsewhere);
  const found: Archive | undefined = shelf.find(slug);
  expect([found, reports]).toEqual([archive, []]);
});

test('leaves nothing half made when a picture is missing or a crash came between, and works the next time', async () => {
  const folder = temporaryFolder();
  const { shelf } = await aShelf(folder);
  const { coverage, log } = await anArchivedCoverage();
  const material = aMaterial(temporaryFolder());
  const missing = { ...material, media: async () => [join(folder, 'missing.webp')] };
  await expect(shelf.freeze(coverage, log, missing)).rejects.toThrow('missing.webp');
  expect([readdirSync(folder), shelf.list()]).toEqual([[], []]);

  mkdirSync(join(folder, `.${slug}.tmp`, 'media'), { recursive: true });
  writeFileSync(join(folder, `.${slug}.tmp`, 'left-over.json'), '{}');
  const afterCrash = await aShelf(folder);
  expect([afterCrash.shelf.list(), afterCrash.reports]).toEqual([[], []]);
  await afterCrash.shelf.freeze(coverage, log, material);
  expect(readdirSync(folder)).toEqual([slug]);
  expect(Object.keys(bytesOf(join(folder, slug)))).not.toContain('left-over.json');
});

test('a coverage of which a picture is lost is frozen without it, and the picture is named', async () => {
  const folder = temporaryFolder();
  const { shelf, reports } = await aShelf(folder);
  const { coverage, log } = await anArchivedCoverage();
  const material = { ...aMaterial(temporaryFolder()), media: async () => [] };
  await shelf.freeze(coverage, log, material);
  expect(reports).toMatchObject([{ message: expect.stringContaining(IMAGE) }]);
  expect((await aShelf(folder)).shelf.find(slug)?.manifest.files).not.toHaveProperty([
    `media/${IMAGE}-320.webp`,
  ]);
});
