import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aBrowser } from '../cast/a-browser.ts';
import { at } from '../cast/a-coverage.ts';
import type { TestNewsroom } from '../cast/a-newsroom.ts';
import { aNewsroom } from '../cast/a-newsroom.ts';
import type { TestServer } from '../cast/a-server.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';
import { atDesk, textIn } from './desk-acts.ts';

let server: TestServer;
let browser: Browser;
let newsroom: TestNewsroom;
let page: Page;

beforeAll(async () => {
  [server, browser] = await Promise.all([aServer(), aBrowser()]);
  newsroom = await aNewsroom(server);
  for (const item of newsroom.items.slice(0, 2))
    await newsroom.ask({ kind: 'start-agenda-item', itemId: item.id, at: at('8h00') });
  page = await newsroom.signIn(browser, 'ruth', { viewport: { width: 320, height: 640 } });
  await atDesk(page).open(newsroom.desk);
  await page.locator('.composer .editor-place').waitFor();
});
afterAll(async () => {
  await Promise.all([browser.close(), server.stop()]);
  await removeFolders();
});

/** Goes on by Tab until the focus is on what answers to a selector and, where they are given, holds these words. */
async function tabTo(selector: string, words = ''): Promise<void> {
  const MOST = 150;
  for (let step = 0; step < MOST; step += 1) {
    const isThere = await page.evaluate(
      ([wanted = '', said = '']) => {
        const element = document.activeElement;
        const name = `${element?.getAttribute('aria-label') ?? ''} ${element?.textContent ?? ''}`;
        return element?.matches(wanted) === true && name.includes(said);
      },
      [selector, words],
    );
    if (isThere) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not come to ${selector} ${words}`);
}

it('at 320 px an entry is written, posted, taken back, corrected and withdrawn by the keyboard alone', async () => {
  await tabTo('.composer select');
  await page.keyboard.press('ArrowDown');
  expect(await page.locator('.composer select option:checked').textContent()).toContain('Thảo luận');
  await tabTo('.composer [data-field=text]');
  await page.keyboard.type('Hồ mới chứa 12 triệu mét khối.');
  await page.keyboard.press('Alt+ArrowUp');
  expect(await page.locator('.composer select option:checked').textContent()).toContain('Báo cáo');
  await tabTo('.composer .btn.icon', 'Mốc');
  await page.keyboard.press('Space');
  await tabTo('.composer .send');
  await page.keyboard.press('Enter');
  await tabTo('.stream button', 'Hoàn tác');
  await page.keyboard.press('Enter');
  expect(await textIn(page.locator('.composer [data-field=text]'))).toBe('Hồ mới chứa 12 triệu mét khối.');
  await tabTo('.composer [data-field=text]');
  await page.keyboard.press('Control+Enter');
  await tabTo('.stream button', 'Gửi ngay');
  await page.keyboard.press('Enter');
  const card = atDesk(page).entry('Hồ mới');
  await card.getByText('Đã đăng').waitFor();

  await tabTo('.stream article button', 'Sửa');
  await page.keyboard.press('Enter');
  await tabTo('.entry-editor [data-field=text]');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Hồ mới chứa 21 triệu mét khối.');
  await tabTo('.entry-editor [data-field=note]');
  await page.keyboard.type('Nhầm thứ tự chữ số.');
  await page.keyboard.press('Enter');
  await atDesk(page).entry('21 triệu').getByText('Nhầm thứ tự chữ số.').first().waitFor();

  await tabTo('.stream article button', 'Việc khác');
  await page.keyboard.press('Enter');
  await tabTo('.stream article button', 'Gỡ');
  await page.keyboard.press('Enter');
  await tabTo('.reason-form input');
  await page.keyboard.type('Đăng nhầm.');
  await page.keyboard.press('Enter');
  await page.locator('.stream').getByText('Đã gỡ').first().waitFor();
});
