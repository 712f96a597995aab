import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBrowser, PHONE } from '../cast/a-browser.ts';
import { anAbout, at } from '../cast/a-coverage.ts';
import type { TestNewsroom } from '../cast/a-newsroom.ts';
import { aNewsroom } from '../cast/a-newsroom.ts';
import { aReader, follow } from '../cast/a-reader.ts';
import type { TestServer } from '../cast/a-server.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';

let server: TestServer;
let browser: Browser;
let newsroom: TestNewsroom;
let minute = 0;

/** Posts under the item that goes on, a minute after the last. */
async function post(text: string): Promise<void> {
  minute += 1;
  await newsroom.post(text, { itemId: newsroom.items[0]?.id ?? null, at: at(`8h${10 + minute}`) });
}

beforeAll(async () => {
  [server, browser] = await Promise.all([aServer(), aBrowser()]);
  newsroom = await aNewsroom(server);
  await newsroom.ask({ kind: 'start-agenda-item', itemId: newsroom.items[0]?.id ?? '', at: at('8h00') });
  for (let n = 1; n <= 8; n += 1) await post(`Đại biểu thứ ${n} nêu ý kiến về trồng rừng. `.repeat(5));
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await removeFolders();
});

describe('when the title is changed while entries come', () => {
  /** What comes while the page is being fetched again, before or after the server has rendered it. */
  it.each(['before', 'after'] as const)('nothing is missed or counted twice: %s', async (when) => {
    const { page } = await aReader(browser, server.url, PHONE);
    await follow(page, newsroom.page);
    await page.locator('#feed article').nth(4).scrollIntoViewIfNeeded();
    await post(`Chưa đọc đã đổi tên, ${when}.`);
    await page.getByText('1 cập nhật mới').first().waitFor();
    const fetched = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    await page.route(newsroom.page, async (route) => {
      if (when === 'before') {
        fetched.resolve();
        await goOn.promise;
        return route.continue();
      }
      const response = await route.fetch();
      fetched.resolve();
      await goOn.promise;
      return route.fulfill({ response });
    });
    const title = `Hội nghị được đặt tên lại ${when}`;
    await newsroom.ask({ kind: 'revise-coverage', about: anAbout({ slug: newsroom.slug, title }) });
    await fetched.promise;
    await post(`Đến trong lúc đổi tên, ${when}.`);
    goOn.resolve();
    await page.locator('h1', { hasText: title }).waitFor();
    await post(`Đến sau khi đổi tên, ${when}.`);
    const count = when === 'before' ? 2 : 3;
    await page.locator('#pill', { hasText: `${count} cập nhật mới` }).waitFor();
    expect(await page.title()).toBe(`(${count}) ${title} · Plenary`);
    await page.locator('#pill').click();
    for (const text of ['Chưa đọc đã đổi tên', 'Đến trong lúc đổi tên', 'Đến sau khi đổi tên'])
      expect(await page.locator('#feed article', { hasText: `${text}, ${when}.` }).count()).toBe(1);
    expect(await page.locator('#pill').isHidden()).toBe(true);
    await page.context().close();
  });
});
