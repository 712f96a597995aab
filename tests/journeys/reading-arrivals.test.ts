import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBrowser, PHONE } from '../cast/a-browser.ts';
import { at } from '../cast/a-coverage.ts';
import type { TestNewsroom } from '../cast/a-newsroom.ts';
import { aNewsroom } from '../cast/a-newsroom.ts';
import { aReader, doubleChanges, follow } from '../cast/a-reader.ts';
import type { TestServer } from '../cast/a-server.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';
import { shiftsOf, watchShifts } from '../cast/layout-shifts.ts';

let server: TestServer;
let browser: Browser;
let newsroom: TestNewsroom;
let minute = 0;

beforeAll(async () => {
  [server, browser] = await Promise.all([aServer(), aBrowser()]);
  newsroom = await aNewsroom(server);
  for (const [index, item] of newsroom.items.slice(0, 2).entries()) {
    await newsroom.ask({ kind: 'start-agenda-item', itemId: item.id, at: item.plannedAt ?? '' });
    for (let n = 1; n <= 5; n += 1)
      await newsroom.post(`Đại biểu thứ ${n} nêu ý kiến về trồng rừng và giữ nước. `.repeat(3), {
        itemId: item.id,
        at: at(['8h05', '8h40'][index] ?? '', n),
      });
  }
  await newsroom.ask({ kind: 'start-agenda-item', itemId: newsroom.items[2]?.id ?? '', at: at('9h00') });
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await removeFolders();
});

const entryOf = (page: Page, text: string) => page.locator('#feed article', { hasText: text });

/** Posts under the item that goes on, a minute after the last. */
async function post(text: string): Promise<string> {
  minute += 1;
  return newsroom.post(text, { itemId: newsroom.items[2]?.id ?? null, at: at(`9h${10 + minute}`) });
}

async function reader(options: BrowserContextOptions = PHONE): Promise<Page> {
  const { page } = await aReader(browser, server.url, options);
  await follow(page, newsroom.page);
  return page;
}

const scrollDown = (page: Page): Promise<void> =>
  page.locator('#feed section').last().locator('article').last().scrollIntoViewIfNeeded();

const nextFrames = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    await Promise.all(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
        .map(({ finished }) => finished),
    );
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  });

describe('a reader at the top', () => {
  it('[C5] sees a new entry come in by itself, with nothing jumping', async () => {
    const page = await reader({ viewport: { width: 1280, height: 900 } });
    await watchShifts(page);
    await post('Thảo luận bắt đầu từ điểm cầu Bản Mây.');
    const entry = entryOf(page, 'Thảo luận bắt đầu');
    await entry.waitFor();
    await nextFrames(page);
    expect(await page.locator('#pill').isHidden()).toBe(true);
    expect(await entry.isVisible()).toBe(true);
    expect(await page.evaluate(() => scrollY)).toBe(0);
    expect(await shiftsOf(page)).toBeLessThanOrEqual(0.01);
    await page.context().close();
  });

  it.each<[string, BrowserContextOptions, (page: Page) => Promise<unknown>]>([
    [
      'who has marked a text',
      PHONE,
      (page) => page.evaluate(() => getSelection()?.selectAllChildren(document.querySelector('h1') as Node)),
    ],
    [
      'who is in the feed with the keyboard',
      PHONE,
      (page) => page.locator('#feed article a').first().focus(),
    ],
    ['who wants no motion', { ...PHONE, reducedMotion: 'reduce' }, async () => undefined],
    ['who turned it off', PHONE, (page) => page.locator('#auto-reveal').uncheck()],
  ])('[C6] %s gets the pill instead', async (who, options, prepare) => {
    const page = await reader(options);
    await prepare(page);
    await watchShifts(page);
    const top = await page.evaluate(() => scrollY);
    const text = `Ý kiến cho người đọc ${who}.`;
    await post(text);
    await page.locator('#pill:not([hidden])').waitFor();
    expect(await page.locator('#pill').textContent()).toBe('1 cập nhật mới');
    expect(await entryOf(page, text).count()).toBe(0);
    expect(await page.evaluate(() => scrollY)).toBe(top);
    expect(await shiftsOf(page)).toBeLessThanOrEqual(0.01);
    await page.locator('#pill').click();
    await entryOf(page, text).waitFor();
    expect(await page.locator('#pill').isHidden()).toBe(true);
    await page.context().close();
  });
});

