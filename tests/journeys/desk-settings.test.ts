import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBrowser, PHONE } from '../cast/a-browser.ts';
import type { TestNewsroom } from '../cast/a-newsroom.ts';
import { aNewsroom } from '../cast/a-newsroom.ts';
import type { TestServer } from '../cast/a-server.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';
import { atDesk } from './desk-acts.ts';

let server: TestServer;
let browser: Browser;
let newsroom: TestNewsroom;
let first: Page;
let second: Page;

beforeAll(async () => {
  [server, browser] = await Promise.all([aServer(), aBrowser()]);
  newsroom = await aNewsroom(server);
  first = await newsroom.signIn(browser, 'ruth', { ...PHONE, javaScriptEnabled: false });
  second = await newsroom.signIn(browser, 'ruth');
});
afterAll(async () => {
  await Promise.all([browser.close(), server.stop()]);
  await removeFolders();
});

const save = (page: Page): Promise<void> => page.getByRole('button', { name: 'Lưu thiết lập' }).click();
const title = (page: Page) => page.getByLabel('Tên đầy đủ');
const lede = (page: Page) => page.getByLabel('Sapo');

describe('an editor at the settings of a coverage', () => {
  it('comes there from the desk; a reporter does not', async () => {
    await atDesk(second).open(newsroom.desk);
    await second.getByRole('link', { name: 'Thiết lập' }).click();
    await second.waitForURL(`${newsroom.desk}/thiet-lap`);
    const reporter = await newsroom.signIn(browser, 'ines');
    await atDesk(reporter).open(newsroom.desk);
    expect(await reporter.getByRole('link', { name: 'Thiết lập' }).count()).toBe(0);
    expect((await reporter.goto(`${newsroom.desk}/thiet-lap`))?.status()).toBe(403);
    await reporter.context().close();
  });

  it('is told in words what is missing, with everything typed still there; then readers see it, without a script', async () => {
    await first.goto(`${newsroom.desk}/thiet-lap`);
    await title(first).fill('Hội nghị tỉnh Lâm Sơn lần thứ 5 (mở rộng)');
    const summary = first.getByLabel('Tóm tắt');
    await summary.fill('Hội nghị bàn việc giữ rừng.\nMười bốn hồ đã xây.');
    await first.locator('[name=related-href]').first().fill(`${server.url}/luu-tru`);
    await first.locator('[name=related-title]').first().fill('Các kỳ trước');
    await first.locator('[name=related-reason]').first().fill('Bốn kỳ đã họp.');
    await save(first);
    await first.locator('.notice.bad', { hasText: 'ba đến năm câu' }).waitFor();
    expect(await title(first).inputValue()).toBe('Hội nghị tỉnh Lâm Sơn lần thứ 5 (mở rộng)');
    await summary.fill(`${await summary.inputValue()}\nChiều nay bế mạc.`);
    await save(first);
    await first.waitForURL(newsroom.desk);

    const html = await (await fetch(newsroom.page)).text();
    for (const part of ['(mở rộng)', 'Chiều nay bế mạc.', 'href="/luu-tru"', 'Bốn kỳ đã họp.'])
      expect(html).toContain(part);
  });

  it('keeps what somebody else saved meanwhile in other fields, and is asked where both changed the same', async () => {
    await Promise.all([first, second].map((page) => page.goto(`${newsroom.desk}/thiet-lap`)));
    await lede(first).fill('Sapo của người thứ nhất.');
    await save(first);
    await first.waitForURL(newsroom.desk);

    await title(second).fill('Tên của người thứ hai');
    await lede(second).fill('Sapo của người thứ hai.');
    await save(second);
    const clash = second.locator('.notice.wait', { hasText: 'Trong lúc bạn sửa' });
    await clash.waitFor();
    expect(await clash.textContent()).toContain('Sapo của người thứ nhất.');
    expect(await lede(second).inputValue()).toBe('Sapo của người thứ hai.');
    expect(await (await fetch(newsroom.page)).text()).toContain('Sapo của người thứ nhất.');
    await save(second);
    await second.waitForURL(newsroom.desk);
    const html = await (await fetch(newsroom.page)).text();
    for (const part of ['Tên của người thứ hai', 'Sapo của người thứ hai.', 'Chiều nay bế mạc.'])
      expect(html).toContain(part);
  });
});
