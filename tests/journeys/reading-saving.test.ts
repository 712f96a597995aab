import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aBrowser, PHONE } from '../cast/a-browser.ts';
import type { FullSite } from '../cast/a-full-site.ts';
import { aFullSite } from '../cast/a-full-site.ts';
import { aReader } from '../cast/a-reader.ts';
import type { TestServer } from '../cast/a-server.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';

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

it('[C35] who saves data gets no photo before a tap and no socket, and misses nothing', async () => {
  const address = `${server.url}${site.pages.live}`;
  expect((await fetch(address)).headers.get('vary')).toContain('Save-Data');
  const { page } = await aReader(browser, server.url, {
    ...PHONE,
    reducedMotion: 'reduce',
    extraHTTPHeaders: { 'save-data': 'on' },
  });
  const requests: string[] = [];
  page.on('request', (request) => requests.push(new URL(request.url()).pathname));
  page.on('websocket', () => requests.push('socket'));
  await page.clock.install();
  const polled = page.waitForResponse(/\/changes\?/u);
  await page.goto(address);
  await page.clock.runFor(2_000);
  await polled;
  const link = page.getByRole('link', { name: 'Xem ảnh' }).first();
  await link.scrollIntoViewIfNeeded();
  const again = page.waitForResponse(/\/changes\?/u);
  await site.post('Đến bằng đường tiết kiệm.', '10h40');
  await page.clock.fastForward('00:40');
  await again;
  await page.locator('#pill', { hasText: '1 cập nhật mới' }).waitFor();
  expect(
    requests.filter((path) => path === 'socket' || path.startsWith('/media/') || /\/esm\./u.test(path)),
  ).toEqual([]);
  await link.tap();
  await page.waitForURL(/\/media\//u);
  await page.context().close();
});
