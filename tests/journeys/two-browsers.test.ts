import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBrowser, listen, PHONE } from '../cast/a-browser.ts';
import { at } from '../cast/a-coverage.ts';
import type { TestNewsroom } from '../cast/a-newsroom.ts';
import { aNewsroom } from '../cast/a-newsroom.ts';
import type { TestServer } from '../cast/a-server.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';
import { shiftsOf, watchShifts } from '../cast/layout-shifts.ts';

let server: TestServer;
let browser: Browser;
let newsroom: TestNewsroom;
let reader: Page;
let reporter: Page;
let editor: Page;
let complaints: string[];

beforeAll(async () => {
  [server, browser] = await Promise.all([aServer(), aBrowser()]);
  newsroom = await aNewsroom(server);
  for (const [index, item] of newsroom.items.slice(0, 3).entries()) {
    await newsroom.ask({ kind: 'start-agenda-item', itemId: item.id, at: item.plannedAt ?? '' });
    for (let n = 1; n <= 6; n += 1)
      await newsroom.post(`Đại biểu thứ ${n} nêu ý kiến về trồng rừng, giữ nước và làm đường. `.repeat(4), {
        itemId: item.id,
        at: at(['8h05', '8h40', '9h05'][index] ?? '9h05', n),
      });
  }
  reader = await (await browser.newContext(PHONE)).newPage();
  ({ complaints } = listen(reader));
  [reporter, editor] = [
    await newsroom.signIn(browser, 'ines', PHONE),
    await newsroom.signIn(browser, 'ruth'),
  ];
  await Promise.all([reporter.goto(newsroom.desk), editor.goto(newsroom.desk)]);
  await watchShifts(reader);
  const joined = reader.waitForEvent('websocket').then((socket) => socket.waitForEvent('framereceived'));
  await reader.goto(newsroom.page);
  await joined;
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await removeFolders();
});

const entryOf = (page: Page, text: string) => page.locator('#feed article', { hasText: text });

describe('a reporter posts at 9h00 while a reader is half-way down', () => {
  const TEXT = 'Đồng chí Hà Thu Mây, Giám đốc Sở Thủy lợi báo cáo về 14 hồ chứa.';

  it('[C4] shows the pill and moves nothing that is being read', async () => {
    const articles = reader.locator('#feed article');
    await articles.nth(9).scrollIntoViewIfNeeded();
    const first = await firstVisible(reader);
    await watchShifts(reader);

    await reporter.locator('.composer-text').fill(TEXT);
    await reporter.locator('.composer-text').press('Control+Enter');
    await reporter.getByRole('button', { name: 'Gửi ngay' }).click();
    await reporter
      .locator('.stream article, .entry', { hasText: TEXT })
      .getByText(/Đã đăng/u)
      .first()
      .waitFor();

    await reader.locator('#pill:not([hidden])').waitFor();
    expect(await reader.locator('#pill').textContent()).toContain('1 cập nhật mới');
    expect(await reader.title()).toMatch(/^\(1\) /u);
    const after = await topOf(reader, first.id);
    expect(Math.abs(after - first.top)).toBeLessThanOrEqual(1);
    expect(await shiftsOf(reader)).toBeLessThanOrEqual(0.01);
  });

  it('[C7] shows the entry after a tap, with the focus on it', async () => {
    await reader.locator('#pill').click();
    await entryOf(reader, TEXT).waitFor();
    expect(await reader.locator('#pill').isHidden()).toBe(true);
    expect(await reader.title()).not.toMatch(/^\(/u);
    const focused = await reader.evaluate(
      () => document.activeElement?.closest('article')?.textContent ?? '',
    );
    expect(focused).toContain('Hà Thu Mây');
  });

  it('shows a correction in its place, with its note', async () => {
    const card = editor.locator('article.entry', { hasText: TEXT }).first();
    await card.getByRole('button', { name: 'Sửa', exact: true }).click();
    const form = editor.locator('.entry-editor');
    await form.locator('[data-field=text]').fill(TEXT.replace('14', '41'));
    await form.getByLabel(/Lời đính chính/u).fill('Số hồ chứa đúng là 41.');
    await form.getByRole('button', { name: 'Đăng đính chính' }).click();
    const corrected = entryOf(reader, 'báo cáo về 41 hồ chứa');
    await corrected.getByText('Số hồ chứa đúng là 41.').waitFor();
    expect(await corrected.textContent()).toMatch(/Đã sửa lúc \d+h\d\d/u);
    expect(await reader.locator('#pill').isHidden()).toBe(true);
    expect(await reader.locator('#feed').textContent()).not.toContain('14 hồ chứa');
  });

  it('takes a withdrawn text away and leaves one line', async () => {
    const card = editor.locator('article.entry', { hasText: '41 hồ chứa' }).first();
    await card.getByRole('button', { name: 'Việc khác' }).click();
    await card.getByRole('button', { name: 'Gỡ', exact: true }).click();
    await card.getByLabel(/Vì sao gỡ/u).fill('Nhầm hội nghị');
    await card.locator('.reason-form button[type=submit]').click();
    await reader.getByText(/Nội dung này đã được gỡ lúc/u).waitFor();
    expect(await reader.locator('#feed').textContent()).not.toContain('hồ chứa');
  });

  it('says that the coverage is closed, then archived, without a reload', async () => {
    const press = async (name: string): Promise<void> => {
      await editor.locator('.status-controls').getByRole('button', { name, exact: true }).click();
      await editor.locator('[role=alertdialog]').getByRole('button', { name, exact: true }).click();
    };
    const loads: string[] = [];
    reader.on('load', () => loads.push(reader.url()));
    await press('Kết thúc tường thuật');
    await reader.locator('#status-line', { hasText: 'Đã bế mạc' }).waitFor();
    await press('Lưu trữ');
    await reader.locator('#status-line', { hasText: 'Lưu trữ' }).waitFor();
    expect(loads).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('keeps the address, in reading order, with no script needed', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(newsroom.page);
    const hours = await page.locator('#feed h2 time').allTextContents();
    expect(hours).toEqual(['8h00', '8h35', '9h00']);
    expect(await page.locator('script[type=module]').count()).toBe(0);
    await context.close();
  });
});

async function firstVisible(page: Page): Promise<{ id: string; top: number }> {
  return page.evaluate(() => {
    for (const article of document.querySelectorAll('#feed article')) {
      const { top, bottom } = article.getBoundingClientRect();
      if (bottom > 60) return { id: article.id, top };
    }
    throw new Error('nothing to read');
  });
}

const topOf = (page: Page, id: string): Promise<number> =>
  page.evaluate((which) => document.getElementById(which)?.getBoundingClientRect().top ?? Number.NaN, id);
