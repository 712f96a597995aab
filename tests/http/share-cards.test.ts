import sharp from 'sharp';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Image } from '#domain/block.ts';
import { aText, at } from '../cast/a-coverage.ts';
import { aFurtherCoverage } from '../cast/a-further-coverage.ts';
import type { TestNewsroom } from '../cast/a-newsroom.ts';
import { aNewsroom } from '../cast/a-newsroom.ts';
import type { TestServer } from '../cast/a-server.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';
import { aJpeg } from '../media/some-photos.ts';

let server: TestServer;
let newsroom: TestNewsroom;
beforeAll(async () => {
  server = await aServer();
  newsroom = await aNewsroom(server);
});
afterAll(async () => {
  await server.stop();
  await removeFolders();
});

const get = (url: string): Promise<Response> => fetch(url, { redirect: 'manual' });
const htmlOf = async (url: string): Promise<string> => (await get(url)).text();
const metaOf = (html: string, name: string): string | undefined =>
  new RegExp(`<meta (?:property|name)="${name}" content="([^"]*)"`, 'u').exec(html)?.[1];
/** The one picture that a page offers. */
async function cardOf(page: string): Promise<string> {
  const html = await htmlOf(page);
  expect(html.match(/property="og:image"/gu)).toHaveLength(1);
  return metaOf(html, 'og:image') ?? '';
}

describe('the card of a coverage', () => {
  it('[C15] is a picture of 1200 × 630 that the page names with its size and words, for search engines too', async () => {
    for (const page of [newsroom.page, newsroom.page.replace('/truc-tiep', '/en/truc-tiep')]) {
      const html = await htmlOf(page);
      expect(metaOf(html, 'og:image:width')).toBe('1200');
      expect(metaOf(html, 'og:image:height')).toBe('630');
      expect(metaOf(html, 'og:image:alt')).toBe('Hội nghị tỉnh Lâm Sơn lần thứ 5');
      expect(metaOf(html, 'twitter:card')).toBe('summary_large_image');
      const address = metaOf(html, 'og:image') ?? '';
      const posting = JSON.parse(/ld\+json">(.*?)<\/script/su.exec(html)?.[1] ?? '');
      expect(posting.image).toBe(address);
      const card = await get(address);
      expect(card.status).toBe(200);
      expect(card.headers.get('content-type')).toBe('image/jpeg');
      expect(card.headers.get('cache-control')).toBe('public, max-age=31536000, s-maxage=1, immutable');
      const { format, width, height } = await sharp(await card.bytes()).metadata();
      expect([format, width, height]).toEqual(['jpeg', 1200, 630]);
    }
  });

  it('has an address that changes with what it shows, and not with every entry; the old one leads to the new one', async () => {
    const before = await cardOf(newsroom.page);
    await newsroom.post('Cầu treo dài 95 m đã xong.');
    expect(await cardOf(newsroom.page)).toBe(before);
    await newsroom.ask({ kind: 'pause-coverage' });
    const after = await cardOf(newsroom.page);
    expect(after).not.toBe(before);
    const old = await get(before);
    expect([old.status, old.headers.get('location'), old.headers.get('cache-control')]).toEqual([
      302,
      after,
      'no-store',
    ]);
    await newsroom.ask({ kind: 'resume-coverage' });
  });

  it('[P4] of a draft does not exist, nor of a coverage that never was', async () => {
    const token = await newsroom.token('ada');
    const draft = await aFurtherCoverage(server.url, token, { slug: 'ban-nhap', title: 'Bản nháp' });
    const name = (await cardOf(newsroom.page)).split('/').at(-1);
    for (const page of [draft.page, `${server.url}/truc-tiep/khong-co`, `${newsroom.page}/e/khong-co`])
      expect((await get(`${page}/the/${name}`)).status).toBe(404);
  });
});

describe('the card of an entry', () => {
  it('[C13] has another address once it was corrected, and the old one gives the old words to nobody', async () => {
    const entryId = await newsroom.post('Toàn tỉnh trồng 120 ha rừng.', { at: at('8h20') });
    const page = `${newsroom.page}/e/${entryId}`;
    const before = await cardOf(page);
    const picture = await (await get(before)).bytes();
    const content = aText('Toàn tỉnh trồng 210 ha rừng.');
    await newsroom.ask({ kind: 'correct-entry', entryId, base: 1, content, note: 'Đúng là 210 ha.' });
    const after = await cardOf(page);
    expect(after).not.toBe(before);
    expect((await get(before)).status).toBe(302);
    expect(Buffer.compare(picture, await (await get(after)).bytes())).not.toBe(0);
  });

  it('[C14] is 410 without a picture once the entry is withdrawn, and its page offers none', async () => {
    const entryId = await newsroom.post('Câu này sẽ được gỡ.');
    const page = `${newsroom.page}/e/${entryId}`;
    const address = await cardOf(page);
    expect((await get(address)).status).toBe(200);
    await newsroom.ask({ kind: 'withdraw-entry', entryId, reason: 'Nhầm' });
    const gone = await get(address);
    expect(gone.status).toBe(410);
    expect(gone.headers.get('cache-control')).toBe('no-store');
    expect(await gone.text()).toBe('');
    expect(await htmlOf(page)).not.toContain('og:image');
  });

  it('[P6] has its photo beside the words while readers are shown it', async () => {
    const upload = await fetch(`${server.url}/api/v1/media`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await newsroom.token('ada')}`, 'content-type': 'image/jpeg' },
      body: new Uint8Array(await aJpeg({ width: 900, height: 600 })),
    });
    const image = (await upload.json()) as Image;
    const figure = {
      type: 'figure',
      id: v7(),
      kind: 'scene',
      image,
      caption: 'Toàn cảnh hội trường.',
      credit: 'Ines',
      alt: 'Các hàng ghế kín người.',
    } as const;
    const content = aText('', { kind: 'photo', blocks: [figure] });
    const plain = await cardOf(newsroom.page);
    const entryId = await newsroom.post('', { content });
    const jpeg = await (await get(await cardOf(`${newsroom.page}/e/${entryId}`))).bytes();
    const [red = 0, , blue = 0] = await sharp(jpeg)
      .extract({ left: 1190, top: 300, width: 1, height: 1 })
      .raw()
      .toBuffer();
    expect(blue - red).toBeGreaterThan(100);
    // The coverage's own card has the newest photo, and loses it with the entry.
    expect(await cardOf(newsroom.page)).not.toBe(plain);
    await newsroom.ask({ kind: 'withdraw-entry', entryId, reason: 'Nhầm ảnh' });
    expect(await cardOf(newsroom.page)).toBe(plain);
  });
});

it('a card of an archived coverage is drawn from what was frozen', async () => {
  const token = await newsroom.token('ada');
  const ended = await aFurtherCoverage(server.url, token, {
    slug: 'da-luu-tru',
    title: 'Hội nghị đã lưu trữ',
  });
  for (const kind of ['open-coverage', 'close-coverage', 'archive-coverage'] as const)
    await ended.ask({ kind });
  expect((await get(await cardOf(ended.page))).status).toBe(200);
});
