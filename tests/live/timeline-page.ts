import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import type { LogRecord } from '#domain/change.ts';
import type { Coverage } from '#domain/coverage.ts';
import { blankCoverage } from '#domain/coverage.ts';
import { evolve } from '#domain/evolve.ts';
import { publicChange, publicCoverage } from '#domain/public-view.ts';
import { readerWords } from '#i18n/words.ts';
import { pageStart } from '#live/page-start.ts';
import type { PublicRecord } from '#live/protocol.ts';
import { agendaHtml } from '#render/agenda.ts';
import { html, jsonHtml } from '#render/html.ts';
import { pinnedHtml } from '#render/pinned.ts';
import { sectionsHtml } from '#render/section.ts';
import { statusLineHtml } from '#render/status-line.ts';
import { printHour } from '#render/time.ts';
import type { PageOrder } from '#render/timeline-order.ts';
import { anchorOf, sectionsOf } from '#render/timeline-order.ts';
import type { RenderOptions } from '#render/words.ts';

const ROOT = new URL('../../', import.meta.url);
const ADDRESS = 'http://timeline.test/';
const ALIASES = ['domain', 'render', 'live', 'i18n'].map((name) => [`#${name}/`, `${ADDRESS}src/${name}/`]);

const OPTIONS: RenderOptions = {
  words: readerWords('vi'),
  permalink: (id) => `/truc-tiep/hoi-nghi/e/${id}`,
};

/** A coverage after the first so many records of its log. */
export function stateAfter(records: readonly LogRecord[], count: number): Coverage {
  const coverage = blankCoverage('coverage-1', 'epoch-1');
  for (const record of records.slice(0, count)) evolve(coverage, record);
  return coverage;
}

/** What readers are told of the records after the first so many, all of them at once. */
export const toldAfter = (records: readonly LogRecord[], count: number): PublicRecord[] => {
  const now = stateAfter(records, records.length);
  return records.slice(count).map((record) => publicChange(record, now, printHour));
};

/** The live part of a coverage page, as the server renders it. */
export function pageOf(coverage: Coverage, order: PageOrder): string {
  const view = publicCoverage(coverage, printHour);
  const sections = sectionsOf(view.agenda.values(), view.entries.values(), order);
  const anchors = new Set(sections.map(({ item }) => anchorOf(item)));
  return html`<main><style>main{padding-bottom:100vh}.place{min-height:9rem}.pill-row{height:44px;position:sticky;top:0}</style><p id="status-line">${statusLineHtml(view, readerWords('vi'))}</p><div id="pinned">${pinnedHtml(view.entries.values(), OPTIONS)}</div><nav id="agenda">${agendaHtml(view, (item) => (anchors.has(anchorOf(item)) ? `#${anchorOf(item)}` : undefined), OPTIONS)}</nav><div class="pill-row"><button id="pill" type="button" hidden></button></div><div class="feed" id="feed" lang="vi" data-seq="${view.head}" data-order="${order}">${sectionsHtml(sections, OPTIONS)}</div><script type="application/json" id="page-start">${jsonHtml(pageStart(view, {}))}</script></main>`.toString();
}

/** Opens it in a browser, with the timeline's own sources at work in it. */
export async function openTimeline(
  browser: Browser,
  coverage: Coverage,
  order: PageOrder,
  mayReveal: boolean,
): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 360, height: 640 } });
  await page.route(`${ADDRESS}**`, (route) => {
    const { pathname } = new URL(route.request().url());
    if (!pathname.endsWith('.ts'))
      return route.fulfill({
        contentType: 'text/html; charset=utf-8',
        body: `<!doctype html><script type="importmap">${JSON.stringify({ imports: Object.fromEntries(ALIASES) })}</script>${pageOf(coverage, order)}`,
      });
    const source = readFileSync(new URL(`.${pathname}`, ROOT), 'utf8');
    return route.fulfill({ contentType: 'text/javascript', body: stripTypeScriptTypes(source) });
  });
  await page.goto(ADDRESS);
  await page.evaluate(START, mayReveal);
  return page;
}

/** Runs in the page, as text: the test's own transformer must not touch its imports. */
const START = new Function(
  'mayReveal',
  `return (async () => {
    const { createTimeline } = await import('#live/timeline.ts');
    const { readerWords } = await import('#i18n/words.ts');
    const words = readerWords('vi');
    const part = (id) => document.getElementById(id);
    globalThis.said = [];
    globalThis.timeline = createTimeline({
      parts: { feed: part('feed'), pinned: part('pinned'), agenda: part('agenda'), statusLine: part('status-line'), pill: part('pill') },
      render: { words, permalink: (id) => '/truc-tiep/hoi-nghi/e/' + id },
      words,
      unseen: [],
      visit: null,
      mayReveal: () => mayReveal,
      mayMove: () => false,
      announce: (text) => said.push(text),
      onCount: (count) => { globalThis.count = count; },
      onHeadChanged: () => {},
      onStatus: (kind) => said.push(kind),
    });
    part('pill').addEventListener('click', () => timeline.reveal());
  })()`,
) as (mayReveal: boolean) => Promise<void>;

export const apply = (page: Page, records: readonly PublicRecord[]): Promise<void> =>
  page.evaluate(
    (told) => (globalThis as unknown as { timeline: { apply(r: unknown): void } }).timeline.apply(told),
    records,
  );

export const said = (page: Page): Promise<string[]> =>
  page.evaluate(() => (globalThis as unknown as { said: string[] }).said);

/** The parts that must equal those of a fresh load, canonical: as the browser writes them. */
export const partsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    ['status-line', 'pinned', 'agenda', 'feed'].map((id) => document.getElementById(id)?.outerHTML ?? ''),
  );

/** The same parts of a page that was loaded just now. */
export async function freshParts(browser: Browser, coverage: Coverage, order: PageOrder): Promise<string[]> {
  const page = await browser.newPage();
  await page.setContent(pageOf(coverage, order));
  const parts = await partsOf(page);
  await page.close();
  return parts;
}
