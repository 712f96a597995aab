import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openArchiveShelf } from '#server/archive/archive-shelf.ts';
import { linkHash, NO_RECORD, sealOf, verdictLines, verifyArchive } from '#server/archive/verify-archive.mjs';
import { NO_RECORD as STORED_NO_RECORD, linkHash as storedLinkHash } from '#server/storage/chain.ts';
import { temporaryFolder } from '../storage/temporary-folder.ts';
import { aMaterial, anArchivedCoverage } from './an-archived-coverage.ts';

/** An archive in a folder of its own. */
async function anArchive() {
  const folder = temporaryFolder();
  const report = (fault: unknown): void => {
    throw fault;
  };
  const shelf = await openArchiveShelf({ folder, report });
  const { coverage, records, log } = await anArchivedCoverage();
  const material = { ...aMaterial(temporaryFolder()) };
  const archive = await shelf.freeze(coverage, log, material);
  return { place: join(folder, coverage.about.slug), folder, archive, coverage, records, log, material };
}

const filesOf = (place: string): string[] =>
  readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(place.length + 1))
    .sort();

const named = (place: string): string[] => verifyArchive(place).problems.map(({ file }) => file);

test('[A2] a whole archive is whole, with its seal, its chain and its counts', async () => {
  const { place, archive, log, coverage } = await anArchive();
  const verdict = verifyArchive(place);
  expect(verdict.problems).toEqual([]);
  expect(verdict).toMatchObject({
    seal: archive.manifest.seal,
    chain: log.links.at(-1)?.hash,
    head: coverage.head,
    counts: {
      entries: archive.coverage.entries.size,
      withdrawn: [...archive.coverage.entries.values()].filter(({ withdrawn }) => withdrawn).length,
      items: archive.coverage.agenda.size,
      files: Object.keys(archive.manifest.files).length,
    },
  });
  expect(verdictLines(verdict).join('\n')).toContain(archive.manifest.seal);
});

test('[I17] the chain of an archive is the chain of the journal', () => {
  const link = { seq: 7, at: '2026-03-12T01:00:00.000Z', who: 'a'.repeat(64), body: 'b'.repeat(64) };
  const prev = 'c'.repeat(64);
  expect(linkHash(prev, link)).toBe(storedLinkHash({ prev, v: 1, ...link }));
  expect(NO_RECORD).toBe(STORED_NO_RECORD);
});

test('[I17] one flipped bit in any file of an archive is found, and the file named', async () => {
  const { place } = await anArchive();
  let flips = 0;
  const silent: string[] = [];
  for (const name of filesOf(place)) {
    const file = join(place, name);
    const bytes = readFileSync(file);
    // The manifest is proved by nothing but the other files: each of its bytes is tried.
    for (let at = 0; at < bytes.length; at += name === 'manifest.json' ? 1 : 1 + (bytes.length >> 7)) {
      const flipped = Buffer.from(bytes);
      flipped[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
      writeFileSync(file, flipped);
      flips += 1;
      if (!named(place).includes(name)) silent.push(`${name} at byte ${at}`);
    }
    writeFileSync(file, bytes);
  }
  expect(silent).toEqual([]);
  expect(flips).toBeGreaterThan(1500);
  expect(named(place)).toEqual([]);
});

test('[A2] names what is missing, shortened, or does not belong there', async () => {
  const { place, folder } = await anArchive();
  const pristine = join(folder, 'pristine');
  cpSync(place, pristine, { recursive: true });
  const again = (): void => {
    rmSync(place, { recursive: true });
    cpSync(pristine, place, { recursive: true });
  };
  for (const name of filesOf(place)) {
    rmSync(join(place, name));
    expect(named(place)).toContain(name);
    again();
    writeFileSync(join(place, name), readFileSync(join(place, name)).subarray(1));
    expect(named(place)).toContain(name);
    again();
  }
  writeFileSync(join(place, 'media', 'more.webp'), 'more');
  expect(named(place)).toEqual(['media/more.webp']);
  again();
  symlinkSync('/etc/hostname', join(place, 'about-us.json'));
  expect(named(place)).toEqual(['about-us.json']);
  again();
  mkdirSync(join(place, 'notes'));
  renameSync(join(place, 'about.json'), join(place, 'notes', 'about.json'));
  expect(named(place)).toEqual(expect.arrayContaining(['about.json', 'notes/about.json']));
});

test('[I17] a record taken out, put elsewhere or dated anew breaks the chain, even under a new seal', async () => {
  const { place } = await anArchive();
  const file = join(place, 'changes.ndjson');
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const manifest = JSON.parse(readFileSync(join(place, 'manifest.json'), 'utf8'));
  const forge = (forged: readonly string[]): string[] => {
    const text = `${forged.join('\n')}\n`;
    writeFileSync(file, text);
    const sha256 = execFileSync('sha256sum', [file], { encoding: 'utf8' }).slice(0, 64);
    const files = { ...manifest.files, 'changes.ndjson': { sha256, bytes: Buffer.byteLength(text) } };
    writeFileSync(
      join(place, 'manifest.json'),
      `${JSON.stringify({ ...manifest, files, seal: sealOf(files) }, null, 2)}\n`,
    );
    return named(place);
  };
  const earlier = lines.map((line, index) =>
    index === 4 ? line.replace(/^\{"seq":5,"at":"2026/u, '{"seq":5,"at":"2025') : line,
  );
  const renumbered = lines
    .toSpliced(4, 1)
    .map((line, index) => line.replace(/"seq":\d+/u, `"seq":${index + 1}`));
  expect(earlier).not.toEqual(lines);
  for (const forged of [
    earlier,
    lines.toSpliced(4, 1),
    lines.toSpliced(4, 2, lines[5] ?? '', lines[4] ?? ''),
    renumbered,
  ])
    expect(forge(forged)).toContain('changes.ndjson');
  expect(forge(lines)).toEqual([]);
});

test('[A5] an archive checks itself, with Node and nothing of ours', async () => {
  const { place, archive } = await anArchive();
  const elsewhere = join(temporaryFolder(), 'copied');
  cpSync(place, elsewhere, { recursive: true });
  const run = (words: readonly string[]) =>
    spawnSync(process.execPath, ['verify.mjs', ...words], { cwd: elsewhere, encoding: 'utf8', env: {} });
  const whole = run([]);
  expect([whole.status, whole.stderr]).toEqual([0, '']);
  expect(whole.stdout).toContain(`seal   ${archive.manifest.seal}`);
  expect(whole.stdout).toContain(`chain  ${archive.manifest.chain}`);
  writeFileSync(join(elsewhere, 'about.json'), '{}');
  const damaged = run(['.']);
  expect([damaged.status, damaged.stdout]).toEqual([65, expect.stringContaining('about.json')]);
  expect([run(['--help']).status, run(['--what']).status, run(['a', 'b']).status]).toEqual([0, 64, 64]);
  const nowhere = run(['/no/such/folder']);
  expect([nowhere.status, nowhere.stderr, nowhere.stdout]).toEqual([
    64,
    '',
    expect.stringContaining('is no archive'),
  ]);
});
