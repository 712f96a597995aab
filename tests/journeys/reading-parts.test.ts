import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBrowser, PHONE } from '../cast/a-browser.ts';
import { at } from '../cast/a-coverage.ts';
import type { TestNewsroom } from '../cast/a-newsroom.ts';
import { aNewsroom } from '../cast/a-newsroom.ts';
import { aReader, follow } from '../cast/a-reader.ts';
import type { TestServer } from '../cast/a-server.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';

let server: TestServer;
let browser: Browser;
let newsroom: TestNewsroom;
const ids: string[] = [];
const COUNT = 130;

const minute = (n: number): string => `${9 + Math.floor(n / 60)}h${String(n % 60).padStart(2, '0')}`;

/** Under the discussion, a minute after the last. */
async function post(text: string): Promise<string> {
  const id = await newsroom.post(text, { itemId: newsroom.items[2]?.id ?? null, at: at(minute(ids.length)) });
  ids.push(id);
  return id;
}

beforeAll(async () => {
  [server, browser] = await Promise.all([aServer(), aBrowser()]);
  newsroom = await aNewsroom(server);
  const [opening, , debate] = newsroom.items;
  await newsroom.ask({ kind: 'start-agenda-item', itemId: opening?.id ?? '', at: at('8h00') });
  ids.push(
    await newsroom.post('Lời khai mạc của đoàn chủ tịch.', { itemId: opening?.id ?? null, at: at('8h01') }),
  );
  await newsroom.ask({ kind: 'start-agenda-item', itemId: debate?.id ?? '', at: at('9h00') });
  while (ids.length < COUNT) await post(`Ý kiến thứ ${ids.length} về trồng rừng và giữ nước.`);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await removeFolders();
});

const htmlOf = async (address: string): Promise<string> => (await fetch(address)).text();
const entriesIn = (html: string): string[] =>
  [...html.matchAll(/<article class="entry" id="e-([\w-]+)"/gu)].map(([, id]) => id ?? '');
const canonicalOf = (html: string): string | undefined => /rel="canonical" href="([^"]+)"/u.exec(html)?.[1];
const linksIn = (html: string): string[] =>
  [...(/<nav class="parts"[\s\S]*?<\/nav>/u.exec(html)?.[0] ?? '').matchAll(/href="([^"]+)"/gu)].map(
    ([, href]) => (href ?? '').replaceAll('&amp;', '&'),
  );

describe('a coverage of 130 entries', () => {
  it('[C1] opens with its newest part; its parts hold every entry once, with no script', async () => {
    const newest = entriesIn(await htmlOf(newsroom.page));
    expect(newest).toEqual(ids.slice(90));
    const found = [];
    for (const number of [1, 2, 3])
      found.push(...entriesIn(await htmlOf(`${newsroom.page}?page=${number}&order=cu`)));
    expect([...found, ...newest]).toEqual(ids);
    expect(entriesIn(await htmlOf(`${newsroom.page}?page=all`)).toSorted()).toEqual(ids.toSorted());
  });

  it('leads from part to part both ways, and back from a part that there is not', async () => {
    const path = new URL(newsroom.page).pathname;
    expect(linksIn(await htmlOf(newsroom.page))).toEqual([
      `${path}?page=3`,
      `${path}?page=1`,
      `${path}?page=all`,
    ]);
    expect(linksIn(await htmlOf(`${newsroom.page}?page=2&order=cu`))).toEqual([
      `${path}?order=cu`,
      `${path}?page=3&order=cu`,
      `${path}?page=4&order=cu`,
      `${path}?page=all`,
    ]);
    for (const none of ['0', '9', 'x', '1.5'])
      expect(new URL((await fetch(`${newsroom.page}?page=${none}`)).url).search).toBe('');
  });

  it('[C37] a part is canonical to itself, an order to the usual one, an entry to its coverage', async () => {
    expect(canonicalOf(await htmlOf(`${newsroom.page}?page=2`))).toBe(`${newsroom.page}?page=2`);
    expect(canonicalOf(await htmlOf(`${newsroom.page}?page=2&order=cu`))).toBe(`${newsroom.page}?page=2`);
    expect(canonicalOf(await htmlOf(`${newsroom.page}?order=cu`))).toBe(newsroom.page);
    expect(canonicalOf(await htmlOf(`${newsroom.page}?page=all`))).toBe(newsroom.page);
    expect(canonicalOf(await htmlOf(`${newsroom.page}/e/${ids[5]}`))).toBe(newsroom.page);
  });

  it('[C15] the link of an entry opens it in view and focused, and leads on into its part', async () => {
    const { page } = await aReader(browser, server.url, PHONE);
    await page.goto(`${newsroom.page}/e/${ids[40]}`);

    await page.waitForFunction((id) => document.activeElement?.id === id, `t-${ids[40]}`);
    expect(await page.locator(`#e-${ids[40]}`).isVisible()).toBe(true);
    expect(await page.locator('meta[property="og:title"]').getAttribute('content')).toMatch(/^9h40: Ý kiến/u);
    const whole = page.locator('.to-whole a');
    expect(await whole.getAttribute('href')).toMatch(new RegExp(`\\?page=2#e-${ids[40]}$`, 'u'));
    await whole.click();
    await page.waitForURL(({ search, hash }) => search === '?page=2' && hash === `#e-${ids[40]}`);
    expect(await page.locator(`#e-${ids[40]}`).isVisible()).toBe(true);
    await page.context().close();
  });

  it('the programme leads to an item in whatever part it begins', async () => {
    const { page } = await aReader(browser, server.url, { ...PHONE, javaScriptEnabled: false });
    await page.goto(newsroom.page);
    await page.locator('#agenda a', { hasText: '8h00' }).click();
    expect(new URL(page.url()).search).toBe('?page=1');
    expect(await page.locator('h2', { hasText: 'Khai mạc hội nghị' }).isVisible()).toBe(true);
    await page.context().close();
  });
});

