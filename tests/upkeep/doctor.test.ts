import { appendFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { Disk } from '#server/storage/disk.ts';
import { readFrame } from '#server/storage/journal-line.ts';
import { linesOf } from '#server/storage/lines-of.ts';
import { realDisk } from '#server/storage/real-disk.ts';
import { sealLine } from '#server/storage/sealed-line.ts';
import { examine } from '#server/upkeep/examine.ts';
import type { Finding } from '#server/upkeep/finding.ts';
import { exitCodeOf } from '#server/upkeep/finding.ts';
import type { DataFolder } from './a-data-folder.ts';
import { aDataFolder, aPhoto, aPicture, bytesOf } from './a-data-folder.ts';
import { startPoster } from './start-poster.ts';

/** Never short of space, whatever the machine has left. */
const roomy: Disk = { ...realDisk, space: () => ({ free: 1e12, total: 2e12 }) };

const look = ({ dataDir, contentDir }: DataFolder, disk = roomy) => examine(disk, dataDir, contentDir);

/** Two coverages, one archived, with a picture each. */
async function aWorkedFolder() {
  const folder = aDataFolder();
  const [open, archived] = await folder.work(async ({ cover, post, ask }) => {
    const first = await cover('dang-chay');
    const second = await cover('da-xong');
    for (let n = 1; n <= 6; n += 1) await post(first, `Đại biểu thứ ${n} phát biểu tại hội trường.`);
    await post(first, aPhoto(aPicture(folder.dataDir, 'picture one'), 'Toàn cảnh hội trường.'));
    await post(second, aPhoto(aPicture(folder.dataDir, 'picture two'), 'Lễ bế mạc.'));
    await ask(second, { kind: 'close-coverage' });
    await ask(second, { kind: 'archive-coverage' });
    return [first, second];
  });
  const journal = (id: string): string => join(folder.dataDir, 'coverages', id, 'journal-000000001.ndjson');
  return { folder, open, archived, journal: journal(open) };
}

const levels = (findings: readonly Finding[]): string[] => findings.map(({ level }) => level);

test('[I9] a whole folder is whole, and no byte of it is changed', async () => {
  const { folder, open, archived } = await aWorkedFolder();
  const before = bytesOf(folder.dataDir, folder.contentDir);
  const { findings, coverages, pictures } = await look(folder);
  expect(findings).toEqual([]);
  expect(exitCodeOf(findings)).toBe(0);
  expect(coverages.map(({ id, slug, status, head }) => ({ id, slug, status, head }))).toEqual(
    [
      { id: open, slug: 'dang-chay', status: 'live', head: 9 },
      { id: archived, slug: 'da-xong', status: 'archived', head: 5 },
    ].sort((a, b) => (a.id < b.id ? -1 : 1)),
  );
  expect(pictures).toEqual({ named: 4, missing: 0, extra: 0 });
  expect(bytesOf(folder.dataDir, folder.contentDir)).toEqual(before);
});

test('[I9] a folder on which a newsroom works is whole at every moment', async () => {
  const folder = aDataFolder();
  await folder.work(async () => undefined);
  const poster = startPoster(folder.dataDir, { times: 280 });
  await poster.acknowledges(10);
  let segments = 0;
  for (let round = 0; round < 10 || segments < 2; round += 1) {
    const before = poster.acknowledged().length;
    const { findings, coverages } = await look(folder);
    expect(findings).toEqual([]);
    const told = coverages.reduce((sum, { head }) => sum + head, 0);
    expect(told).toBeGreaterThanOrEqual(before);
    segments = Math.max(...coverages.map((coverage) => coverage.segments));
    await poster.acknowledges(before + 40);
  }
});

test('[I10] one flipped bit anywhere in a journal is damage, with file, place and records, or a torn tail', async () => {
  const { folder, journal } = await aWorkedFolder();
  const bytes = readFileSync(journal);
  const lines = [...linesOf(bytes)];
  const step = Math.max(1, bytes.length >> 4);
  let damage = 0;
  for (let at = 3; at < bytes.length; at += step) {
    const flipped = Buffer.from(bytes);
    flipped[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
    writeFileSync(journal, flipped);
    const { findings } = await look(folder);
    const hit = lines.findLast(({ offset }) => offset <= at);
    if (hit === lines.at(-1)) continue;
    expect(levels(findings), `byte ${at}`).toEqual(['damage']);
    const [{ file, offset, seqs, next } = {} as Finding] = findings;
    expect({ file, offset }).toEqual({ file: journal, offset: hit?.offset });
    const frame = hit && readFrame(hit.bytes);
    if (frame?.kind === 'record') {
      expect(seqs?.[0]).toBeLessThanOrEqual(frame.seq);
      expect(seqs?.[1] ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(frame.seq);
    }
    expect(next).toContain('npm run restore');
    damage += 1;
  }
  expect(damage).toBeGreaterThan(12);
});

test('[I10] words that were changed, checksum and all, are damage by their hash', async () => {
  const { folder, journal } = await aWorkedFolder();
  const forged = readFileSync(journal, 'utf8').replace(/^.*thứ 3 phát biểu.*$\n/mu, (line) =>
    sealLine(`${line.slice(0, line.lastIndexOf(',"crc"')).replace('thứ 3', 'thứ 4')}}`),
  );
  writeFileSync(journal, forged);
  const { findings } = await look(folder);
  expect(levels(findings)).toEqual(['damage']);
  expect(findings[0]?.what).toContain('the words of seq 5');
});

test('[I10] a record that was dated anew, checksum and all, breaks the chain', async () => {
  const { folder, journal } = await aWorkedFolder();
  const forged = readFileSync(journal, 'utf8').replace(/^.*thứ 3 phát biểu.*$\n/mu, (line) =>
    sealLine(`${line.slice(0, line.lastIndexOf(',"crc"')).replace(/"at":"20\d\d/u, '"at":"2001')}}`),
  );
  writeFileSync(journal, forged);
  const { findings } = await look(folder);
  expect(levels(findings)).toEqual(['damage']);
  expect(findings[0]?.what).toContain('the chain is broken before seq 6');
});

test('an unfinished end is something to look at: a crash leaves it, or acknowledged entries are lost; and the start does what was said', async () => {
  const { folder, journal } = await aWorkedFolder();
  appendFileSync(journal, '{"b":99,"last":');
  const torn = await look(folder);
  expect(levels(torn.findings)).toEqual(['todo']);
  expect(exitCodeOf(torn.findings)).toBe(1);
  expect(torn.findings[0]?.what).toContain('had been acknowledged');
  expect(torn.findings[0]?.next).toContain('newest backup');
  expect(torn.findings[0]?.what).toContain('15 bytes');
  await folder.work(async () => undefined);
  const mended = await look(folder);
  expect(mended.findings).toMatchObject([{ level: 'todo', file: expect.stringContaining('torn-1') }]);
});

test('a segment that is missing, and a snapshot or a torn tail without a journal, are damage', async () => {
  const { folder, journal, open } = await aWorkedFolder();
  const place = join(folder.dataDir, 'coverages', open);
  const keep = `${folder.dataDir}-kept`;
  cpSync(place, keep, { recursive: true });
  rmSync(journal);
  writeFileSync(join(place, 'snapshot.json'), '{}');
  expect(levels((await look(folder)).findings)).toEqual(['damage']);
  rmSync(join(place, 'snapshot.json'));
  writeFileSync(join(place, 'torn-1'), '{}');
  expect(levels((await look(folder)).findings)).toEqual(['damage']);
  rmSync(place, { recursive: true });
  cpSync(keep, place, { recursive: true });
  rmSync(keep, { recursive: true });
  writeFileSync(join(place, 'snapshot.json'), '{}');
  expect((await look(folder)).findings).toMatchObject([{ level: 'todo' }]);
});

test('names accounts, directories, pictures and archives that are not what they were', async () => {
  const { folder } = await aWorkedFolder();
  const { dataDir, contentDir } = folder;
  const [one = '', two = ''] = readdirSync(join(dataDir, 'media')).filter((name) =>
    name.endsWith('-640.webp'),
  );
  writeFileSync(join(dataDir, 'accounts.json'), '{"v":1,');
  mkdirSync(join(dataDir, 'directory'), { recursive: true });
  writeFileSync(join(dataDir, 'directory', 'venues.json'), '');
  const archive = join(contentDir, 'archive', 'da-xong');
  const archived = readdirSync(join(archive, 'media'));
  const [lost = '', changed = ''] = archived.includes(one) ? [two, one] : [one, two];
  rmSync(join(dataDir, 'media', lost));
  writeFileSync(join(dataDir, 'media', changed), 'another');
  writeFileSync(join(archive, 'about.json'), '{}');
  const { findings, pictures } = await look(folder);
  const files = findings.map(({ file }) => file);
  for (const file of [
    join(dataDir, 'accounts.json'),
    join(dataDir, 'directory', 'venues.json'),
    join(dataDir, 'media', lost),
    join(dataDir, 'media', changed),
    join(archive, 'about.json'),
  ])
    expect(files).toContain(file);
  expect(pictures.missing).toBe(1);
  expect(exitCodeOf(findings)).toBe(65);

  writeFileSync(join(dataDir, 'accounts.json'), '[]');
  writeFileSync(join(dataDir, 'directory', 'venues.json'), '{"v":1,"records":[{}]}');
  const shapes = (await look(folder)).findings.map(({ file }) => file);
  for (const file of [join(dataDir, 'accounts.json'), join(dataDir, 'directory', 'venues.json')])
    expect(shapes).toContain(file);
});

test('a small picture that was overwritten, and accounts that are gone, are found', async () => {
  const folder = aDataFolder();
  const image = aPicture(folder.dataDir, 'a picture');
  await folder.work(
    async ({ cover, post }) => void (await post(await cover('hoi-nghi'), aPhoto(image, 'Ảnh.'))),
  );
  expect((await look(folder)).findings).toEqual([]);
  const small = join(folder.dataDir, 'media', `${image.id}-320.webp`);
  writeFileSync(small, 'zzzz');
  rmSync(join(folder.dataDir, 'accounts.json'));
  expect((await look(folder)).findings).toMatchObject([
    { level: 'todo', file: join(folder.dataDir, 'accounts.json') },
    { level: 'damage', file: small },
  ]);
});

test('an AVIF that is not whole is found; one that was never made is not missed, nor is what lies half uploaded', async () => {
  const folder = aDataFolder();
  const image = aPicture(folder.dataDir, 'a picture');
  await folder.work(
    async ({ cover, post }) => void (await post(await cover('hoi-nghi'), aPhoto(image, 'Ảnh.'))),
  );
  mkdirSync(join(folder.dataDir, '.uploads'));
  writeFileSync(join(folder.dataDir, '.uploads', 'half'), 'half');
  const [whole, cut] = [320, 640].map((width) => join(folder.dataDir, 'media', `${image.id}-${width}.avif`));
  const bytes = await sharp({ create: { width: 64, height: 64, channels: 3, background: 'red' } })
    .avif()
    .toBuffer();
  writeFileSync(whole ?? '', bytes);
  expect((await look(folder)).findings).toEqual([]);
  writeFileSync(cut ?? '', bytes.subarray(0, -9));
  expect((await look(folder)).findings).toMatchObject([{ level: 'damage', file: cut }]);
});

test('an archive of another log, one that is missing, and little space are told', async () => {
  const { folder } = await aWorkedFolder();
  const archive = join(folder.contentDir, 'archive', 'da-xong');
  rmSync(archive, { recursive: true });
  expect((await look(folder)).findings).toMatchObject([
    { level: 'todo', what: expect.stringContaining('da-xong') },
  ]);
  const little = { ...realDisk, space: () => ({ free: 1e6, total: 1e9 }) };
  expect((await look(folder, little)).findings).toHaveLength(2);
});

test('what an editor keeps beside documents and archives is no damage', async () => {
  const { folder } = await aWorkedFolder();
  for (const name of ['documents', 'archive']) {
    mkdirSync(join(folder.contentDir, name), { recursive: true });
    for (const stray of ['README.md', 'ghi-chu']) writeFileSync(join(folder.contentDir, name, stray), '');
  }
  expect((await look(folder)).findings).toEqual([]);
});
