import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { paragraph } from '#domain/block.ts';
import type { OfficialDocument } from '#domain/document.ts';
import { openDocumentShelf } from '#server/documents/document-shelf.ts';

let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'plenary-documents-')), 'documents');
});
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }));

const reported: unknown[] = [];
const open = () => openDocumentShelf({ folder, report: (fault) => reported.push(fault) });

const PAPER: OfficialDocument = {
  v: 1,
  id: 'document-1',
  slug: 'ket-luan-lam-son',
  language: 'vi',
  type: 'KẾT LUẬN',
  titleLines: ['Hội nghị tỉnh Lâm Sơn lần thứ 3'],
  header: null,
  issuingBody: 'TỈNH LÂM SƠN',
  number: null,
  place: null,
  issuedOn: { printed: '12/03/2026', iso: '2026-03-12' },
  preamble: [paragraph('Hội nghị đã thảo luận.')],
  sections: [
    {
      label: 'I-',
      anchor: 'muc-i',
      heading: [{ text: 'Kết quả', bold: true }],
      blocks: [{ type: 'paragraph', runs: [{ text: 'Hồ chứa đầy' }, { text: '', note: '¹' }] }],
      sections: [{ label: '1.', anchor: 'muc-i-1', heading: [], blocks: [], sections: [] }],
    },
  ],
  footnotes: [{ mark: '¹', number: 1, runs: [{ text: 'Số liệu tháng 2.' }] }],
  recipients: [{ text: 'Các sở' }, { text: 'Lưu', filing: true }],
  signature: { authority: 'T/M TỈNH', name: 'Trần Thị Lan' },
  conferenceIds: ['conference-1'],
  related: [{ href: '/truc-tiep/hoi-nghi', title: 'Hội nghị', reason: 'same-day' }],
  simulated: true,
  publishedAt: '2026-03-12T04:00:00.000Z',
};

test('a paper that was kept lies in a folder of its own with its source, and is there after a restart', async () => {
  const shelf = await open();
  const source = 'KẾT LUẬN\r\n\r\nnguyên văn \u00a0 giữ nguyên\n';
  expect(await shelf.keep(PAPER, source)).toEqual({ ok: true });
  expect(shelf.find(PAPER.slug)).toEqual(PAPER);
  expect(await readFile(join(folder, PAPER.slug, 'source.txt'), 'utf8')).toBe(source);
  expect(await readdir(folder)).toEqual([PAPER.slug]);
  const again = await open();
  expect(again.find(PAPER.slug)).toEqual(PAPER);
  expect(again.damaged).toEqual([]);
});

test('papers are listed newest first', async () => {
  const shelf = await open();
  await shelf.keep(PAPER, '');
  await shelf.keep({ ...PAPER, slug: 'moi-hon', publishedAt: '2026-03-13T04:00:00.000Z' }, '');
  expect(shelf.list().map(({ slug }) => slug)).toEqual(['moi-hon', PAPER.slug]);
});

test('an address that is in use is refused and the first paper stays, also when both come at once', async () => {
  const shelf = await open();
  const answers = await Promise.all([shelf.keep(PAPER, 'first'), shelf.keep(PAPER, 'second')]);
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  expect(await shelf.keep({ ...PAPER, id: 'document-2' }, 'third')).toMatchObject({ code: 'slug-taken' });
  expect(await readdir(folder)).toEqual([PAPER.slug]);
  expect(await readFile(join(folder, PAPER.slug, 'source.txt'), 'utf8')).not.toBe('third');
});

test.each([
  ['../outside', 'slug'],
  ['.hidden', 'slug'],
  ['', 'slug'],
])('the address %j is refused', async (slug, field) => {
  expect(await (await open()).keep({ ...PAPER, slug }, '')).toMatchObject({ code: 'invalid', field });
});

test('a link to a script is refused', async () => {
  const runs = [{ text: 'here', link: 'javascript:alert(1)' }];
  const preamble: OfficialDocument['preamble'] = [{ type: 'paragraph', runs }];
  expect(await (await open()).keep({ ...PAPER, preamble }, '')).toMatchObject({
    code: 'invalid',
    field: 'preamble.0.runs.0.link',
  });
});

test('a damaged paper is reported with file and reason, and the others stay readable', async () => {
  await (await open()).keep(PAPER, '');
  const put = async (slug: string, text: string) => {
    await mkdir(join(folder, slug));
    await writeFile(join(folder, slug, 'document.json'), text);
  };
  await put('cut-off', JSON.stringify(PAPER).slice(0, 200));
  await put('elsewhere', JSON.stringify(PAPER));
  await put('no-sections', JSON.stringify({ ...PAPER, slug: 'no-sections', sections: 'none' }));
  await mkdir(join(folder, 'empty'));
  await mkdir(join(folder, '.being-written.abc123'));
  const shelf = await open();
  expect(shelf.list().map(({ slug }) => slug)).toEqual([PAPER.slug]);
  expect(shelf.damaged.map(({ file }) => file)).toEqual(
    ['cut-off', 'elsewhere', 'empty', 'no-sections'].map((slug) => join(folder, slug, 'document.json')),
  );
  const reasons = shelf.damaged.map(({ reason }) => reason);
  expect(reasons[0]).toContain('JSON');
  expect(reasons[1]).toContain('slug');
  expect(reasons[2]).toContain('ENOENT');
  expect(reasons[3]).toContain('sections');
  expect(await shelf.keep({ ...PAPER, slug: 'cut-off' }, '')).toMatchObject({ code: 'slug-taken' });
});

test('a disk that refuses leaves nothing behind', async () => {
  // A file where the folder should be refuses even the machine's own administrator.
  await writeFile(folder, 'not a folder');
  await expect(open()).rejects.toThrow('ENOTDIR');
  await rm(folder);
  const shelf = await open();
  await writeFile(folder, 'not a folder');
  expect(await shelf.keep(PAPER, '')).toMatchObject({ code: 'storage-failed' });
  expect(reported.map(String)).toEqual([expect.stringContaining('EEXIST')]);
  expect(shelf.find(PAPER.slug)).toBeUndefined();
});
