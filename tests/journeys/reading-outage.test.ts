import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aBrowser, PHONE } from '../cast/a-browser.ts';
import { at } from '../cast/a-coverage.ts';
import type { CuttableLine } from '../cast/a-cuttable-line.ts';
import { aCuttableLine } from '../cast/a-cuttable-line.ts';
import type { TestNewsroom } from '../cast/a-newsroom.ts';
import { aNewsroom } from '../cast/a-newsroom.ts';
import { aReader, follow } from '../cast/a-reader.ts';
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
  await newsroom.post('Trước khi mất kết nối.', { at: at('8h05') });
});
afterAll(async () => {
  await browser.close();
  await line.close();
  await server.stop();
  await removeFolders();
});

const pill = (count: number): string => `${count} cập nhật mới`;

it('[C11] a server that dies is told of within 50 s; when it is back, within 15 s nothing is missing, with no reload', async () => {
  const { page } = await aReader(browser, server.url, { ...PHONE, reducedMotion: 'reduce' });
  await page.clock.install();
  await follow(page, newsroom.page.replace(server.url, line.url));
  await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }));
  const cut = page.waitForFunction(() => document.querySelector('#stale:not([hidden])') !== null);
  await server.stop('SIGKILL');
  await page.clock.fastForward('00:50');
  await cut;
  expect(await page.locator('#stale').textContent()).toMatch(/Mất kết nối từ \d{1,2}h\d{2}/u);
  server = await server.again();
  line.leadTo(server.url);
  await newsroom.post('Khi người đọc chưa kết nối lại.', { at: at('8h10') });
  await page.clock.fastForward('00:15');
  await page.locator('#pill', { hasText: pill(1) }).waitFor();
  await page.locator('#stale[data-tone=good]').waitFor();
  await page.clock.fastForward('00:10');
  await page.locator('#stale').waitFor({ state: 'hidden' });
  await page.locator('#pill').click();
  await page.getByText('Khi người đọc chưa kết nối lại.').first().waitFor();
  expect(await page.evaluate(() => 'sameDocument' in globalThis)).toBe(true);
  await page.context().close();
});

it('[C11] a network that is gone, or a line that is cut, is told of within 10 s', async () => {
  const { page } = await aReader(browser, server.url, { ...PHONE, reducedMotion: 'reduce' });
  const context = page.context();
  await page.clock.install();
  await follow(page, newsroom.page.replace(server.url, line.url));
  for (const [goes, comes] of [
    [() => context.setOffline(true), () => context.setOffline(false)],
    [async () => line.cut(), async () => line.mend()],
  ] as const) {
    await goes();
    await page.clock.fastForward('00:05');
    await page.clock.fastForward('00:05');
    await page.locator('#stale:not([hidden])').waitFor();
    expect(await page.locator('#stale').textContent()).toMatch(/Mất kết nối từ \d{1,2}h\d{2}/u);
    await comes();
    await page.clock.fastForward('00:20');
    await page.locator('#stale[data-tone=good]').waitFor();
    await page.clock.fastForward('00:10');
  }
  await context.close();
});

it('[C12] where sockets are blocked, entries come by polling within 35 s', async () => {
  const { page } = await aReader(browser, server.url, { ...PHONE, reducedMotion: 'reduce' });
  await page.routeWebSocket(/socket\.io/u, (socket) => void socket.close());
  await page.clock.install();
  await page.goto(newsroom.page.replace(server.url, line.url));
  let polls = 0;
  page.on('response', (response) => {
    if (/\/changes\?/u.test(response.url())) polls += 1;
  });
  // Three tries in vain, then the first poll.
  while (polls === 0) await page.clock.fastForward('00:05');
  await newsroom.post('Chỉ có đường HTTP.', { at: at('8h20') });
  const next = page.waitForResponse(/\/changes\?/u);
  await page.clock.fastForward('00:35');
  await next;
  await page.locator('#pill', { hasText: pill(1) }).waitFor();
  await page.context().close();
});
