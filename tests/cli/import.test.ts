import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aProgram } from './a-program.ts';

const PAGE = fileURLToPath(new URL('../../content/demo/hoi-nghi.txt', import.meta.url));
const PAPER = fileURLToPath(new URL('../../content/demo/ket-luan.txt', import.meta.url));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plenary-import-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function importing(...words: string[]): Promise<{ code: number | null; said: string }> {
  return importingWith({}, ...words);
}

async function importingWith(environment: Readonly<Record<string, string>>, ...words: string[]) {
  const program = aProgram('import', words, folder, environment);
  const code = await program.ended;
  return { code, said: program.said() };
}

async function aFile(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(join(folder, name), content);
  return name;
}

describe('npm run import, where no server runs', () => {
  it('takes a live page in, tells what it understood and every doubt, and does not double it', async () => {
    const first = await importing(PAGE);
    expect(first).toMatchObject({ code: 0 });
    expect(first.said.match(/^ {2}\d+h\d\d /gmu)).toHaveLength(7);
    expect(first.said).toContain('byline    Kim Thoa, Gia Lạc, Hải Miên');
    expect(first.said).toMatch(/\d+ doubts:\n {2}Line 3: /u);
    expect(first.said).toContain('Published: /truc-tiep/');

    const second = await importing(PAGE);
    expect(second).toMatchObject({ code: 0 });
    expect(second.said).toContain('Already here: nothing was taken in');
    const journals = await readdir(join(folder, '.data'), { recursive: true });
    expect(journals.filter((name) => name.endsWith('.ndjson'))).toHaveLength(1);
  });

  it('tells what it would do and changes nothing when it is asked for a dry run', async () => {
    const dry = await importing(PAGE, '--dry-run');
    expect(dry).toMatchObject({ code: 0 });
    expect(dry.said).toContain('A live page:');
    expect(dry.said).toMatch(/\d+ doubts:\n {2}Line 3: /u);
    expect(dry.said).toMatch(/Dry run: nothing was changed\.\n$/u);
    expect(await readdir(folder)).toEqual([]);

    expect((await importing(PAPER, '--dry-run')).said).toContain('An official paper:');
    expect(await importing(PAGE, '--dry-run', '--archive')).toMatchObject({ code: 64 });
    expect(await readdir(folder)).toEqual([]);
  });

  it('says where the result is public, and how it is mended or withdrawn', async () => {
    const page = await importing(PAGE);
    expect(page.said).toMatch(/^Published: \/truc-tiep\/[a-z0-9-]+$/mu);
    expect(page.said).toMatch(/^It is public once a server runs on /mu);
    expect(page.said).toMatch(/^To mend or withdraw its entries, .*: \/desk\/hoi-nghi[a-z0-9-]+$/mu);
    const paper = await importing(PAPER);
    expect(paper.said).toMatch(/^Published: \/van-kien\/[a-z0-9-]+$/mu);
    expect(paper.said).toMatch(/^To mend or withdraw it, .*documents\/[a-z0-9-]+$/mu);
  });

  it('counts one entry as one', async () => {
    const text = 'Tên bài\n\nSáng 5-3-2025, khai mạc.\n\n8h00: Khai mạc\n\nTrống hội vang.\n\n9h00: Bế mạc\n';
    const { said } = await importing(await aFile('one.txt', text), '--dry-run');
    expect(said).toContain('Khai mạc (1 entry)');
    expect(said).toContain('Bế mạc (no entries)');
  });

  it('archives when it is asked to, also afterwards, and says when that was done before', async () => {
    await importing(PAGE);
    const archived = await importing(PAGE, '--archive');
    expect(archived).toMatchObject({ code: 0 });
    expect(archived.said).toContain('Archived.');
    const [slug = ''] = await readdir(join(folder, 'content', 'archive'));
    const manifest = await readFile(join(folder, 'content', 'archive', slug, 'manifest.json'), 'utf8');
    expect(JSON.parse(manifest)).toMatchObject({ slug });
    expect((await importing(PAGE, '--archive')).said).toContain('It was archived before.');
  });

  it('puts a paper on the shelf with its source beside it, once', async () => {
    const { code, said } = await importing(PAPER);
    expect(code).toBe(0);
    expect(said).toContain('not there   number');
    const shelf = join(folder, 'content', 'documents');
    const [slug = ''] = await readdir(shelf);
    expect(await readFile(join(shelf, slug, 'source.txt'), 'utf8')).toBe(await readFile(PAPER, 'utf8'));

    // From Windows, or through a form: other line ends, the same text.
    await aFile('crlf.txt', (await readFile(PAPER, 'utf8')).replaceAll('\n', '\r\n'));
    expect((await importing('crlf.txt')).said).toContain('Already here');
    expect(await readdir(shelf)).toHaveLength(1);
  });

  it.each([
    ['a text that is neither page nor paper', 'Một dòng chữ.\n', 'text.txt:1: Neither a live page nor'],
    ['markup', '8h00: Khai mạc\n\n<b>Đậm</b>\n', 'text.txt:3: There is HTML (<b>)'],
    ['an hour without a title', 'Tên bài\n\nSapo.\n\n8h00:\n', 'text.txt:5: '],
    ['bytes that are no text', Uint8Array.of(0x61, 0x0a, 0x62, 0x0a, 0xff), 'text.txt:3: this line is not'],
  ])('refuses %s with line and reason, and leaves nothing behind', async (_, content, said) => {
    const answer = await importing(await aFile('text.txt', content));
    expect(answer).toMatchObject({ code: 1 });
    expect(answer.said).toContain(said);
    expect(await readdir(folder)).toEqual(['text.txt']);
  });

  it('says what is wrong with the command itself', async () => {
    expect(await importing()).toMatchObject({ code: 64, said: 'Name one file. See --help.\n' });
    expect(await importing('no-such-file.txt')).toMatchObject({ code: 1 });
    expect(await importing('--colour')).toEqual({
      code: 64,
      said: "Unknown option '--colour'. --help tells what there is.\n",
    });
    expect(await importing(PAPER, '--archive')).toMatchObject({ code: 64 });
    expect((await importing('--help')).said).toContain('npm run import -- FILE');
  });
});

