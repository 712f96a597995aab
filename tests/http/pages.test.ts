import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EntryContent } from '#domain/entry.ts';
import { aText, at } from '../cast/a-coverage.ts';
import type { FurtherCoverage } from '../cast/a-further-coverage.ts';
import { aFurtherCoverage } from '../cast/a-further-coverage.ts';
import type { TestNewsroom } from '../cast/a-newsroom.ts';
import { aNewsroom } from '../cast/a-newsroom.ts';
import type { TestServer } from '../cast/a-server.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';

const DRAFT_TITLE = 'Hội nghị chưa công bố của tỉnh Lâm Sơn';
const GONE = 'Con số mười hai hồ chứa cạn nước là nhầm.';
const KEPT = 'Toàn tỉnh trồng mới 420 ha rừng, đạt 105% kế hoạch.';
/** Comes through the doors run by run, and would end a script if it were not written with care. */
const HOSTILE: EntryContent = {
  kind: 'note',
  blocks: [
    {
      type: 'paragraph',
      runs: [
        { text: 'Chữ lạ </script' },
        { text: '><img src=x onerror=alert(1) ' },
        { text: '> và <!-- hết.' },
      ],
    },
  ],
};

let server: TestServer;
let newsroom: TestNewsroom;
let draft: FurtherCoverage;
let closed: FurtherCoverage;
let kept: string;
let gone: string;
let hostile: string;
let held: string;

beforeAll(async () => {
  server = await aServer();
  newsroom = await aNewsroom(server);
  const token = await newsroom.token('ada');
  draft = await aFurtherCoverage(server.url, token, { slug: 'chua-cong-bo', title: DRAFT_TITLE });
  closed = await aFurtherCoverage(server.url, token, { slug: 'da-be-mac', title: 'Hội nghị đã bế mạc' });
  const [opening, report] = newsroom.items;
  await newsroom.ask({ kind: 'start-agenda-item', itemId: opening?.id ?? '', at: at('8h00') });
  kept = await newsroom.post(KEPT, { itemId: opening?.id ?? null, at: at('8h15') });
  gone = await newsroom.post(GONE, { itemId: opening?.id ?? null, at: at('8h17') });
  await newsroom.ask({ kind: 'start-agenda-item', itemId: report?.id ?? '', at: at('8h35') });
  hostile = await newsroom.post('', { itemId: report?.id ?? null, at: at('8h36'), content: HOSTILE });
  await newsroom.ask({ kind: 'pin-entry', entryId: gone });
  await newsroom.ask({ kind: 'withdraw-entry', entryId: gone, reason: 'Nhầm số liệu' });

  await closed.ask({ kind: 'open-coverage' });
  await closed.ask({
    kind: 'post-entry',
    entryId: '0195a000-0000-7000-8000-00000000aaaa',
    itemId: closed.items[0]?.id ?? null,
    at: at('8h02'),
    begunAt: at('8h02'),
    content: aText('Chủ tọa khai mạc phiên họp.'),
  });
  await closed.ask({ kind: 'close-coverage', at: at('11h00') });
  held = '0195a000-0000-7000-8000-00000000bbbb';
  const late = await closed.ask({
    kind: 'post-entry',
    entryId: held,
    itemId: closed.items[0]?.id ?? null,
    at: at('8h04'),
    begunAt: at('8h04'),
    content: aText('Câu gửi muộn chờ biên tập viên.'),
  });
  expect(late.held).toBe(true);
});
afterAll(async () => {
  await server.stop();
  await removeFolders();
});

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
}

async function get(address: string): Promise<Answer> {
  const response = await fetch(address.startsWith('http') ? address : server.url + address);
  return { status: response.status, headers: response.headers, html: await response.text() };
}

type LinkedData = Record<string, unknown> & {
  readonly liveBlogUpdate: readonly Record<string, unknown>[];
  readonly about: { readonly subEvent: readonly Record<string, unknown>[] };
};

/** What a search engine reads: the one block of it, up to the first thing that ends a script. */
function linkedData(html: string): LinkedData {
  const blocks = [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script/gsu)];
  expect(blocks).toHaveLength(1);
  return JSON.parse(blocks[0]?.[1] ?? '') as LinkedData;
}

describe('a draft', () => {
  it('is 404 for readers, in both languages, and so is everything under it', async () => {
    const { slug, coverageId } = draft;
    const epoch = 'any';
    const answers = await Promise.all(
      [
        `/truc-tiep/${slug}`,
        `/en/truc-tiep/${slug}`,
        `/truc-tiep/${slug}/e/${kept}`,
        `/api/v1/coverages/${coverageId}/changes?epoch=${epoch}&after=0`,
      ].map(get),
    );
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    for (const { html } of answers) expect(html).not.toContain(DRAFT_TITLE);
  });

  it('is listed nowhere', async () => {
    for (const path of ['/', '/en', '/luu-tru', '/api/v1/coverages']) {
      const { status, html } = await get(path);
      expect(status).toBe(200);
      expect(html).not.toContain(draft.slug);
      expect(html).not.toContain(DRAFT_TITLE);
    }
  });
});

