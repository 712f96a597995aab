import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LogRecord } from '#domain/change.ts';
import type { PageOrder } from '#render/timeline-order.ts';
import { aBrowser } from '../cast/a-browser.ts';
import { aLife } from './a-life.ts';
import { apply, freshParts, openTimeline, partsOf, said, stateAfter, toldAfter } from './timeline-page.ts';

let browser: Browser;
const { records, marks } = aLife();

beforeAll(async () => {
  browser = await aBrowser();
});
afterAll(() => browser.close());

const until = (seq: number): LogRecord[] => records.slice(0, seq);

describe('an open page', () => {
  it.each([
    ['newest-first', 3],
    ['newest-first', 9],
    ['newest-first', 15],
    ['chronological', 3],
    ['chronological', 12],
  ] as [PageOrder, number][])(
    'equals a fresh load after the pill is tapped: %s, from change %i on, in batches of one, two, three',
    async (order, from) => {
      const page = await openTimeline(browser, stateAfter(records, from), order, false);
      const told = toldAfter(records, from);
      for (let at = 0, size = 1; at < told.length; at += size, size = (size % 3) + 1)
        await apply(page, told.slice(at, at + size));
      await page.locator('#pill:not([hidden])').click();
      expect(await partsOf(page)).toEqual(
        await freshParts(browser, stateAfter(records, records.length), order),
      );
      expect(await page.locator('#pill').isHidden()).toBe(true);
      await page.close();
    },
  );

  it('equals a fresh load without a tap where new entries may show themselves', async () => {
    const page = await openTimeline(browser, stateAfter(records, 3), 'newest-first', true);
    for (const record of toldAfter(records, 3)) await apply(page, [record]);
    expect(await partsOf(page)).toEqual(
      await freshParts(browser, stateAfter(records, records.length), 'newest-first'),
    );
    await page.close();
  });

  it('holds new entries of the current item back, counts them, and goes to the first when tapped', async () => {
    const upTo = marks.discussed;
    const page = await openTimeline(browser, stateAfter(records, upTo - 2), 'newest-first', false);
    const before = await page.locator('.entry').count();
    await apply(page, toldAfter(until(upTo), upTo - 2));
    expect(await page.locator('.entry').count()).toBe(before);
    expect(await page.locator('#pill').textContent()).toBe('2 cập nhật mới');
    expect(await said(page)).toEqual(['2 cập nhật mới']);
    await page.locator('#pill').click();
    expect(
      await page.evaluate(() => document.activeElement?.closest('.place')?.getAttribute('data-seq')),
    ).toBe(String(upTo - 1));
    await page.close();
  });

  it('puts a late entry under its earlier item and names the item', async () => {
    const page = await openTimeline(browser, stateAfter(records, marks.late - 1), 'newest-first', false);
    await apply(page, toldAfter(until(marks.late), marks.late - 1));
    expect(await page.locator('#pill').textContent()).toBe('1 cập nhật mới ở mục 8h00');
    await page.close();
  });

  it('replaces a withdrawn entry by its stub and drops its copy on top, without a pill', async () => {
    const page = await openTimeline(browser, stateAfter(records, marks.withdrawn - 1), 'newest-first', false);
    expect(await page.locator('[data-pinned]').count()).toBe(1);
    const text = await page.locator('.pinned-body p').first().textContent();
    await apply(page, toldAfter(until(marks.withdrawn), marks.withdrawn - 1));
    expect(await page.locator('[data-pinned]').count()).toBe(0);
    expect(await page.locator('#feed').textContent()).not.toContain(text);
    expect(await page.locator('[data-kind="withdrawn"]').textContent()).toMatch(
      /^Nội dung này đã được gỡ lúc \d+h\d\d$/u,
    );
    expect(await page.locator('#pill').isHidden()).toBe(true);
    await page.close();
  });

  it.each(['auto', 'none'])(
    '[C4] moves nothing that is being read when entries come in above it, anchoring by the browser: %s',
    async (anchoring) => {
      const page = await openTimeline(browser, stateAfter(records, marks.late), 'newest-first', true);
      await page.addStyleTag({ content: `* { overflow-anchor: ${anchoring} }` });
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight - 2 * innerHeight));
      const first = await page.evaluate(
        () =>
          [...document.querySelectorAll('.entry')].find((entry) => entry.getBoundingClientRect().bottom > 0)
            ?.id,
      );
      const top = (): Promise<number> =>
        page.evaluate((id) => document.getElementById(id ?? '')?.getBoundingClientRect().top ?? NaN, first);
      const [before, heightBefore] = [await top(), await page.evaluate(() => document.body.scrollHeight)];
      await apply(page, toldAfter(records, marks.late));
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      );
      expect(await page.evaluate(() => document.body.scrollHeight)).toBeGreaterThan(heightBefore);
      expect(Math.abs((await top()) - before)).toBeLessThanOrEqual(1);
      await page.close();
    },
  );

  it('tells of the close and marks the page', async () => {
    const page = await openTimeline(browser, stateAfter(records, records.length - 1), 'newest-first', false);
    await apply(page, toldAfter(records, records.length - 1));
    expect(await said(page)).toEqual(['coverage-closed']);
    expect(await page.locator('main').getAttribute('data-status')).toBe('closed');
    expect(await page.locator('#status-line').textContent()).toMatch(/^Đã bế mạc/u);
    await page.close();
  });
});