it('[C4] who has scrolled to the first entry reads it: neither a new one, nor a pin, nor a begun item moves it', async () => {
  const page = await reader();
  await post('Tin đang được đọc.');
  const first = page.locator('#feed article').first();
  await first.waitFor();
  const feedTop = 200;
  await page.evaluate((top) => {
    const feed = document.getElementById('feed');
    scrollBy(0, (feed?.getBoundingClientRect().top ?? 0) - top);
  }, feedTop);
  await nextFrames(page);
  const id = await first.getAttribute('id');
  const topOf = (): Promise<number | undefined> =>
    page.evaluate((entry) => document.getElementById(entry ?? '')?.getBoundingClientRect().top, id);
  const before = await topOf();
  const entryId = await post('Tin mới trong lúc đọc.');
  await page.locator('#pill:not([hidden])').waitFor();
  await newsroom.ask({ kind: 'pin-entry', entryId });
  await page.locator('#pinned .pinned-entry').waitFor();
  await nextFrames(page);
  expect(Math.abs(((await topOf()) ?? 0) - (before ?? 0))).toBeLessThanOrEqual(2);
  await newsroom.ask({ kind: 'unpin-entry', entryId });
  await page.context().close();
});

describe('a reader further down', () => {
  it('[C9] is told of a late entry where it belongs, under the item it names', async () => {
    const page = await reader();
    await watchShifts(page);
    const report = newsroom.items[1]?.id ?? '';
    const text = 'Ảnh báo cáo trồng rừng gửi đến sau.';
    await newsroom.post(text, { itemId: report, at: at('8h50') });
    await page.locator('#pill:not([hidden])').waitFor();
    expect(await page.locator('#pill').textContent()).toBe('1 cập nhật mới ở mục 8h35');
    expect(await shiftsOf(page)).toBeLessThanOrEqual(0.01);
    await page.locator('#pill').click();
    expect(await page.locator(`#muc-${report} article`, { hasText: text }).count()).toBe(1);
    expect(await page.locator('#feed article', { hasText: text }).count()).toBe(1);
    await page.context().close();
  });

  it('[C22] hears one count for three entries, from the one status there is', async () => {
    const { page } = await aReader(browser, server.url, PHONE);
    await follow(page, newsroom.page);
    expect(await page.locator('[role=status]').count()).toBe(1);
    await scrollDown(page);
    await page.evaluate(() => {
      const said: string[] = [];
      Object.assign(globalThis, { said });
      const status = document.querySelector('[role=status]') as Element;
      new MutationObserver(() => said.push(status.textContent ?? '')).observe(status, {
        childList: true,
        characterData: true,
        subtree: true,
      });
    });
    for (const n of [1, 2, 3]) await post(`Ba ý kiến liền nhau, ý kiến thứ ${n}.`);
    await page.getByText('3 cập nhật mới').first().waitFor();
    expect(await page.evaluate(() => (globalThis as unknown as { said: string[] }).said)).toHaveLength(1);
    await page.context().close();
  });

  it('[C8] loses nothing while another tab is in front: the title counts', async () => {
    const page = await reader();
    const name = await page.title();
    const turn = (state: string): Promise<void> =>
      page.evaluate((now) => {
        Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => now });
        document.dispatchEvent(new Event('visibilitychange'));
      }, state);
    await turn('hidden');
    const texts = [1, 2, 3, 4].map((n) => `Khi không ai nhìn, ý kiến thứ ${n}.`);
    for (const text of texts) await post(text);
    await page.waitForFunction((title) => document.title === `(4) ${title}`, name);
    expect(await entryOf(page, 'Khi không ai nhìn').count()).toBe(0);
    await turn('visible');
    await entryOf(page, 'Khi không ai nhìn').nth(3).waitFor();
    const shown = await entryOf(page, 'Khi không ai nhìn').locator('.entry-body').allTextContents();
    expect(shown).toEqual(texts);
    await page.context().close();
  });
});

