import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
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
let address: string;

beforeAll(async () => {
  line = await aCuttableLine();
  [server, browser] = await Promise.all([aServer(line.url), aBrowser()]);
  line.leadTo(server.url);
  newsroom = await aNewsroom(server);
  address = newsroom.page.replace(server.url, line.url);
});
afterAll(async () => {
  await browser.close();
  await line.close();
  await server.stop();
  await removeFolders();
});

const keptText = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const kept = await caches.match(location.href, { ignoreVary: true });
    return kept ? kept.text() : '';
  });
const keeps = (page: Page, text: string): Promise<unknown> =>
  expect.poll(() => keptText(page), { timeout: 20_000 }).toContain(text);

it('[C69] a coverage read once opens without a network, says since when it was kept, and catches up', async () => {
  await newsroom.post('Đọc trong hầm đường sắt.', { at: at('8h05') });
  const { page, complaints } = await aReader(browser, line.url, { ...PHONE, reducedMotion: 'reduce' });
  await follow(page, address);
  await keeps(page, 'Đọc trong hầm đường sắt.');
  expect(complaints).toEqual([]);
  line.cut();
  await page.reload();
  expect(await page.locator('#kept').textContent()).toMatch(/^Không có mạng: bản lưu lúc \d{1,2}h\d{2}\.$/u);
  await page.getByText('Đọc trong hầm đường sắt.').first().waitFor();
  // The page is set in its own styles and fonts.
  expect(await page.evaluate(() => getComputedStyle(document.body).fontFamily)).toContain('Be Vietnam');
  expect(await page.evaluate(() => document.fonts.check('16px "Be Vietnam Pro"'))).toBe(true);
  await newsroom.post('Khi tàu còn trong hầm.', { at: at('8h10') });
  line.mend();
  await page.locator('#pill', { hasText: '1 cập nhật mới' }).waitFor({ timeout: 40_000 });
  await page.locator('#kept').waitFor({ state: 'detached' });
  // Who wants the proof: the number of the newest change that this page holds.
  const { changes } = await (
    await fetch(`${line.url}${await page.locator('.complete > a').getAttribute('href')}`)
  ).json();
  expect(await page.locator('#complete-to').textContent()).toBe(String(changes.at(-1).seq));
  await page.context().close();
});

it('[C69] what was withdrawn before the eyes of the reader does not come back with the kept copy', async () => {
  const entryId = await newsroom.post('Sai và sẽ được gỡ.', { at: at('8h15') });
  const { page } = await aReader(browser, line.url, PHONE);
  await follow(page, address);
  await keeps(page, 'Sai và sẽ được gỡ.');
  await newsroom.ask({ kind: 'withdraw-entry', entryId, reason: 'Nhầm hội nghị.' });
  await page.getByText('Nội dung này đã được gỡ').first().waitFor();
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await expect.poll(() => keptText(page), { timeout: 20_000 }).not.toContain('Sai và sẽ được gỡ.');
  line.cut();
  await page.reload();
  await page.locator('#kept').waitFor();
  expect(await page.getByText('Sai và sẽ được gỡ.').count()).toBe(0);
  line.mend();
  await page.context().close();
});

it('[C69] the copy of a page that is gone goes, too, and no desk is kept', async () => {
  const entryId = await newsroom.post('Trang riêng của tin này.', { at: at('8h20') });
  const { page } = await aReader(browser, line.url, PHONE);
  await page.goto(`${address}/e/${entryId}`);
  await keeps(page, 'Trang riêng của tin này.');
  await newsroom.ask({ kind: 'withdraw-entry', entryId, reason: 'Nhầm.' });
  expect((await page.reload())?.status()).toBe(410);
  await expect.poll(() => keptText(page)).toBe('');
  await page.goto(`${line.url}/desk/dang-nhap`);
  await page.goto(`${line.url}/en`);
  await keeps(page, '<main');
  expect(
    await page.evaluate(async () => (await (await caches.open('pages-1')).keys()).map(({ url }) => url)),
  ).toEqual([`${line.url}/en`]);
  line.cut();
  await page.reload();
  expect(await page.locator('#kept').textContent()).toMatch(/^No network: the copy kept at \d{2}:\d{2}\.$/u);
  line.mend();
  await page.context().close();
});

it('[C69] a copy is worth more than the error page of what stands before the server', async () => {
  const gateway = createServer((_, response) => response.writeHead(502).end('Bad Gateway'));
  await once(gateway.listen(0, '127.0.0.1'), 'listening');
  const { page } = await aReader(browser, line.url, PHONE);
  await page.goto(line.url);
  await keeps(page, '<main');
  line.leadTo(`http://127.0.0.1:${(gateway.address() as AddressInfo).port}`);
  line.cut();
  line.mend();
  await page.reload();
  await page.locator('#kept').waitFor();
  line.leadTo(server.url);
  line.cut();
  line.mend();
  await page.reload();
  expect(await page.locator('#kept').count()).toBe(0);
  gateway.close();
  await page.context().close();
});