describe('while entries come', () => {
  it('the newest part takes them in, and what belongs to an older one stands under its own item', async () => {
    const { page } = await aReader(browser, server.url, PHONE);
    await follow(page, newsroom.page);
    await page.locator('#feed article').last().scrollIntoViewIfNeeded();
    await post('Ý kiến vừa phát biểu.');
    await newsroom.post('Ảnh khai mạc gửi muộn.', { itemId: newsroom.items[0]?.id ?? null, at: at('8h02') });
    await page.locator('#pill', { hasText: '2 cập nhật mới' }).waitFor();
    await page.locator('#pill').click();
    expect(await page.locator('#feed article', { hasText: 'Ý kiến vừa phát biểu.' }).count()).toBe(1);
    const late = page.locator(`#muc-${newsroom.items[0]?.id} article`);
    expect(await late.allTextContents()).toEqual([expect.stringContaining('Ảnh khai mạc gửi muộn.')]);
    await page.context().close();
  });

  it('an older part stays as it is, is corrected in place, and the pill leads to the newest', async () => {
    const { page } = await aReader(browser, server.url, PHONE);
    await follow(page, `${newsroom.page}?page=2`);
    const before = await page.locator('#feed article').count();
    await newsroom.ask({ kind: 'withdraw-entry', entryId: ids[45] ?? '', reason: 'Nhầm người nói' });
    await page.locator(`#e-${ids[45]}[data-kind=withdrawn]`).waitFor();
    await newsroom.ask({ kind: 'withdraw-entry', entryId: ids[10] ?? '', reason: 'Không ở phần này' });
    const text = 'Ý kiến cuối buổi.';
    await post(text);
    await page.locator('#pill', { hasText: '1 cập nhật mới ở phần mới nhất' }).waitFor();
    expect(await page.locator('#feed article').count()).toBe(before);
    await page.locator('#pill').click();
    await page.waitForURL(newsroom.page);
    expect(await page.locator('#feed article', { hasText: text }).count()).toBe(1);
    await page.context().close();
  });

  it('a reader who comes back is led to what came since the last visit', async () => {
    const { page } = await aReader(browser, server.url, PHONE);
    await page.clock.setFixedTime(at('11h20'));
    await follow(page, newsroom.page);
    expect(await page.locator('#pill').isHidden()).toBe(true);
    await page.goto(server.url);
    await post('Ý kiến khi người đọc đi vắng, thứ nhất.');
    await post('Ý kiến khi người đọc đi vắng, thứ hai.');
    await page.clock.setFixedTime(at('11h40'));
    await follow(page, newsroom.page);
    await page.locator('#pill', { hasText: 'Từ lần xem trước (11h20): 2 cập nhật' }).waitFor();
    expect(await page.title()).not.toMatch(/^\(/u);
    await page.locator('#pill').click();
    expect(await page.locator('h3:focus').textContent()).toContain('đi vắng, thứ nhất');
    expect(await page.locator('#pill').isHidden()).toBe(true);
    await page.context().close();
  });
});
