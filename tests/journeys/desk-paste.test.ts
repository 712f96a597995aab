import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBrowser, PHONE } from '../cast/a-browser.ts';
import type { TestNewsroom } from '../cast/a-newsroom.ts';
import { aNewsroom } from '../cast/a-newsroom.ts';
import type { TestServer } from '../cast/a-server.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';
import { isAbsent, PAGE, readReal } from '../import/real-input.ts';

let server: TestServer;
let browser: Browser;
let newsroom: TestNewsroom;
let page: Page;

beforeAll(async () => {
  [server, browser] = await Promise.all([aServer(), aBrowser()]);
  newsroom = await aNewsroom(server);
  page = await newsroom.signIn(browser, 'ruth', PHONE);
});
afterAll(async () => {
  await Promise.all([browser.close(), server.stop()]);
  await removeFolders();
});

const PROGRAMME = [
  '7h30: Đón đại biểu',
  '8h00: Khai mạc phiên họp',
  '8h15: Báo cáo việc giữ rừng đầu nguồn',
  '9h30: Thảo luận',
  '11h00: Bế mạc',
].join('\n');

describe('an editor pastes', () => {
  it('a programme, mends a row, and the coverage is live with its items', async () => {
    await page.goto(`${server.url}/desk/moi`);
    await page.getByLabel('Chương trình').fill(PROGRAMME);
    await page.locator('button[value=read]').click();
    const hours = page.locator('[name=row-hour]');
    await hours.first().waitFor();
    const titles = page.locator('[name=row-title]');
    expect(
      (await titles.evaluateAll((all) => all.map((one) => (one as HTMLTextAreaElement).value))).filter(
        Boolean,
      ),
    ).toEqual([
      'Đón đại biểu',
      'Khai mạc phiên họp',
      'Báo cáo việc giữ rừng đầu nguồn',
      'Thảo luận',
      'Bế mạc',
    ]);
    await titles.first().fill('');
    await page.getByLabel('Tên đầy đủ').fill('Phiên họp giữ rừng tỉnh Lâm Sơn');
    await page.getByLabel('Mở trực tiếp ngay').check();

    await hours.nth(3).fill('25h');
    await page.locator('button[value=create]').click();
    await page.locator('.notice.bad', { hasText: 'hàng 4' }).waitFor();
    expect(await page.getByLabel('Tên đầy đủ').inputValue()).toBe('Phiên họp giữ rừng tỉnh Lâm Sơn');
    await page.locator('[name=row-hour]').nth(3).fill('9h45');
    await page.locator('button[value=create]').click();
    await page.waitForURL('**/desk/phien-hop-giu-rung-tinh-lam-son');
    await page.locator('.line.online').waitFor();
    expect(await page.locator('.badge').textContent()).toBe('Trực tiếp');

    const html = await (await fetch(`${server.url}/truc-tiep/phien-hop-giu-rung-tinh-lam-son`)).text();
    for (const part of ['Khai mạc phiên họp', '9h45', 'Bế mạc']) expect(html).toContain(part);
    expect(html).not.toContain('Đón đại biểu');
  });

  it('nothing that can be read, and is told so in words', async () => {
    await page.goto(`${server.url}/desk/nhap`);
    await page.getByLabel('Nguyên văn').fill('Một câu.');
    await page.locator('button[value=read]').click();
    await page.locator('.notice.bad').waitFor();
    expect(await page.getByLabel('Nguyên văn').inputValue()).toBe('Một câu.');
  });

  it.skipIf(isAbsent)(
    'the real page, is shown what was understood, and takes it in as a closed coverage',
    async () => {
      await page.goto(`${server.url}/desk/nhap`);
      await page.getByLabel('Nguyên văn').fill(readReal(PAGE));
      await page.locator('button[value=read]').click();
      const row = (name: string) =>
        page.locator('.rows tr', { has: page.getByRole('rowheader', { name, exact: true }) }).locator('td');
      await row('Tin').waitFor();
      expect((await row('Mục chương trình').textContent())?.match(/\d{1,2}h\d{2} /gu)).toEqual([
        '8h00 ',
        '8h15 ',
        '8h35 ',
        '8h50 ',
        '9h00 ',
        '10h35 ',
        '11h00 ',
      ]);
      expect(await row('Ảnh').textContent()).toBe('26');
      expect((await row('Người thực hiện').textContent())?.split(', ')).toHaveLength(3);
      await page.locator('button[value=import]').click();
      await page.waitForURL((url) => !url.pathname.endsWith('/nhap'));
      await page.locator('.line.online').waitFor();
      expect(await page.locator('.badge').textContent()).toBe('Đã bế mạc');
      expect(await page.locator('.agenda-all li').count()).toBe(7);
    },
  );
});