it('[C18] the choice of how entries come in is remembered', async () => {
  const page = await reader();
  expect(await page.locator('#auto-reveal').isChecked()).toBe(true);
  await page.locator('#auto-reveal').uncheck();
  await page.reload();
  expect(await page.locator('#auto-reveal').isChecked()).toBe(false);
  await page.locator('#auto-reveal').check();
  await page.reload();
  expect(await page.locator('#auto-reveal').isChecked()).toBe(true);
  await page.context().close();
});

it('[C17] from the start, a new entry goes to the end and the pill says where', async () => {
  const { page } = await aReader(browser, server.url, PHONE);
  await follow(page, `${newsroom.page}?order=cu`);
  const text = 'Ý kiến cuối cùng của buổi sáng.';
  await post(text);
  await page.locator('#pill:not([hidden])').waitFor();
  expect(await page.locator('#pill').textContent()).toBe('1 cập nhật mới ở cuối trang');
  await page.locator('#pill').click();
  expect(await page.locator('#feed article').last().textContent()).toContain(text);
  await page.context().close();
});

it('[6] [C10] what comes by polling, and then by the socket twice over, is one entry', async () => {
  const { page } = await aReader(browser, server.url, PHONE);
  let blocked = true;
  let heard = '';
  let polls = 0;
  await page.routeWebSocket(/socket\.io/u, (socket) => {
    if (blocked) void socket.close();
    else
      doubleChanges(socket, (message) => {
        heard += message;
      });
  });
  page.on('response', (response) => {
    if (/\/changes\?/u.test(response.url())) polls += 1;
  });
  const passTimeUntil = async (come: () => boolean): Promise<void> => {
    while (!come()) await page.clock.fastForward('00:05');
  };
  await page.clock.install();
  await page.goto(newsroom.page);
  await scrollDown(page);
  await passTimeUntil(() => polls > 0);
  await post('Ý kiến đến bằng đường vòng.');
  await page.clock.fastForward('00:40');
  await page.locator('#pill', { hasText: '1 cập nhật mới' }).waitFor();
  blocked = false;
  await passTimeUntil(() => heard.includes('"caught-up"'));
  await post('Ý kiến nghe hai lần.');
  await page.locator('#pill', { hasText: '2 cập nhật mới' }).waitFor();
  expect(heard.match(/"changes",/gu)).toHaveLength(1);
  await page.locator('#pill').click();
  expect(await entryOf(page, 'Ý kiến đến bằng đường vòng.').count()).toBe(1);
  expect(await entryOf(page, 'Ý kiến nghe hai lần.').count()).toBe(1);
  await page.context().close();
});

it('[C7] leads to what is new first in the order of the page, its new heading too; all else that is new is below', async () => {
  const page = await reader();
  await scrollDown(page);
  const [, report, , closing] = newsroom.items;
  await newsroom.post('Bổ sung số liệu trồng rừng.', { itemId: report?.id ?? null, at: at('8h55') });
  await newsroom.ask({ kind: 'start-agenda-item', itemId: closing?.id ?? '', at: at('11h00') });
  for (const [text, hour] of [
    ['Lời bế mạc được ghi lại.', '11h05'],
    ['Lời cảm ơn các điểm cầu.', '11h08'],
  ] as const)
    await newsroom.post(text, { itemId: closing?.id ?? null, at: at(hour) });
  await page.locator('#pill', { hasText: '3 cập nhật mới' }).waitFor();
  // At the top of a phone, where the feed is still out of sight, the count is seen as well.
  await page.evaluate(() => scrollTo(0, 0));
  const pill = await page.locator('#pill').boundingBox();
  expect((pill?.y ?? 0) + (pill?.height ?? 0)).toBeLessThanOrEqual(PHONE.viewport?.height ?? 0);

  await page.locator('#pill').click();
  const topOf = async (selector: string): Promise<number> =>
    (await page.locator(selector).boundingBox())?.y ?? Number.NaN;
  const heading = `#muc-${closing?.id} h2`;
  await expect.poll(() => topOf(heading)).toBeLessThan(120);
  expect(await topOf(heading)).toBeGreaterThan(40);
  expect(await page.locator('h3:focus').textContent()).toContain('Lời bế mạc');
  const order = await page.locator('#feed article').allTextContents();
  const places = ['Lời bế mạc', 'Lời cảm ơn', 'Bổ sung số liệu'].map((text) =>
    order.findIndex((entry) => entry.includes(text)),
  );
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(places[0]).toBe(0);
  await page.context().close();
});
