import type { Browser, Page } from 'playwright-core';
import { extractText } from 'unpdf';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aBrowser } from '../cast/a-browser.ts';
import type { FullSite } from '../cast/a-full-site.ts';
import { aFullSite } from '../cast/a-full-site.ts';
import { aReader } from '../cast/a-reader.ts';
import type { TestServer } from '../cast/a-server.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';

const CM = 96 / 2.54;

let server: TestServer;
let browser: Browser;
let site: FullSite;

beforeAll(async () => {
  [server, browser] = await Promise.all([aServer(), aBrowser()]);
  site = await aFullSite(server);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await removeFolders();
});

async function onPaper(path: string): Promise<{ page: Page; text: string }> {
  const { page } = await aReader(browser, server.url);
  await page.goto(server.url + path);
  await page.emulateMedia({ media: 'print' });
  const { text } = await extractText(new Uint8Array(await page.pdf({ format: 'A4' })), { mergePages: true });
  return { page, text: text.normalize('NFC').replace(/\s+/gu, ' ') };
}

it.each(['live', 'archived'])(
  '[C28] the %s coverage is printed from start to end, in words that can be searched and copied',
  async (which) => {
    const { page, text } = await onPaper(site.pages[which] ?? '');
    const titles = await page.locator('.section-name').allTextContents();
    const inOrder = which === 'live' ? titles.toReversed() : titles;
    expect(inOrder).toHaveLength(2);
    const places = inOrder.map((title) => text.indexOf(title.normalize('NFC')));
    expect(places[0]).toBeGreaterThan(0);
    expect(places[1]).toBeGreaterThan(places[0] ?? 0);
    // Within an item, too: the headline was posted first, the photo last.
    const [first = 0, second = 0] = places;
    const opening = text.slice(first, second);
    expect(opening.indexOf('Trồng rừng vượt kế hoạch')).toBeGreaterThan(0);
    expect(opening.indexOf('Toàn cảnh hội trường')).toBeGreaterThan(
      opening.indexOf('Trồng rừng vượt kế hoạch'),
    );
    expect(text).toContain('Đã sửa lúc');
    for (const screen of ['Chia sẻ', 'Mới nhất trước', 'Đến nội dung']) expect(text).not.toContain(screen);
    if (which === 'archived')
      expect(text).toContain((await page.locator('.seal code').first().textContent()) ?? '-');
    await page.context().close();
  },
);

it('[C28] photos are at most 8 cm high on paper', async () => {
  const { page } = await onPaper(site.pages.live ?? '');
  const heights = await page
    .locator('#feed .figure img')
    .evaluateAll((photos) => photos.map((photo) => photo.getBoundingClientRect().height));
  expect(heights.length).toBeGreaterThan(1);
  expect(Math.max(...heights)).toBeLessThanOrEqual(8 * CM + 1);
  await page.context().close();
});

it('[C28] a document is printed with its footnotes and its signature', async () => {
  const { page, text } = await onPaper(site.pages.document ?? '');
  const notes = await page.locator('.paper-notes p').allTextContents();
  expect(notes.length).toBeGreaterThan(0);
  const plain = (words: string): string =>
    words
      .normalize('NFC')
      .replace(/[↩\s]+/gu, ' ')
      .trim();
  for (const note of notes) expect(text).toContain(plain(note).slice(0, 60));
  expect(text).toContain('Doãn Mai Khuê');
  expect(text).toContain('Nơi nhận');
  await page.context().close();
});
