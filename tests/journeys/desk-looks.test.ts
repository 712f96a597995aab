import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBrowser, listen } from '../cast/a-browser.ts';
import { at } from '../cast/a-coverage.ts';
import type { TestNewsroom } from '../cast/a-newsroom.ts';
import { aNewsroom } from '../cast/a-newsroom.ts';
import type { TestServer } from '../cast/a-server.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';
import { atDesk } from './desk-acts.ts';

let server: TestServer;
let browser: Browser;
let newsroom: TestNewsroom;
let pages: { nobody: Page; editor: Page; admin: Page };
let heard: { complaints: string[] }[];

beforeAll(async () => {
  [server, browser] = await Promise.all([aServer(), aBrowser()]);
  newsroom = await aNewsroom(server);
  for (const item of newsroom.items.slice(0, 2)) {
    await newsroom.ask({ kind: 'start-agenda-item', itemId: item.id, at: item.plannedAt ?? '' });
    await newsroom.post('Đại biểu nêu ý kiến về trồng rừng, giữ nước và làm đường.', {
      itemId: item.id,
      at: at('8h40'),
      key: true,
    });
  }
  const context = await browser.newContext({
    extraHTTPHeaders: { authorization: `Bearer ${await newsroom.token('ada')}` },
  });
  pages = {
    nobody: await (await browser.newContext()).newPage(),
    editor: await newsroom.signIn(browser, 'ruth'),
    admin: await context.newPage(),
  };
  heard = Object.values(pages).map(listen);
});
afterAll(async () => {
  await Promise.all([browser.close(), server.stop()]);
  await removeFolders();
});

/** Structure is looked at once for each width, colours in each theme. */
const LOOKS = [
  { width: 360, colorScheme: 'light', rules: [] },
  { width: 360, colorScheme: 'dark', rules: ['color-contrast'] },
  { width: 1280, colorScheme: 'light', rules: ['color-contrast'] },
  { width: 1280, colorScheme: 'dark', rules: [] },
] as const;

/** What axe finds serious or critical in both themes, on a phone and on a desk. */
async function issuesOf(page: Page): Promise<string[]> {
  const issues: string[] = [];
  for (const { width, colorScheme, rules } of LOOKS) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    const axe = new AxeBuilder({ page });
    const { violations } = await (rules.length > 0 ? axe.withRules([...rules]) : axe).analyze();
    for (const { id, impact, nodes } of violations)
      if (impact === 'serious' || impact === 'critical')
        issues.push(
          `${width} ${colorScheme} ${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
        );
  }
  return issues;
}

/** Widths at which the page is wider than the window. */
async function tooWide(page: Page): Promise<number[]> {
  const wide: number[] = [];
  for (const width of [360, 320]) {
    await page.setViewportSize({ width, height: 640 });
    if (
      await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
    )
      wide.push(width);
  }
  return wide;
}

describe('every page of the desks', () => {
  it.each([
    ['nobody', '/desk/dang-nhap'],
    ['editor', '/desk'],
    ['editor', '/desk/moi'],
    ['editor', '/desk/nhap'],
    ['admin', '/desk/nhan-su'],
    ['editor', '/desk/hoi-nghi-lam-son-lan-thu-5/thiet-lap'],
  ] as const)('can be used by everybody on any screen (%s at %s)', async (who, path) => {
    const page = pages[who];
    const response = await page.goto(server.url + path);
    expect(response?.status()).toBe(200);
    expect(await page.locator('h1').count()).toBe(1);
    expect(await issuesOf(page)).toEqual([]);
    expect(await tooWide(page)).toEqual([]);
  });

  it('can be used by everybody on any screen (a desk at work, with everything unfolded)', async () => {
    const page = pages.editor;
    await page.setViewportSize({ width: 1280, height: 800 });
    await atDesk(page).open(newsroom.desk);
    await atDesk(page).write('Một tin đang viết.');
    await page.locator('.composer-more summary').click();
    await page.locator('.agenda-panel').getByRole('button', { name: 'Thêm mục' }).click();
    const cards = page.locator('article.entry');
    await cards.first().getByRole('button', { name: 'Việc khác' }).click();
    await cards.last().getByRole('button', { name: 'Sửa', exact: true }).click();
    await page.locator('.status-controls').getByRole('button', { name: 'Kết thúc tường thuật' }).click();
    expect(await issuesOf(page)).toEqual([]);
    expect(await tooWide(page)).toEqual([]);
  });

  it('has line, current item, text field and button on the first screen of a phone', async () => {
    const page = pages.editor;
    for (const [width, height] of [
      [360, 640],
      [320, 560],
    ] as const) {
      await page.setViewportSize({ width, height });
      await atDesk(page).open(newsroom.desk);
      for (const part of ['.line', '.agenda-current', '.next-item', '.composer .send'])
        expect(await bottomOf(page, part), `${part} at ${width}`).toBeLessThanOrEqual(height);
      // A line and a half of text, above the bar that stands at the bottom.
      const text = await page.locator('.composer-text').boundingBox();
      const bar = await page.locator('.composer-bar').boundingBox();
      expect((bar?.y ?? 0) - (text?.y ?? height), `text at ${width}`).toBeGreaterThan(48);
    }
  });

  it('complains of nothing in the console, its own policy included', () => {
    expect(heard.flatMap(({ complaints }) => complaints)).toEqual([]);
  });
});

const bottomOf = async (page: Page, selector: string): Promise<number> => {
  const box = await page.locator(selector).first().boundingBox();
  return box ? box.y + box.height : Number.POSITIVE_INFINITY;
};
