import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aBrowser, PHONE } from '../cast/a-browser.ts';
import { aText, at } from '../cast/a-coverage.ts';
import { aFurtherCoverage } from '../cast/a-further-coverage.ts';
import type { TestNewsroom } from '../cast/a-newsroom.ts';
import { aNewsroom } from '../cast/a-newsroom.ts';
import { aReader, follow } from '../cast/a-reader.ts';
import type { TestServer } from '../cast/a-server.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';

let server: TestServer;
let browser: Browser;
let newsroom: TestNewsroom;

beforeAll(async () => {
  [server, browser] = await Promise.all([aServer(), aBrowser()]);
  newsroom = await aNewsroom(server);
  const [opening] = newsroom.items;
  await newsroom.ask({ kind: 'start-agenda-item', itemId: opening?.id ?? '', at: at('8h00') });
  for (const n of [1, 2, 3])
    await newsroom.post(`Ý kiến thứ ${n} tại hội trường. `.repeat(8), {
      itemId: opening?.id ?? null,
      at: at('8h05', n),
    });
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await removeFolders();
});

it('[C18] theme and size of text are remembered', async () => {
  const { page } = await aReader(browser, server.url, { viewport: { width: 1280, height: 800 } });
  await page.goto(newsroom.page);
  const look = (of: Page): Promise<string[]> =>
    of.evaluate(() => [
      getComputedStyle(document.body).backgroundColor,
      getComputedStyle(document.querySelector('.entry-body') as Element).fontSize,
    ]);
  const usual = await look(page);
  await page.locator('.theme').click();
  await page.getByRole('button', { name: 'Chữ lớn hơn' }).click();
  const chosen = await look(page);
  expect(chosen[0]).not.toBe(usual[0]);
  expect(Number.parseFloat(chosen[1] ?? '')).toBeGreaterThan(Number.parseFloat(usual[1] ?? ''));
  await page.goto(server.url);
  await page.goto(newsroom.page);
  expect(await look(page)).toEqual(chosen);
  await page.context().close();
});

it('[C20] two coverages in two tabs of one browser never mix', async () => {
  const other = await aFurtherCoverage(server.url, await newsroom.token('ada'), {
    slug: 'hoi-nghi-khac',
    title: 'Hội nghị khác',
  });
  await other.ask({ kind: 'open-coverage' });
  const { page: one } = await aReader(browser, server.url, PHONE);
  const two = await one.context().newPage();
  await follow(one, newsroom.page);
  await follow(two, other.page);
  await other.ask({
    kind: 'post-entry',
    entryId: '0195a000-0000-7000-8000-00000000dddd',
    itemId: other.items[0]?.id ?? null,
    at: at('8h02'),
    begunAt: at('8h02'),
    content: aText('Chỉ dành cho hội nghị khác.'),
  });
  await newsroom.post('Chỉ dành cho hội nghị này.', {
    itemId: newsroom.items[0]?.id ?? null,
    at: at('8h20'),
  });
  const show = async (page: Page): Promise<string> => {
    await page.locator('#pill:not([hidden])').or(page.getByText('Chỉ dành cho')).first().waitFor();
    if (await page.locator('#pill').isVisible()) await page.locator('#pill').click();
    return (await page.locator('#feed').textContent()) ?? '';
  };
  const [first, second] = [await show(one), await show(two)];
  expect(first).toContain('hội nghị này');
  expect(first).not.toContain('hội nghị khác');
  expect(second).toContain('hội nghị khác');
  expect(second).not.toContain('hội nghị này');
  await one.context().close();
});

it('[C24] everything is reached with the keyboard, seen, and not hidden under what sticks to the top', async () => {
  const { page } = await aReader(browser, server.url, { ...PHONE, reducedMotion: 'reduce' });
  await follow(page, newsroom.page);
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip-link');
  const reached = new Set<string>();
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press('Tab');
    const look = () =>
      page.evaluate(() => {
        const element = document.activeElement;
        if (!element || element === document.body) return null;
        const { top, bottom, left, right } = element.getBoundingClientRect();
        const above = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        return {
          kind: element.id || element.className.toString().split(' ')[0] || element.tagName,
          seen: above !== null && (element.contains(above) || above.contains(element)),
          outline: Number.parseFloat(getComputedStyle(element).outlineWidth),
        };
      });
    const focus = await look();
    if (!focus) break;
    reached.add(focus.kind);
    // The skip link still slides away while the focus is already behind it.
    await expect.poll(look, { message: focus.kind }).toMatchObject({ seen: true });
    expect(focus.outline, focus.kind).toBeGreaterThanOrEqual(2);
  }
  expect([...reached]).toEqual(
    expect.arrayContaining([
      'brand',
      'theme',
      'language',
      'agenda-item',
      'auto-reveal',
      'entry-hour',
      'share',
    ]),
  );
  await page.context().close();
});

it('[C28] on paper it reads from start to end, without what only a screen needs', async () => {
  const { page } = await aReader(browser, server.url);
  await page.goto(newsroom.page);
  await page.emulateMedia({ media: 'print' });
  for (const part of ['.masthead nav', '#agenda', '.feed-bar', '.share', '.at-hand'])
    expect(await page.locator(part).first().isVisible(), part).toBe(false);
  expect(await page.locator('#feed article').first().isVisible()).toBe(true);
  expect((await page.pdf()).subarray(0, 5).toString()).toBe('%PDF-');
  await page.context().close();
});

it('[C29] live, corrected and pinned are said in words where colours are taken away', async () => {
  const id = await newsroom.post('Con số này sẽ được sửa.', {
    itemId: newsroom.items[0]?.id ?? null,
    at: at('8h30'),
  });
  await newsroom.ask({
    kind: 'correct-entry',
    entryId: id,
    base: 1,
    content: aText('Con số này đã được sửa.'),
    note: 'Sửa con số.',
  });
  await newsroom.ask({ kind: 'pin-entry', entryId: id });
  const { page } = await aReader(browser, server.url, { forcedColors: 'active', colorScheme: 'dark' });
  await page.goto(newsroom.page);
  for (const word of ['Trực tiếp', 'Ghim', /Đã sửa lúc/u])
    expect(await page.getByText(word).first().isVisible()).toBe(true);
  await page.context().close();
});

it('[C19] once archived, an open page is silent: no socket, no polling', async () => {
  const { page } = await aReader(browser, server.url, PHONE);
  await page.clock.install();
  const socket = page.waitForEvent('websocket');
  await follow(page, newsroom.page);
  const closed = (await socket).waitForEvent('close');
  await newsroom.ask({ kind: 'close-coverage' });
  await page.locator('main[data-status=closed]').waitFor();
  await newsroom.ask({ kind: 'archive-coverage' });
  await closed;
  const later: string[] = [];
  page.on('request', (request) => later.push(request.url()));
  page.on('websocket', (again) => later.push(again.url()));
  for (let n = 0; n < 12; n += 1) await page.clock.fastForward('00:10');
  expect(later).toEqual([]);
  expect(await page.locator('#stale').textContent()).toContain('Tường thuật đã được lưu trữ.');
  await page.context().close();
});
