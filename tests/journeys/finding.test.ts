import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBrowser, PHONE } from '../cast/a-browser.ts';
import { aText, at } from '../cast/a-coverage.ts';
import { aFurtherCoverage } from '../cast/a-further-coverage.ts';
import type { TestNewsroom } from '../cast/a-newsroom.ts';
import { aNewsroom } from '../cast/a-newsroom.ts';
import type { TestServer } from '../cast/a-server.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';

let server: TestServer;
let browser: Browser;
let newsroom: TestNewsroom;
let page: Page;
let own: string;
let mistake: string;

beforeAll(async () => {
  [server, browser] = await Promise.all([aServer(), aBrowser()]);
  newsroom = await aNewsroom(server);
  const [opening] = newsroom.items;
  const itemId = opening?.id ?? null;
  await newsroom.post('Ban Thường vụ Tỉnh ủy nêu ý kiến về đường liên xã.', { itemId, at: at('8h05') });
  await newsroom.post('Tỉnh uỷ giao các xã trồng rừng.', { itemId, at: at('8h06') });
  await newsroom.post('Đại biểu cảm ơn Lò Đình Thảo, rồi lại cảm ơn Lò Đình Thảo.', {
    itemId,
    at: at('8h07'),
  });
  own = await newsroom.post('', {
    itemId,
    at: at('8h09'),
    content: aText('Đề nghị làm cầu treo trước mùa mưa.', {
      kind: 'statement',
      venue: 'Bản Mây',
      speaker: { name: 'Lò Đình Thảo', title: 'Giám đốc Sở Thủy lợi' },
    }),
  });
  mistake = await newsroom.post('Con số nhầm: chín nghìn héc-ta.', { itemId, at: at('8h10') });
  const other = await aFurtherCoverage(server.url, await newsroom.token('ada'), {
    slug: 'hoi-nghi-khac',
    title: 'Hội nghị khác cùng ngày',
  });
  await other.ask({ kind: 'open-coverage' });
  await other.ask({
    kind: 'post-entry',
    entryId: '0195a000-0000-7000-8000-00000000dddd',
    itemId: other.items[0]?.id ?? null,
    at: at('9h00'),
    begunAt: at('9h00'),
    content: aText('Tỉnh ủy họp về trồng rừng ở bản.', { venue: 'Bản Mây' }),
  });
  // No script at all: whoever searches needs none.
  page = await (await browser.newContext({ ...PHONE, javaScriptEnabled: false })).newPage();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await removeFolders();
});

const hits = (): Promise<string[]> =>
  page.locator('.hit-name a').evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).pathname));
const search = async (words: string, start = `${server.url}/tim`): Promise<void> => {
  await page.goto(start);
  await page.locator('#q').fill(words);
  await page.locator('#q').press('Enter');
  await page.locator('.finding-count').waitFor();
};