describe('the address of one entry', () => {
  it('has its own title with the hour, and points to the coverage as the one for good', async () => {
    const { status, html } = await get(`${newsroom.page}/e/${kept}`);
    expect(status).toBe(200);
    expect(html).toContain(`<meta property="og:title" content="8h15: ${KEPT}"`);
    expect(html).toContain(`<title>8h15: ${KEPT} · Plenary</title>`);
    expect(html).toContain(`<link rel="canonical" href="${newsroom.page}"`);
    expect(html).toContain(`id="e-${kept}"`);
  });

  it('of a withdrawn entry is 410 with the stub', async () => {
    const { status, html } = await get(`${newsroom.page}/e/${gone}`);
    expect(status).toBe(410);
    expect(html).toMatch(/Nội dung này đã được gỡ lúc <span class="nb">\d+h\d\d<\/span>/u);
  });

  it('is 404 where no such entry is, and for one that an editor has not let through', async () => {
    const unknown = '0195a000-0000-7000-8000-00000000ffff';
    const paths = [`${newsroom.page}/e/${unknown}`, `${closed.page}/e/${held}`, `${closed.page}/e/${kept}`];
    const answers = await Promise.all(paths.map(get));
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(answers.map(({ html }) => html).join('')).not.toContain('chờ biên tập viên');
    expect((await get(closed.page)).html).not.toContain('chờ biên tập viên');
  });
});

describe('a withdrawn text', () => {
  it('[5] is in no page, no range and no linked data', async () => {
    const { coverageId, page } = newsroom;
    const list = JSON.parse((await get('/api/v1/coverages')).html) as {
      coverages: { id: string; cursor: { epoch: string } }[];
    };
    const epoch = list.coverages.find(({ id }) => id === coverageId)?.cursor.epoch ?? '';
    const paths = [
      '/',
      page,
      `${page}?order=cu`,
      `${page}/e/${gone}`,
      page.replace('/truc-tiep', '/en/truc-tiep'),
      `/api/v1/coverages/${coverageId}/changes?epoch=${epoch}&after=0`,
      `/api/v1/coverages/${coverageId}/changes?epoch=${epoch}&after=4&limit=2`,
    ];
    for (const path of paths) {
      const { html } = await get(path);
      expect(html.length, path).toBeGreaterThan(100);
      expect(html, path).not.toContain('hồ chứa cạn');
      expect(html, path).not.toContain('Nhầm số liệu');
    }
    expect(linkedData((await get(page)).html).liveBlogUpdate.map(({ url }) => url)).not.toContain(
      `${page}/e/${gone}`,
    );
  });
});

describe('linked data', () => {
  it('tells what, when in Vietnam, and each entry with a name, a text, an author and a link', async () => {
    const data = linkedData((await get(newsroom.page)).html);
    expect(data).toMatchObject({
      '@type': 'LiveBlogPosting',
      headline: 'Hội nghị tỉnh Lâm Sơn lần thứ 5',
      datePublished: expect.stringMatching(/\+07:00$/u),
      coverageStartTime: expect.stringMatching(/\+07:00$/u),
    });
    expect(data).not.toHaveProperty('coverageEndTime');
    expect(data.about.subEvent.map(({ startDate }) => startDate)).toEqual([
      '2026-03-12T08:00:00+07:00',
      '2026-03-12T08:35:00+07:00',
      '2026-03-12T09:00:00+07:00',
      '2026-03-12T11:00:00+07:00',
    ]);
    expect(data.liveBlogUpdate.map(({ url }) => url)).toEqual([
      `${newsroom.page}/e/${hostile}`,
      `${newsroom.page}/e/${kept}`,
    ]);
    for (const update of data.liveBlogUpdate)
      expect(update).toMatchObject({
        headline: expect.stringMatching(/\S/u),
        articleBody: expect.stringMatching(/\S/u),
        datePublished: expect.stringMatching(/\+07:00$/u),
        author: [{ name: 'Ines' }, { name: 'Tomasz' }],
      });
    expect(data.liveBlogUpdate.at(-1)?.articleBody).toBe(KEPT);
  });

  it('tells the end once the coverage is closed', async () => {
    expect(linkedData((await get(closed.page)).html).coverageEndTime).toBe('2026-03-12T11:00:00+07:00');
  });

  it('holds any text without letting it out', async () => {
    const { html } = await get(newsroom.page);
    const [newest] = linkedData(html).liveBlogUpdate;
    expect(newest?.articleBody).toBe('Chữ lạ </script><img src=x onerror=alert(1) > và <!-- hết.');
    expect(html).not.toContain('<img src=x');
    expect(html).not.toContain('<!-- hết');
  });
});

describe('every page', () => {
  const paths = (): string[] => [
    '/',
    '/en',
    newsroom.page,
    closed.page,
    `${newsroom.page}/e/${kept}`,
    `${newsroom.page}/e/${gone}`,
    '/van-kien',
    '/luu-tru',
    '/khong-co-trang-nay',
  ];

  it('forbids every script and style that is not its own', async () => {
    for (const path of paths()) {
      const { headers, html } = await get(path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy, path).toMatch(/script-src [^;]*'self'/u);
      expect(policy, path).toMatch(/default-src 'self'/u);
      expect(policy, path).not.toMatch(/unsafe-inline|unsafe-eval|\*/u);
      expect(html, path).not.toMatch(/<[^>]+ (?:style|on[a-z]+)="/u);
    }
  });
});
