import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandBody } from '#domain/command.ts';
import { aBrowser, PHONE } from '../cast/a-browser.ts';
import { at } from '../cast/a-coverage.ts';
import type { FurtherCoverage } from '../cast/a-further-coverage.ts';
import { aFurtherCoverage } from '../cast/a-further-coverage.ts';
import { aNewsroom } from '../cast/a-newsroom.ts';
import type { Reader } from '../cast/a-reader.ts';
import { aReader, follow } from '../cast/a-reader.ts';
import type { TestServer } from '../cast/a-server.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';

let server: TestServer;
let browser: Browser;
let coverage: FurtherCoverage;
/** Came when the coverage was announced, and never loads the page again. */
let early: Reader;
const loads: string[] = [];

beforeAll(async () => {
  [server, browser] = await Promise.all([aServer(), aBrowser()]);
  const newsroom = await aNewsroom(server);
  coverage = await aFurtherCoverage(server.url, await newsroom.token('ada'), {
    slug: 'phien-hop-quy-che',
    title: 'Phiên họp về quy chế',
    startsAt: at('8h00'),
  });
  await coverage.ask({ kind: 'schedule-coverage' });
  early = await aReader(browser, server.url, PHONE);
  await follow(early.page, coverage.page);
  early.page.on('load', () => loads.push(early.page.url()));
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await removeFolders();
});

const wordsOf = async (page: Page, part: string): Promise<string> =>
  ((await page.locator(part).textContent()) ?? '').replace(/\s+/gu, ' ').trim();

describe('an announced coverage', () => {
  it('says when it begins, shows its programme, and has nothing to read yet', async () => {
    const { page } = early;
    expect(await wordsOf(page, '#status-line')).toBe('Sắp diễn ra bắt đầu 8h00');
    expect(await page.locator('#agenda li time').allTextContents()).toEqual(['8h00', '9h30']);
    expect(await page.locator('#agenda a').count()).toBe(0);
    expect(await page.locator('article').count()).toBe(0);
    expect(await page.getByText('Chưa có diễn biến nào').isVisible()).toBe(true);
  });

  it('stands on the front page among what is to come', async () => {
    const { page } = await aReader(browser, server.url);
    await page.goto(server.url);
    const coming = page.getByRole('region', { name: 'Sắp diễn ra' });
    expect(await coming.getByRole('link', { name: 'Phiên họp về quy chế' }).count()).toBe(1);
  });
});

describe('an open page and a fresh one say the same, without a reload, when the coverage', () => {
  it.each([
    ['begins', { kind: 'open-coverage' }, 'live', 'Trực tiếp'],
    ['rests', { kind: 'pause-coverage' }, 'paused', 'Tạm nghỉ'],
    ['goes on', { kind: 'resume-coverage' }, 'live', 'Trực tiếp'],
    ['closes', { kind: 'close-coverage' }, 'closed', 'Đã bế mạc'],
    ['is opened again', { kind: 'reopen-coverage', reason: 'Họp thêm' }, 'live', 'Trực tiếp'],
    ['closes for good', { kind: 'close-coverage' }, 'closed', 'Đã bế mạc'],
  ] as [string, CommandBody, string, string][])('%s', async (_, command, status, word) => {
    await coverage.ask(command);
    const { page } = early;
    await page.locator(`main[data-status=${status}]`).waitFor();
    expect(await page.locator('#status-line .badge').textContent()).toBe(word);
    const { page: fresh } = await aReader(browser, server.url, PHONE);
    await fresh.goto(coverage.page);
    expect(await fresh.locator(`main[data-status=${status}]`).count()).toBe(1);
    for (const part of ['#status-line', '#agenda'])
      expect(await wordsOf(page, part)).toBe(await wordsOf(fresh, part));
    expect(loads).toEqual([]);
    await fresh.context().close();
  });

  it('is archived: the open page says so and leads to the record', async () => {
    await coverage.ask({ kind: 'archive-coverage' });
    const { page, complaints } = early;
    await page.getByText('Tường thuật đã được lưu trữ.').first().waitFor();
    expect(await page.locator('#status-line .badge').textContent()).toBe('Lưu trữ');
    expect(loads).toEqual([]);
    expect(complaints).toEqual([]);
    await page.getByRole('link', { name: 'Đọc bản lưu trữ từ đầu' }).click();
    await page.waitForLoadState('load');
    expect(await page.locator('main.record').count()).toBe(1);
    expect(await page.locator('script[type=module]').count()).toBe(0);
  });
});