describe('search', () => {
  it('[C41] is one link away, and finds the same however it is typed', async () => {
    await page.goto(server.url);
    await page.locator('.places').getByRole('link', { name: 'Tìm' }).click();
    expect(new URL(page.url()).pathname).toBe('/tim');
    const found: string[][] = [];
    for (const words of ['tinh uy', 'Tỉnh uỷ', 'Tỉnh ủy']) {
      await search(words);
      expect(await page.locator('.finding-count').textContent()).toContain('3 kết quả');
      found.push((await hits()).sort());
    }
    expect(found[0]).toHaveLength(3);
    expect(found[1]).toEqual(found[0]);
    expect(found[2]).toEqual(found[0]);
  });

  it('[C41] marks the accented words, and leads to the entry with its hour', async () => {
    await search('duong lien xa');
    expect(await page.locator('mark').allTextContents()).toEqual(['đường liên xã']);
    expect(await page.locator('.hit-place').textContent()).toContain('8h05');
    await page.locator('.hit-name a').click();
    expect(await page.locator('.entry-body').textContent()).toContain('đường liên xã');
  });

  it('[C41] gives a speaker’s own entry first for their name', async () => {
    for (const words of ['lo dinh thao', 'Lò Đình Thảo']) {
      await search(words);
      expect((await hits())[0]).toBe(`/truc-tiep/${newsroom.slug}/e/${own}`);
      expect(await hits()).toHaveLength(2);
    }
  });

  it('stays inside a coverage when it is asked there, and says so', async () => {
    await page.goto(newsroom.page);
    await page.locator('#q').fill('tỉnh ủy');
    await page.locator('#q').press('Enter');
    expect(await page.locator('.finding-count').textContent()).toContain('2 kết quả');
    expect(await page.locator('.finding-within').textContent()).toContain('Hội nghị tỉnh Lâm Sơn lần thứ 5');
    await page.locator('.finding-within a').click();
    expect(await page.locator('.finding-count').textContent()).toContain('3 kết quả');
    expect(await page.locator('#q').inputValue()).toBe('tỉnh ủy');
  });

  it('speaks English, says when there is nothing, and shows what was typed as text', async () => {
    await search('<b>không</b> có', `${server.url}/en/tim`);
    expect(await page.locator('.finding-count').textContent()).toContain(
      '“<b>không</b> có” is nowhere to be found',
    );
    expect(new URL(page.url()).pathname).toBe('/en/tim');
    expect((await fetch(`${server.url}/tim?q=a&trong=khong-co`)).status).toBe(404);
  });

  it('[C14] a withdrawn text is gone from the answer within two seconds', async () => {
    await search('chín nghìn héc ta');
    expect(await hits()).toEqual([`/truc-tiep/${newsroom.slug}/e/${mistake}`]);
    await newsroom.ask({ kind: 'withdraw-entry', entryId: mistake, reason: 'Nhầm' });
    await search('chín nghìn héc ta');
    expect(await hits()).toEqual([]);
    expect(await page.locator('main').textContent()).not.toContain('Con số nhầm');
  });
});

describe('a venue and a speaker', () => {
  it('have pages over all coverages, linked from the coverage', async () => {
    await page.goto(newsroom.page);
    await page.locator('.beside').getByRole('link', { name: 'Bản Mây' }).click();
    expect(new URL(page.url()).pathname).toBe('/diem-cau/ban-may');
    expect(await page.locator('h1').textContent()).toBe('Điểm cầu Bản Mây');
    expect(await page.locator('.gathered > h2').count()).toBe(2);
    expect(await page.locator('.entry').count()).toBe(2);
    await page.goto(newsroom.page);
    await page.locator('.beside').getByRole('link', { name: 'Lò Đình Thảo' }).click();
    expect(new URL(page.url()).pathname).toBe('/nguoi-phat-bieu/lo-dinh-thao');
    expect(await page.locator('.entry').count()).toBe(1);
    expect(await page.locator('.entry-body').textContent()).toContain('cầu treo');
    await page.goto(`${newsroom.page}/e/${own}`);
    await page.locator('.entry-places').getByRole('link', { name: 'Bản Mây' }).click();
    expect(new URL(page.url()).pathname).toBe('/diem-cau/ban-may');
  });

  it('are not there where there is nothing to show', async () => {
    for (const path of ['/diem-cau/khong-co', '/nguoi-phat-bieu/khong-co', '/diem-cau/ban-may?trang=9'])
      expect((await fetch(`${server.url}${path}`)).status, path).toBe(404);
  });
});

it('another coverage of the same day is named beside this one, with the reason', async () => {
  await page.goto(newsroom.page);
  const related = page.locator('.beside section', { hasText: 'Tin liên quan' });
  expect(await related.textContent()).toMatch(/Hội nghị khác cùng ngày\s+Cùng ngày/u);
  await related.getByRole('link').click();
  expect(new URL(page.url()).pathname).toBe('/truc-tiep/hoi-nghi-khac');
});
