import type { Browser, Page, WebSocket } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aBrowser, listen, PHONE } from '../cast/a-browser.ts';
import { aText, at } from '../cast/a-coverage.ts';
import type { CuttableLine } from '../cast/a-cuttable-line.ts';
import { aCuttableLine } from '../cast/a-cuttable-line.ts';
import type { TestNewsroom } from '../cast/a-newsroom.ts';
import { aNewsroom } from '../cast/a-newsroom.ts';
import type { TestServer } from '../cast/a-server.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';

let line: CuttableLine;
let server: TestServer;
let browser: Browser;
let newsroom: TestNewsroom;

beforeAll(async () => {
  line = await aCuttableLine();
  [server, browser] = await Promise.all([aServer(line.url), aBrowser()]);
  line.leadTo(server.url);
  newsroom = await aNewsroom(server);
});
afterAll(async () => {
  await browser.close();
  await line.close();
  await server.stop();
  await removeFolders();
});

/** What a reader has before their eyes, without what only says that something was new. */
const pageOf = (page: Page): Promise<Record<string, string>> =>
  page.evaluate(() => {
    const canonical = (selector: string): string => {
      const copy = document.querySelector(selector)?.cloneNode(true) as Element;
      for (const element of [copy, ...copy.querySelectorAll('*')]) {
        element.classList.remove('fresh');
        if (element.getAttribute('class') === '') element.removeAttribute('class');
        for (const name of element.getAttributeNames().sort()) {
          const value = element.getAttribute(name) ?? '';
          element.removeAttribute(name);
          element.setAttribute(name, value);
        }
      }
      // Around the feed, the page's own template leaves blanks between tags that the browser's has no need of.
      const html = copy.outerHTML.replace(/\s+/gu, ' ');
      return selector === '#feed' ? html : html.replace(/> | </gu, (blank) => blank.trim());
    };
    return Object.fromEntries(
      ['#feed', '#pinned', '#agenda', '#status-line'].map((part) => [part, canonical(part)]),
    );
  });

it('[6] [5] a reader who was away for two minutes and six changes catches up in one round trip, to the page as it is', async () => {
  const [opening, report, discussion] = newsroom.items;
  await newsroom.ask({ kind: 'start-agenda-item', itemId: opening?.id ?? '', at: at('8h00') });
  const first = await newsroom.post('Chủ tọa khai mạc hội nghị.', {
    itemId: opening?.id ?? null,
    at: at('8h01'),
  });
  const second = await newsroom.post('Đại biểu dự họp tại bốn điểm cầu.', {
    itemId: opening?.id ?? null,
    at: at('8h03'),
  });
  for (let n = 0; n < 8; n += 1)
    await newsroom.post(`Ý kiến thứ ${n} của hội trường. `.repeat(12), {
      itemId: opening?.id ?? null,
      at: at('8h10', n),
    });

  const context = await browser.newContext(PHONE);
  const page = await context.newPage();
  const { complaints } = listen(page);
  const sockets: WebSocket[] = [];
  page.on('websocket', (socket) => sockets.push(socket));
  await page.clock.install();
  const joined = page.waitForEvent('websocket').then((socket) =>
    socket.waitForEvent('framereceived', {
      predicate: ({ payload }) => String(payload).includes('caught-up'),
    }),
  );
  await page.goto(newsroom.page.replace(server.url, line.url));
  await joined;
  await page.locator('#feed article').nth(4).scrollIntoViewIfNeeded();

  const lost = sockets.at(-1)?.waitForEvent('close');
  line.cut();
  await lost;
  await newsroom.ask({ kind: 'start-agenda-item', itemId: discussion?.id ?? '', at: at('9h00') });
  await newsroom.post('Đại biểu đầu tiên phát biểu.', { itemId: discussion?.id ?? null, at: at('9h02') });
  await newsroom.post('Ảnh từ điểm cầu đến muộn.', { itemId: report?.id ?? null, at: at('8h36') });
  await newsroom.ask({
    kind: 'correct-entry',
    entryId: first,
    base: 1,
    content: aText('Chủ tọa khai mạc hội nghị lúc 8h.'),
    note: 'Thêm giờ.',
  });
  await newsroom.ask({ kind: 'withdraw-entry', entryId: second, reason: 'Nhầm số điểm cầu' });
  await newsroom.ask({ kind: 'pin-entry', entryId: first });
  await page.clock.fastForward('02:00');
  expect(await page.locator('#stale').isVisible()).toBe(true);

  const frames: string[] = [];
  page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => frames.push(String(payload))));
  const caughtUp = page.waitForEvent('websocket').then((socket) =>
    socket.waitForEvent('framereceived', {
      predicate: ({ payload }) => String(payload).includes('"behind"'),
    }),
  );
  line.mend();
  await page.clock.fastForward('00:30');
  const answer = String((await caughtUp).payload);
  expect(answer.match(/"seq":\d+,"at"/gu)).toHaveLength(6);
  expect(answer).not.toContain('bốn điểm cầu');
  await page.locator('#pill:not([hidden])').waitFor();
  expect(frames.filter((frame) => frame.includes('"follow"'))).toHaveLength(1);

  await page.locator('#pill').click();
  await page.locator('#stale').waitFor({ state: 'hidden' });
  const fresh = await (await browser.newContext(PHONE)).newPage();
  await fresh.goto(newsroom.page.replace(server.url, line.url));
  expect(await pageOf(page)).toEqual(await pageOf(fresh));
  expect(complaints.filter((text) => !/ERR_|WebSocket/u.test(text))).toEqual([]);
});
