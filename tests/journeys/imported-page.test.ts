import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBrowser } from '../cast/a-browser.ts';
import type { TestServer } from '../cast/a-server.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';
import { isAbsent, PAGE, PAPER, readReal } from '../import/real-input.ts';

/** What the page is made of, read out of its HTML with scripts off. */
interface Structure {
  readonly title: string;
  readonly lede: string;
  readonly byline: string;
  readonly pre: number;
  readonly sections: readonly {
    readonly hour: string;
    readonly heading: string;
    readonly entries: readonly {
      readonly name: string;
      readonly kind: string;
      readonly link: string;
      readonly paragraphs: readonly string[];
      readonly captions: readonly string[];
    }[];
  }[];
}

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([aServer(), aBrowser()]);
});
afterAll(async () => {
  await Promise.all([browser.close(), server.stop()]);
  await removeFolders();
});

async function take(text: string): Promise<string> {
  const response = await fetch(`${server.url}/api/v1/import`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await server.consoleToken()}`, 'content-type': 'application/json' },
    body: JSON.stringify({ text }),
  });
  const answer = (await response.json()) as { ok: boolean; path: string };
  expect(answer).toMatchObject({ ok: true });
  return answer.path;
}

async function read(path: string): Promise<Structure> {
  const html = await (await fetch(server.url + path)).text();
  const context = await browser.newContext({ javaScriptEnabled: false, offline: true });
  const page = await context.newPage();
  await page.setContent(html, { waitUntil: 'commit' });
  const structure = await page.evaluate(() => {
    const words = (element: Element | null | undefined) =>
      (element?.textContent ?? '').replace(/\s+/gu, ' ').trim();
    return {
      title: words(document.querySelector('h1')),
      lede: words(document.querySelector('.lede')),
      byline: words(document.querySelector('.byline')),
      pre: document.querySelectorAll('pre').length,
      sections: [...document.querySelectorAll('#feed section')].map((section) => ({
        hour: words(section.querySelector('h2 time')),
        heading: words(section.querySelector('h2')),
        entries: [...section.querySelectorAll('article')].map((article) => ({
          name: words(article.querySelector('h3')),
          kind: article.dataset.kind ?? '',
          link: article.querySelector('a[href*="/e/"]')?.getAttribute('href') ?? '',
          paragraphs: [...article.querySelectorAll('.entry-body > p, .entry-body li')].map(words),
          captions: [...article.querySelectorAll('figcaption')].map(words),
        })),
      })),
    };
  });
  await context.close();
  return structure;
}

const flat = (text: string): string => text.replace(/\s+/gu, ' ').trim();

describe.skipIf(isAbsent)('the real live page, imported and read with no script', () => {
  let structure: Structure;
  let path: string;
  beforeAll(async () => {
    path = await take(readReal(PAGE));
    structure = await read(path);
  });

  it('prints the seven hours as headings with their full titles, newest first', () => {
    expect(structure.sections.map(({ hour }) => hour)).toEqual(
      ['8h00', '8h15', '8h35', '8h50', '9h00', '10h35', '11h00'].reverse(),
    );
    const titles = readReal(PAGE)
      .split('\n')
      .filter((line) => /^\d{1,2}h\d{2}:/u.test(line))
      .map(flat);
    expect(structure.sections.map(({ heading }) => heading)).toEqual(titles);
  });

  it('has eight speakers under 9h00, each an article with a link of its own, seven with a portrait', () => {
    const discussion = structure.sections.find(({ hour }) => hour === '9h00');
    const statements = discussion?.entries.filter(
      ({ kind, paragraphs }) => kind === 'statement' && /^Đồng chí /u.test(paragraphs[0] ?? ''),
    );
    expect(statements).toHaveLength(8);
    expect(new Set(statements?.map(({ link }) => link)).size).toBe(8);
    expect(statements?.filter(({ captions }) => captions.length === 1)).toHaveLength(7);
  });

  it('has every line of the source in its place, as structure', () => {
    const entries = structure.sections.flatMap((section) => section.entries);
    expect(structure.pre).toBe(0);
    expect(entries.flatMap(({ paragraphs }) => paragraphs)).toHaveLength(28);
    expect(entries.flatMap(({ captions }) => captions)).toHaveLength(26);
    const shown = flat(
      [
        structure.title,
        structure.lede,
        structure.byline,
        ...structure.sections.flatMap(({ heading, entries: list }) => [
          heading,
          ...list.flatMap(({ paragraphs, captions }) => [...paragraphs, ...captions]),
        ]),
      ].join('\n'),
    );
    const lines = readReal(PAGE).split('\n').map(flat).filter(Boolean);
    const missing = lines.filter((line) => !shown.includes(line));
    // The kicker stands apart from the lede, the byline has commas, and an empty list of related pages has no heading.
    expect(missing.map((line) => line.slice(0, 9))).toEqual([
      'Trực tiếp',
      lines.at(-2)?.slice(0, 9),
      lines.at(-1)?.slice(0, 9),
    ]);
    expect(shown).toContain(flat(missing[0] ?? '').replace(/^Trực tiếp\s*-\s*/u, ''));
    expect(structure.byline.split(/: |, /u).slice(1)).toEqual(lines.at(-2)?.split(' - '));
  });

  it('opens the link of each entry', async () => {
    const links = structure.sections.flatMap(({ entries }) => entries.map(({ link }) => link));
    expect(links.every((link) => link.startsWith(`${path}/e/`))).toBe(true);
    const answers = await Promise.all(links.map((link) => fetch(server.url + link)));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
  });

  it('is taken in once, however often it is pasted', async () => {
    expect(await take(readReal(PAGE))).toBe(path);
    expect(await read(path)).toEqual(structure);
  });
});

describe.skipIf(isAbsent)('the real paper, imported and read with no script', () => {
  it('stands whole, with its footnotes linked and what it lacks said', async () => {
    const path = await take(readReal(PAPER));
    const html = await (await fetch(server.url + path)).text();
    const context = await browser.newContext({ javaScriptEnabled: false, offline: true });
    const page = await context.newPage();
    await page.setContent(html, { waitUntil: 'commit' });
    const found = await page.evaluate(() => {
      const links = [...document.querySelectorAll<HTMLAnchorElement>('main a[href^="#"]')];
      return {
        text: (document.querySelector('main')?.textContent ?? '').replace(/\s+/gu, ' '),
        broken: links
          .filter((link) => !document.getElementById(decodeURIComponent(link.hash.slice(1))))
          .map((link) => link.hash),
        notes: document.querySelectorAll('main a[href^="#cn-"]').length,
        italics: document.querySelectorAll('main em, main i').length,
      };
    });
    await context.close();
    expect(found.broken).toEqual([]);
    expect(found.notes).toBe(6);
    expect(found.italics).toBe(7);
    const source = readReal(PAPER);
    for (const recipient of source
      .slice(source.indexOf('Nơi nhận'))
      .split('\n')
      .filter((line) => line.startsWith('- ')))
      expect(found.text).toContain(flat(recipient.slice(2)));
    const lacks = /Bản nguồn không ghi: ([^.]+)\./u.exec(found.text)?.[1] ?? '';
    expect(lacks.split(', ').length).toBeGreaterThanOrEqual(3);
    for (const paragraph of source.split('\n').filter((line) => line.length > 200)) {
      // Whole sentences from the middle of each paragraph, without marks of notes and italics.
      const words = flat(paragraph.replace(/[*¹²³]/gu, '')).slice(10, 150);
      expect(flat(found.text.replace(/[¹²³]/gu, ''))).toContain(words);
    }
  });
});
