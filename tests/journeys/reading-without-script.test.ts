import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aBrowser, PHONE } from '../cast/a-browser.ts';
import { at } from '../cast/a-coverage.ts';
import type { TestNewsroom } from '../cast/a-newsroom.ts';
import { aNewsroom } from '../cast/a-newsroom.ts';
import { aReader } from '../cast/a-reader.ts';
import type { TestServer } from '../cast/a-server.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';

let server: TestServer;
let browser: Browser;
let newsroom: TestNewsroom;
let page: Page;

beforeAll(async () => {
  [server, browser] = await Promise.all([aServer(), aBrowser()]);
  newsroom = await aNewsroom(server);
  for (const [index, item] of newsroom.items.slice(0, 3).entries()) {
    await newsroom.ask({ kind: 'start-agenda-item', itemId: item.id, at: item.plannedAt ?? '' });
    for (const n of [1, 2, 3])
      await newsroom.post(`Mục ${index + 1}, ý kiến thứ ${n}. ${'Rừng giữ nước cho ruộng. '.repeat(9)}`, {
        itemId: item.id,
        at: at(['8h05', '8h40', '9h05'][index] ?? '', n),
      });
  }
  ({ page } = await aReader(browser, server.url, {
    ...PHONE,
    javaScriptEnabled: false,
    // Measured at once, not on the way.
    reducedMotion: 'reduce',
  }));
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await removeFolders();
});

const hours = (): Promise<string[]> => page.locator('#feed h2 time').allTextContents();

it('[C1] everything is there to be read: what runs newest first, and what was said in each in its order', async () => {
  await page.goto(newsroom.page);
  expect(await hours()).toEqual(['9h00', '8h35', '8h00']);
  const texts = await page.locator('#feed .entry-body').allTextContents();
  expect(texts.map((text) => text.slice(0, 20))).toEqual(
    [3, 2, 1].flatMap((item) => [1, 2, 3].map((n) => `Mục ${item}, ý kiến thứ ${n}.`)),
  );
  for (const body of await page.locator('#feed .entry-body').all()) expect(await body.isVisible()).toBe(true);
  // What would do nothing without a script is not shown.
  for (const control of ['#auto-reveal', '#pill', '.theme', '.text-sizes'])
    expect(await page.locator(control).isVisible(), control).toBe(false);
});

it('[C17] the order is turned by a link', async () => {
  await page.goto(newsroom.page);
  await page.getByRole('link', { name: 'Theo diễn biến' }).click();
  expect(new URL(page.url()).search).toBe('?order=cu');
  expect(await hours()).toEqual(['8h00', '8h35', '9h00']);
  expect(await page.locator('link[rel=canonical]').getAttribute('href')).toBe(newsroom.page);
  await page.getByRole('link', { name: 'Mục mới trước' }).click();
  expect(await hours()).toEqual(['9h00', '8h35', '8h00']);
});

it('the programme leads to the sections, below what sticks to the top', async () => {
  await page.goto(newsroom.page);
  const links = page.locator('#agenda a');
  expect(await links.count()).toBe(3);
  expect(await page.locator('#agenda li').count()).toBe(4);
  await links.first().click();
  const [item] = newsroom.items;
  expect(new URL(page.url()).hash).toBe(`#muc-${item?.id}`);
  const top = (await page.locator(`#muc-${item?.id} h2`).boundingBox())?.y ?? Number.NaN;
  const bar = (await page.locator('#agenda').boundingBox())?.height ?? Number.NaN;
  expect(top).toBeGreaterThanOrEqual(bar - 1);
  expect(top).toBeLessThan(640);
});

it('[C16] the link of an entry within the page goes to it', async () => {
  const id = await page.locator('#feed article').last().getAttribute('id');
  await page.goto(`${newsroom.page}#${id}`);
  const box = await page.locator(`[id="${id}"]`).boundingBox();
  expect(box?.y).toBeGreaterThanOrEqual(0);
  expect(box?.y).toBeLessThan(640);
});

it('[C27] the page comes anew by itself while something may happen, and only then', async () => {
  const refreshes = async (): Promise<boolean> =>
    /<noscript><meta http-equiv="refresh" content="\d+"/u.test(
      (await (await fetch(newsroom.page)).text()).replace(/>\s+</gu, '><'),
    );
  expect(await refreshes()).toBe(true);
  await newsroom.ask({ kind: 'pause-coverage' });
  expect(await refreshes()).toBe(true);
  await newsroom.ask({ kind: 'close-coverage' });
  expect(await refreshes()).toBe(false);
  await newsroom.ask({ kind: 'archive-coverage' });
  expect(await refreshes()).toBe(false);
  await page.goto(newsroom.page);
  expect(await hours()).toEqual(['8h00', '8h35', '9h00']);
});
