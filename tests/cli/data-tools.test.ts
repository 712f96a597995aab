import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../storage/temporary-folder.ts';
import { aDataFolder, bytesOf } from '../upkeep/a-data-folder.ts';
import { aProgram } from './a-program.ts';

const LIBEL = 'Câu này bị tòa án buộc gỡ bỏ khỏi mọi bản lưu.';

/** A data folder with a live and an archived coverage, and programs that look after it. */
async function aWorkedFolder() {
  const folder = aDataFolder();
  const entryId = await folder.work(async ({ cover, post, ask }) => {
    const live = await cover('dang-chay');
    const done = await cover('da-xong');
    await post(live, 'Hội nghị bắt đầu.');
    const entry = await post(done, LIBEL);
    await ask(done, { kind: 'close-coverage' });
    await ask(done, { kind: 'archive-coverage' });
    return entry;
  });
  const run = async (name: string, words: readonly string[], more = {}) => {
    const program = aProgram(name, words, folder.dataDir, {
      DATA_DIR: folder.dataDir,
      CONTENT_DIR: folder.contentDir,
      ...more,
    });
    return { code: await program.ended, said: program.said() };
  };
  const archive = join(folder.contentDir, 'archive', 'da-xong');
  return { folder, entryId, run, archive };
}

test('each tool tells its exit codes, and refuses words it does not know', async () => {
  const { run } = await aWorkedFolder();
  for (const name of ['doctor', 'backup', 'restore', 'verify', 'purge']) {
    expect(await run(name, ['--help'])).toMatchObject({
      code: 0,
      said: expect.stringContaining('Exit codes: 0'),
    });
    expect(await run(name, ['--what'])).toMatchObject({ code: 64, said: expect.stringContaining('--help') });
  }
  for (const name of ['backup', 'restore', 'verify', 'purge']) expect((await run(name, [])).code).toBe(64);
  for (const [name, words] of [
    ['doctor', ['/no/such/folder']],
    ['restore', ['/no/such/folder']],
    ['verify', ['/no/such/folder']],
    ['backup', ['/no/such/target', '--since', '/no/such/folder']],
    ['demo', ['--port', 'abc']],
    ['replay', ['--until', '25h00']],
  ] as const) {
    const { code, said } = await run(name, words);
    expect({ name, code }).toEqual({ name, code: 64 });
    expect(said).toContain(words.at(-1));
  }
});

test('doctor tells whole from damaged, for people and for machines', async () => {
  const { folder, run } = await aWorkedFolder();
  const whole = await run('doctor', ['--json']);
  const told = JSON.parse(whole.said);
  // The machine that runs this may be short of space, which is not the folder's fault.
  expect(told.findings.filter(({ file }: { file?: string }) => file !== folder.dataDir)).toEqual([]);
  expect(told.coverages.map(({ slug }: { slug: string }) => slug).sort()).toEqual(['da-xong', 'dang-chay']);
  const [id = ''] = readdirSync(join(folder.dataDir, 'coverages'));
  const journal = join(folder.dataDir, 'coverages', id, 'journal-000000001.ndjson');
  const bytes = readFileSync(journal);
  bytes[400] = (bytes[400] ?? 0) ^ 1;
  writeFileSync(journal, bytes);
  const damaged = await run('doctor', [folder.dataDir]);
  expect(damaged.code).toBe(65);
  expect(damaged.said).toContain(journal);
  expect(damaged.said).toContain('npm run restore');
});

test('[I18] backup and restore, as they are typed', async () => {
  const { run } = await aWorkedFolder();
  const backup = join(temporaryFolder(), 'backup');
  expect(await run('backup', [backup])).toMatchObject({ code: 0, said: expect.stringContaining('Done: ') });
  expect((await run('backup', [backup])).code).toBe(1);
  const to = join(temporaryFolder(), 'data');
  const content = { CONTENT_DIR: join(temporaryFolder(), 'content') };
  expect(await run('restore', [backup, '--to', to, '--dry-run'], content)).toMatchObject({ code: 0 });
  expect(existsSync(to)).toBe(false);
  expect(await run('restore', [backup, '--to', to], content)).toMatchObject({
    code: 0,
    said: expect.stringContaining(', epoch '),
  });
  expect(await run('restore', [backup])).toMatchObject({
    code: 1,
    said: expect.stringContaining('not empty'),
  });
  expect(JSON.parse((await run('doctor', [to, '--json'], content)).said).verdict).not.toBe('damaged');
  await aDataFolder(to, content.CONTENT_DIR).work(async ({ newsroom }) => {
    expect(
      newsroom
        .summaries()
        .map(({ slug }) => slug)
        .sort(),
    ).toEqual(['da-xong', 'dang-chay']);
  });
  writeFileSync(join(backup, 'data', 'more'), '');
  expect((await run('restore', [backup, '--to', join(temporaryFolder(), 'data')])).code).toBe(65);
});

test('[I17] verify tells a whole archive from a changed one', async () => {
  const { archive, run } = await aWorkedFolder();
  const { chain, seal } = JSON.parse(readFileSync(join(archive, 'manifest.json'), 'utf8'));
  const whole = await run('verify', [archive]);
  expect(whole.code).toBe(0);
  for (const number of [chain, seal]) expect(whole.said).toContain(number);
  writeFileSync(join(archive, 'directory.json'), '{}');
  expect(await run('verify', [archive])).toMatchObject({
    code: 65,
    said: expect.stringContaining('directory.json'),
  });
  expect((await run('verify', [join(archive, 'nowhere')])).code).toBe(64);
  expect(await run('verify', [dirname(archive)])).toMatchObject({
    code: 64,
    said: expect.stringContaining('is no archive'),
  });
});

test('[I18] a backup of damaged archives copies them, says so, and is not said to be fine', async () => {
  const { archive, run } = await aWorkedFolder();
  writeFileSync(join(archive, 'changes.ndjson'), '{');
  const backup = join(temporaryFolder(), 'backup');
  expect(await run('backup', [backup])).toMatchObject({
    code: 1,
    said: expect.stringMatching(/Copied as it is, and damaged: .*changes\.ndjson/u),
  });
});

test('[7] purge waits until the server is stopped, tells what would go, and takes it', async () => {
  const { folder, entryId, run } = await aWorkedFolder();
  const words = ['da-xong', entryId, '--reason', 'Quyết định số 15'];
  const before = bytesOf(folder.dataDir, folder.contentDir);
  expect(await run('purge', [...words, '--dry-run'])).toMatchObject({ code: 0 });
  expect(bytesOf(folder.dataDir, folder.contentDir)).toEqual(before);
  await folder.work(async () => {
    expect(await run('purge', words)).toMatchObject({ code: 69, said: expect.stringContaining('in use') });
  });
  expect((await run('purge', words.slice(0, 2))).code).toBe(64);
  expect(await run('purge', words)).toMatchObject({ code: 0, said: expect.stringContaining('every backup') });
  const files = Object.values(bytesOf(folder.dataDir, folder.contentDir));
  expect(files.filter((bytes) => Buffer.from(bytes, 'latin1').includes(LIBEL))).toEqual([]);
  expect(await run('purge', words)).toMatchObject({
    code: 1,
    said: expect.stringContaining('removed before'),
  });
});
