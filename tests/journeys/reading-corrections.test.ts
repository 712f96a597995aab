import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aBrowser, PHONE } from '../cast/a-browser.ts';
import { at } from '../cast/a-coverage.ts';
import type { TestNewsroom } from '../cast/a-newsroom.ts';
import { aNewsroom } from '../cast/a-newsroom.ts';
import { aReader, follow } from '../cast/a-reader.ts';
import type { TestServer } from '../cast/a-server.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';
import { atDesk, textIn } from './desk-acts.ts';

let server: TestServer;
let browser: Browser;
let newsroom: TestNewsroom;
beforeAll(async () => {
  [server, browser] = await Promise.all([aServer(), aBrowser()]);
  newsroom = await aNewsroom(server);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await removeFolders();
});

it('[C13] a correction is shown in its place with its note, the changed words only where an editor ticked so, and no pill', async () => {
  const [opening] = newsroom.items;
  for (const [n, text] of ['Toàn tỉnh trồng 120 ha rừng trong quý.', 'Cầu treo dài 90 m đã xong.'].entries())
    await newsroom.post(text, { itemId: opening?.id ?? null, at: at('8h05', n) });
  const { page, complaints } = await aReader(browser, server.url, PHONE);
  await follow(page, newsroom.page);
  const desk = await newsroom.signIn(browser, 'ruth');
  await atDesk(desk).open(newsroom.desk);
  const correct = async (
    text: string,
    [from, to]: [string, string],
    note: string,
    tick: boolean,
  ): Promise<void> => {
    const entry = desk.locator('article.entry', { hasText: text });
    await entry.getByRole('button', { name: 'Sửa' }).click();
    const form = desk.locator('form.entry-editor');
    const field = form.locator('[data-field=text]');
    await field.fill((await textIn(field)).replace(from, to));
    await form.locator('[data-field=note]').fill(note);
    if (tick) await form.getByLabel('Hiện chỗ sửa cho độc giả').check();
    await form.getByRole('button', { name: 'Đăng đính chính' }).click();
  };
  await correct('trồng 120 ha', ['120', '210'], 'Số liệu quý trước.', true);
  await correct('Cầu treo dài', ['90', '95'], 'Đo lại.', false);

  const ticked = page.locator('#feed .entry', { hasText: 'trồng 210 ha' });
  const silent = page.locator('#feed .entry', { hasText: 'dài 95 m' });
  await ticked.waitFor();
  await silent.waitFor();
  expect(await ticked.locator('.correction').textContent()).toMatch(
    /^Đã sửa lúc \d+h\d\d: Số liệu quý trước\.$/u,
  );
  expect(await silent.locator('.correction').textContent()).toMatch(/Đo lại\.$/u);
  const details = ticked.locator('details.changed');
  expect(await details.locator('del').isVisible()).toBe(false);
  await details.locator('summary').click();
  expect(await details.locator('p').textContent()).toBe('Trước: 120 Nay: 210');
  expect(await details.locator('del').textContent()).toBe('120');
  expect(await details.locator('ins').isVisible()).toBe(true);
  expect(await silent.locator('details').count()).toBe(0);
  expect(await page.locator('#feed').textContent()).not.toContain('90 m');
  expect(await page.locator('#pill').isVisible()).toBe(false);
  expect(await page.title()).not.toMatch(/^\(/u);
  expect(complaints).toEqual([]);

  // The same for who comes later, and without a script.
  const later = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await later.goto(newsroom.page);
  await later.locator('details.changed summary').click();
  expect(await later.locator('details.changed ins').isVisible()).toBe(true);
  const { coverages } = (await (await fetch(`${server.url}/api/v1/coverages`)).json()) as {
    coverages: { cursor: { epoch: string } }[];
  };
  const changes = `${server.url}/api/v1/coverages/${newsroom.coverageId}/changes?after=0&epoch=${coverages[0]?.cursor.epoch}`;
  const told = await (await fetch(changes)).text();
  expect(told).toContain('"before":"120"');
  expect(told).not.toContain('90 m');
});
