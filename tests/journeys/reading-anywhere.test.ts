import AxeBuilder from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBrowser } from '../cast/a-browser.ts';
import type { FullSite } from '../cast/a-full-site.ts';
import { aFullSite } from '../cast/a-full-site.ts';
import { aReader, follow } from '../cast/a-reader.ts';
import type { TestServer } from '../cast/a-server.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';

let server: TestServer;
let browser: Browser;
let site: FullSite;

beforeAll(async () => {
  [server, browser] = await Promise.all([aServer(), aBrowser()]);
  site = await aFullSite(server);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await removeFolders();
});

const english = (path: string): string => (path === '/' ? '/en' : `/en${path}`);

/** Opens every page in turn. The one that is missing may complain, of just that; the others of nothing. */
async function everyPage(
  options: BrowserContextOptions,
  look: (page: Page, name: string) => Promise<void>,
  inLanguage = (path: string): string => path,
): Promise<void> {
  const { page, complaints, strangers } = await aReader(browser, server.url, {
    reducedMotion: 'reduce',
    ...options,
  });
  for (const [name, path] of Object.entries(site.pages)) {
    const earlier = complaints.length;
    await page.goto(server.url + inLanguage(path));
    await look(page, name);
    const allowed = name === 'missing' ? /404 \(Not Found\)/u : /^$/u;
    expect(
      complaints.slice(earlier).filter((text) => !allowed.test(text)),
      name,
    ).toEqual([]);
  }
  expect(strangers).toEqual([]);
  await page.context().close();
}

const phone = (width: number): BrowserContextOptions => ({
  viewport: { width, height: 640 },
  hasTouch: true,
  isMobile: true,
});

describe('every page is there for everybody, with no request to another host and no complaint', () => {
  it.each([
    ['light', 360],
    ['dark', 360],
    ['light', 1280],
    ['dark', 1280],
  ] as const)('[C21] %s, %i px wide', async (colorScheme, width) => {
    await everyPage({ colorScheme, viewport: { width, height: 900 } }, async (page, name) => {
      const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] });
      // Only colours differ in the dark.
      const { violations } = await (colorScheme === 'dark' ? axe.withRules('color-contrast') : axe).analyze();
      const grave = violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${name}: ${id} ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
      expect(grave).toEqual([]);
    });
  });

  it('[C23] the headings go down step by step, and every article has a name', async () => {
    await everyPage({}, async (page, name) => {
      const found = await page.evaluate(() => ({
        levels: [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(({ tagName }) => Number(tagName[1])),
        nameless: [...document.querySelectorAll('#feed article')].filter(
          (article) =>
            !document.getElementById(article.getAttribute('aria-labelledby') ?? '')?.textContent?.trim(),
        ).length,
      }));
      expect(
        found.levels.filter((level) => level === 1),
        name,
      ).toHaveLength(1);
      let deepest = 1;
      for (const level of found.levels.slice(found.levels.indexOf(1))) {
        expect(level, name).toBeLessThanOrEqual(deepest + 1);
        deepest = level;
      }
      expect(found.nameless, name).toBe(0);
    });
  });
});

describe('on a narrow phone', () => {
  it.each([320, 360, 412])(
    '[C3] [C25] %i px: nothing is pushed sideways, no hour, date or number is split',
    async (width) => {
      await everyPage(phone(width), async (page, name) => {
        await page.evaluate(() => document.fonts.ready);
        const { wide, split } = await page.evaluate(() => {
          const linesOf = (element: Element): number => {
            const range = document.createRange();
            range.selectNodeContents(element);
            const rects = [...range.getClientRects()].filter((rect) => rect.width > 0);
            const [first] = rects;
            return first && rects.some((rect) => rect.top >= first.bottom || rect.bottom <= first.top)
              ? 2
              : 1;
          };
          return {
            wide: document.documentElement.scrollWidth,
            split: [...document.querySelectorAll('time, .nb')]
              .filter((element) => linesOf(element) > 1)
              .map((element) => element.textContent),
          };
        });
        expect(wide, name).toBeLessThanOrEqual(width);
        expect(split, name).toEqual([]);
      });
    },
  );

  it.each([
    [360, '150%'],
    [320, '150%'],
  ])(
    '[C25] %i px and text at %s: nothing is pushed sideways, and the way home and every place stay in sight',
    async (width, size) => {
      await everyPage(phone(width), async (page, name) => {
        const { wide, away } = await page.evaluate(async (fontSize) => {
          document.documentElement.style.fontSize = fontSize;
          await document.fonts.ready;
          const edge = document.documentElement.clientWidth + 1;
          const inside = (element: Element): boolean => {
            const { left, right, width } = element.getBoundingClientRect();
            return left >= 0 && right <= edge && width >= 24;
          };
          // What scrolls by itself, as the programme does, may be wider than the screen.
          const scrolls = (element: Element): boolean => {
            for (let outer = element.parentElement; outer; outer = outer.parentElement)
              if (getComputedStyle(outer).overflowX === 'auto') return true;
            return false;
          };
          const all = [...document.body.querySelectorAll('*')].filter((element) => element.checkVisibility());
          return {
            wide: all
              .filter(
                (element) =>
                  element.getBoundingClientRect().right > edge &&
                  !scrolls(element) &&
                  !element.closest('.visually-hidden'),
              )
              .map(
                (element) =>
                  `${element.tagName}.${element.getAttribute('class')} ${element.textContent?.trim().slice(0, 30)}`,
              ),
            away: [...document.querySelectorAll('.wordmark, .places a')]
              .filter((element) => !inside(element))
              .map((element) => element.textContent?.trim() || 'wordmark'),
          };
        }, size);
        expect({ name, wide, away }).toEqual({ name, wide: [], away: [] });
      });
    },
  );

  it('[C26] what is for tapping is large enough for a finger', async () => {
    await everyPage(phone(360), async (page, name) => {
      const small = await page.evaluate(() =>
        [
          ...document.querySelectorAll(
            'button, .share, .agenda-item, .button, .places a, .order a, .auto-reveal',
          ),
        ]
          .filter((element) => element.checkVisibility())
          .map((element) => ({ element, rect: element.getBoundingClientRect() }))
          .filter(({ rect }) => rect.width < 24 || rect.height < 24)
          .map(({ element, rect }) => `${element.outerHTML.slice(0, 60)} ${rect.width}×${rect.height}`),
      );
      expect(small, name).toEqual([]);
    });
  });
});