/** Every small file that is replaced whole finds no space. */
const NO_SPACE = `import promises from 'node:fs/promises';
  import { syncBuiltinESMExports } from 'node:module';
  const { open } = promises;
  promises.open = async (...given) => {
    const handle = await open(...given);
    if (given[1] === 'w')
      handle.writeFile = () => Promise.reject(Object.assign(new Error('no space left'), { code: 'ENOSPC' }));
    return handle;
  };
  syncBuiltinESMExports();`;

describe('what a person can mend is a sentence of npm run import, with its exit code and without a stack', () => {
  it.each(['DATA_DIR', 'CONTENT_DIR'])('a %s that is no folder', async (setting) => {
    const said = await importingWith({ [setting]: await aFile('no-folder', '') }, PAGE);
    expect(said).toEqual({
      code: 64,
      said: expect.stringMatching(/it is a file, and a folder is needed\.\n$/u),
    });
  });

  it('[I10] a journal that is damaged', async () => {
    await importing(PAGE);
    const data = join(folder, '.data');
    const journal = (await readdir(data, { recursive: true })).find((name) => name.endsWith('.ndjson'));
    await writeFile(join(data, String(journal)), 'damaged\n');
    const { code, said } = await importing(PAPER);
    expect([code, said]).toEqual([
      65,
      expect.stringMatching(/at byte 0\. npm run doctor says what to do\.\n$/u),
    ]);
    expect(said).not.toContain('stack');
  });

  it('[7] a removal that is unfinished', async () => {
    await mkdir(join(folder, '.data', '.purge'), { recursive: true });
    const plan = JSON.stringify({ slug: 'hoi-nghi', entryId: 'tin-1' });
    await writeFile(join(folder, '.data', '.purge', 'plan.json'), plan);
    const { code, said } = await importing(PAGE);
    expect([code, said]).toEqual([1, expect.stringContaining('npm run purge -- hoi-nghi tin-1 --reason')]);
    expect(said).not.toContain('stack');
  });

  it('[12] a disk without space', async () => {
    const hook = `--import=data:text/javascript,${encodeURIComponent(NO_SPACE)}`;
    const { code, said } = await importingWith({ NODE_OPTIONS: hook }, PAGE);
    expect([code, said]).toEqual([
      1,
      expect.stringMatching(/The disk is full: make space, then try again\.\n$/u),
    ]);
    expect(said).not.toContain('stack');
  });
});
