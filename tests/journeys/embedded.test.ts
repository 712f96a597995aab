import type { Browser, Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aBrowser, listen, PHONE } from '../cast/a-browser.ts';
import { aText, at } from '../cast/a-coverage.ts';
import type { HostSite } from '../cast/a-host-site.ts';
import { aHostSite } from '../cast/a-host-site.ts';
import type { TestNewsroom } from '../cast/a-newsroom.ts';
import { aNewsroom } from '../cast/a-newsroom.ts';
import type { TestServer } from '../cast/a-server.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';

let server: TestServer;
let browser: Browser;
let newsroom: TestNewsroom;
let withdrawn: string;
const hosts: HostSite[] = [];

beforeAll(async () => {
  [server, browser] = await Promise.all([aServer(), aBrowser()]);
  newsroom = await aNewsroom(server);
  for (let n = 0; n < 5; n += 1) await newsroom.post(`Câu thứ ${n} của buổi sáng.`, { at: at('8h05', n) });
  withdrawn = await newsroom.post('Câu này sẽ được gỡ.', { at: at('8h06') });
});
afterAll(async () => {
  for (const host of hosts) host.close();
  await browser.close();
  await server.stop();
  await removeFolders();
});

/** What a site pastes that asked how to show an address of ours. */
async function snippetFor(url: string): Promise<string> {
  const answer = await fetch(`${server.url}/oembed?${new URLSearchParams({ url })}`);
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { html: string }).html;
}

async function openHost(body: string, options = PHONE): Promise<{ page: Page; complaints: string[] }> {
  const host = await aHostSite(body);
  hosts.push(host);
  const page = await (await browser.newContext(options)).newPage();
  const { complaints } = listen(page);
  await page.goto(host.url);
  return { page, complaints };
}

const framesOf = (page: Page): Frame[] => page.frames().filter((frame) => frame.url().includes('/nhung/'));
/** How far the content goes beyond its frame, in pixels. */
const hiddenHeight = (frame: Frame): Promise<number> =>
  frame.evaluate(() => document.documentElement.scrollHeight - innerHeight);
const heightOf = async (page: Page, index = 0): Promise<number> =>
  Math.round((await page.locator('iframe').nth(index).boundingBox())?.height ?? 0);

async function grown(page: Page, count: number): Promise<Frame[]> {
  await page.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll('iframe')].filter(({ style }) => style.height.endsWith('px')).length ===
      wanted,
    count,
  );
  return framesOf(page);
}

it('[C40] in a page of another site it is as tall as its words, twice on one page, and grows with a new entry', async () => {
  const snippet = await snippetFor(newsroom.page);
  const { page, complaints } = await openHost(`<h1>Báo bạn</h1>${snippet}<p>Lời bạt.</p>${snippet}`);
  // The second is fetched once somebody comes near.
  await page.locator('iframe').nth(1).scrollIntoViewIfNeeded();
  const [first, second] = await grown(page, 2);
  if (!first || !second) throw new Error('There are no two frames.');
  await page.locator('h1').scrollIntoViewIfNeeded();
  await expect.poll(async () => [await hiddenHeight(first), await hiddenHeight(second)]).toEqual([0, 0]);
  const before = await heightOf(page);
  const posted = newsroom.post('Toàn tỉnh trồng mới 120 ha rừng. '.repeat(10), { at: at('8h07') });
  const shown = first.locator('#feed .entry', { hasText: '120 ha' });
  const entryId = await posted;
  await shown.waitFor({ timeout: 2_000 });
  await expect.poll(() => heightOf(page)).toBeGreaterThan(before);
  await expect.poll(() => hiddenHeight(first)).toBe(0);
  expect(await first.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);

  const content = aText('Toàn tỉnh trồng mới 210 ha rừng.');
  await newsroom.ask({ kind: 'correct-entry', entryId, base: 1, content, note: 'Số liệu quý trước.' });
  await first.locator('.correction', { hasText: 'Số liệu quý trước.' }).waitFor({ timeout: 2_000 });
  expect(await first.locator('#feed').textContent()).not.toContain('120 ha');
  // It shrinks, too.
  await expect.poll(() => hiddenHeight(first)).toBe(0);
  expect(complaints).toEqual([]);
  expect(await page.context().cookies()).toEqual([]);
  await page.context().close();
});