describe('in English', () => {
  it('[C68] the interface is English, what was written stays as it was written and says so', async () => {
    await everyPage(
      {},
      async (page, name) => {
        expect(await page.locator('html').getAttribute('lang'), name).toBe('en');
        const foreign = await page.evaluate(() => {
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          const found: string[] = [];
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const parent = node.parentElement;
            if (parent?.closest('script, [lang]')?.getAttribute('lang') !== 'en') continue;
            if (
              /[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]/iu.test(
                node.nodeValue ?? '',
              )
            )
              found.push(node.nodeValue ?? '');
          }
          return found;
        });
        expect(foreign, name).toEqual([]);
      },
      english,
    );
  });

  it('[C68] dates are English, hours are printed as in the paper', async () => {
    const { page } = await aReader(browser, server.url);
    await page.goto(server.url + english(site.pages.live ?? ''));
    expect(await page.locator('#feed').getAttribute('lang')).toBe('vi');
    expect(await page.locator('h1').getAttribute('lang')).toBe('vi');
    expect(await page.locator('.facts time').textContent()).toBe('8h00–11h30, Thursday, 12 March 2026');
    expect(await page.locator('#feed h2 time').allTextContents()).toEqual(['8h35', '8h00']);
    expect(await page.locator('#status-line .badge').textContent()).toBe('Live');
    await page.context().close();
  });

  it('the switch leads to the same page and back', async () => {
    await everyPage({}, async (page, name) => {
      const { pathname } = new URL(page.url());
      // Whoever puts a page into their own has chosen its language.
      if (pathname.startsWith('/nhung/')) return;
      await page.locator('.language').click();
      expect(new URL(page.url()).pathname, name).toBe(english(pathname));
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
      await page.locator('.language').click();
      expect(new URL(page.url()).pathname, name).toBe(pathname);
    });
  });

  it('what arrives is English around the text too', async () => {
    const { page } = await aReader(browser, server.url, { viewport: { width: 1280, height: 900 } });
    await follow(page, server.url + english(site.pages.live ?? ''));
    await page.locator('#auto-reveal').uncheck();
    await site.post('Ý kiến đến sau, cho người đọc tiếng Anh.', '9h20');
    await page.locator('#pill:not([hidden])').waitFor();
    expect(await page.locator('#pill').textContent()).toBe('1 new update');
    await page.locator('#pill').click();
    const entry = page.locator('#feed article', { hasText: 'cho người đọc tiếng Anh' });
    expect(await entry.locator('.share').textContent()).toBe('Share');
    expect(await entry.locator('.share').getAttribute('lang')).toBe('en');
    expect(await entry.locator('.entry-hour').textContent()).toBe('9h20');
    await page.context().close();
  });
});

it('[C2] every hour is Vietnam’s, wherever the reader is and whatever they speak, arriving ones too', async () => {
  const there = await aReader(browser, server.url, { timezoneId: 'America/New_York', locale: 'en-US' });
  const here = await aReader(browser, server.url, { timezoneId: 'Asia/Ho_Chi_Minh', locale: 'vi-VN' });
  const pages = [there.page, here.page];
  await Promise.all(pages.map((page) => follow(page, server.url + site.pages.live)));
  await site.post('Ý kiến mà cả hai nơi cùng đọc.', '9h40');
  const hours = await Promise.all(
    pages.map(async (page) => {
      const entry = page.locator('#feed article', { hasText: 'cả hai nơi cùng đọc' });
      await page.locator('#pill:not([hidden])').or(entry).first().waitFor();
      if (await page.locator('#pill').isVisible()) await page.locator('#pill').click();
      expect(await entry.locator('.entry-hour').textContent()).toBe('9h40');
      return page.locator('time').allTextContents();
    }),
  );
  expect(hours[0]).toEqual(hours[1]);
  expect(await here.page.locator('#agenda time').allTextContents()).toEqual([
    '8h00',
    '8h35',
    '9h00',
    '11h00',
  ]);
  await Promise.all(pages.map((page) => page.context().close()));
});