it('[C14] what is withdrawn is gone from the page inside the other site within 2 s, and a stub stands for it', async () => {
  const { page } = await openHost(await snippetFor(newsroom.page));
  const alone = await openHost(await snippetFor(`${newsroom.page}/e/${withdrawn}`));
  const [frame] = await grown(page, 1);
  const [entry] = await grown(alone.page, 1);
  if (!frame || !entry) throw new Error('There is no frame.');
  const inside = frame.locator(`#e-${withdrawn}`);
  await inside.locator('p', { hasText: 'sẽ được gỡ' }).waitFor();
  await entry.locator('.entry p', { hasText: 'sẽ được gỡ' }).waitFor();
  await newsroom.ask({ kind: 'withdraw-entry', entryId: withdrawn, reason: 'Nhầm' });
  await inside.getByText('đã được gỡ').waitFor({ timeout: 2_000 });
  expect(await frame.content()).not.toContain('Câu này sẽ được gỡ');
  // One entry alone is fetched anew every 15 s, and when it is looked at again.
  await entry.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await entry.locator(`#e-${withdrawn}`).getByText('đã được gỡ').waitFor({ timeout: 2_000 });
  expect(await entry.content()).not.toContain('Câu này sẽ được gỡ');
  await page.context().close();
  await alone.page.context().close();
});

it('[C40] nothing moves under a reader who is further down: what is new waits until the start is on the screen', async () => {
  const { page } = await openHost(
    `${await snippetFor(newsroom.page)}<p style="height:200vh" id="end">Hết.</p>`,
  );
  const [frame] = await grown(page, 1);
  if (!frame) throw new Error('There is no frame.');
  await frame.locator('#feed .entry').last().waitFor();
  const before = await heightOf(page);
  await page.locator('#end').evaluate((end) => end.scrollIntoView({ block: 'end', behavior: 'instant' }));
  await frame.waitForFunction(() => !document.querySelector<HTMLInputElement>('#auto-reveal')?.checked);
  await newsroom.post('Tin đến khi người đọc ở cuối trang.', { at: at('8h20') });
  await frame.locator('#pill:not([hidden])').waitFor({ state: 'attached' });
  expect(await frame.locator('#feed').textContent()).not.toContain('ở cuối trang');
  expect(await heightOf(page)).toBe(before);
  await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
  await frame.locator('#feed .entry', { hasText: 'ở cuối trang' }).waitFor({ timeout: 2_000 });
  await page.context().close();
});

it('[C40] at 320 px nothing scrolls sideways, and links open our own page beside the other one', async () => {
  const options = { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true };
  const { page } = await openHost(
    `<style>body { margin: 0 }</style>${await snippetFor(newsroom.page)}`,
    options,
  );
  const [frame] = await grown(page, 1);
  if (!frame) throw new Error('There is no frame.');
  expect(await frame.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
  for (const link of ['.share', '.feed-bar a']) {
    const opened = page.context().waitForEvent('page');
    await frame.locator(link).first().click();
    const beside = await opened;
    await beside.waitForURL(/\/truc-tiep\//u);
    expect(await beside.locator('#main').count()).toBe(1);
  }
  expect(frame.url()).toContain('/nhung/');
  await page.context().close();
});

it('[C40] only these pages may stand in a frame, and a stranger who says a height changes nothing', async () => {
  const snippet = await snippetFor(newsroom.page);
  const { page } = await openHost(
    `${snippet}<iframe id="whole" src="${newsroom.page}"></iframe><iframe id="stranger" srcdoc="<script>parent.postMessage({plenary: 9000}, '*')</script>"></iframe>`,
  );
  await page.locator('#stranger').scrollIntoViewIfNeeded();
  await grown(page, 1);
  const whole = page
    .frames()
    .find(
      (frame) => frame.parentFrame() && !framesOf(page).includes(frame) && frame.url() !== 'about:srcdoc',
    );
  expect(await whole?.locator('#main').count()).toBe(0);
  expect(await page.locator('#stranger').evaluate((frame) => (frame as HTMLElement).style.height)).toBe('');
  await page.context().close();
});
