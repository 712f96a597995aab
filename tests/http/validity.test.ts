import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { Ajv } from 'ajv';
import { HtmlValidate } from 'html-validate';
import type { SitemapItem } from 'sitemap';
import { ErrorLevel, XMLToSitemapItemStream } from 'sitemap';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import type { PlayedSite } from '../cast/a-played-site.ts';
import { aPlayedSite, PLAYED_PAGES } from '../cast/a-played-site.ts';
import { againstVocabulary } from '../cast/schema-org.ts';

/** What readers and machines are served, judged by programs that know nothing of ours. */

const require = createRequire(import.meta.url);
const feedSchema = require('jsonfeed-schema/v1.1') as object;
const sitemapSchema = await readFile(
  new URL('../../schema/sitemap.xsd', pathToFileURL(require.resolve('sitemap'))),
  'utf8',
);
const JSON_LD = /<script type="application\/ld\+json">(.*?)<\/script>/su;

interface Posting {
  readonly publisher: { readonly logo: { readonly url: string } };
  readonly liveBlogUpdate: readonly object[];
}

let site: PlayedSite;

beforeAll(async () => {
  site = await aPlayedSite();
}, 120_000);
afterAll(() => site.stop());

const checker = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // A conference is called what it is called.
    'long-title': 'off',
    // Safari takes the role from a list without bullets unless it is said.
    'prefer-native-element': ['error', { exclude: ['list', 'listbox'] }],
    'no-redundant-role': 'off',
    // `ol` and `ul` may be named.
    'aria-label-misuse': ['error', { allowAnyNamable: true }],
    // Who has no script is shown what is new by the page coming again.
    'meta-refresh': 'off',
    // How Svelte writes what a browser reads alike.
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'void-style': 'off',
    'no-implicit-input-type': 'off',
    // Lines of a list in a form have the same names.
    'form-dup-name': 'off',
  },
});

describe('the pages', () => {
  it.each(PLAYED_PAGES)('%s is HTML that a checker has nothing against', async (name) => {
    const { path, status } = site.pages[name];
    const { results } = await checker.validateString(await site.text(path, status));
    const said = results.flatMap(({ messages }) => messages);
    expect(said.map(({ ruleId, message, selector }) => `${ruleId}: ${message} (${selector})`)).toEqual([]);
  });

  it('the checker has something against what is wrong', async () => {
    const wrong = await checker.validateString(
      '<!doctype html><p><ul><li id="a"><li id="a"></ul></p><img src="a">',
    );
    const rules = wrong.results.flatMap(({ messages }) => messages).map(({ ruleId }) => ruleId);
    expect(rules).toEqual(expect.arrayContaining(['no-dup-id', 'close-order']));
  });
});

describe('what machines are served', () => {
  it('[C38] the JSON Feed keeps the schema of JSON Feed 1.1', async () => {
    const valid = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(feedSchema);
    const feed = JSON.parse(await site.text(`${site.live}/feed.json`)) as { items: { id?: string }[] };
    expect(valid(feed), JSON.stringify(valid.errors)).toBe(true);
    expect(feed.items.length).toBeGreaterThan(60);
    delete feed.items[0]?.id;
    expect(valid(feed)).toBe(false);
  });

  it('[C39] the sitemap keeps the schema of sitemaps.org', async () => {
    const against = (xml: string) => validateXML({ xml, schema: sitemapSchema });
    const xml = await site.text('/sitemap.xml');
    expect((await against(xml)).errors).toEqual([]);
    expect((await against(xml.replace('<loc>', '<place>').replace('</loc>', '</place>'))).valid).toBe(false);
  });

  it('[C39] the news sitemap has what is asked of one, and nothing else', async () => {
    const xml = await site.text('/sitemap-news.xml');
    const read = new XMLToSitemapItemStream({ level: ErrorLevel.THROW });
    const [{ url, news }] = (await Readable.from([xml]).pipe(read).toArray()) as [SitemapItem];
    expect(url).toBe(site.url + site.live);
    expect(news).toMatchObject({
      publication: { language: 'vi' },
      title: expect.stringContaining('lần thứ 6'),
    });
    expect(Date.parse(news?.publication_date ?? '')).toBeLessThanOrEqual(Date.now());
  });

  it.each(['live coverage', 'archived coverage'] as const)(
    '[C36] %s uses words of schema.org, each where it belongs',
    async (name) => {
      const html = await site.text(site.pages[name].path);
      const [, jsonLd = ''] = JSON_LD.exec(html) ?? [];
      expect(againstVocabulary('LiveBlogPosting', jsonLd)).toEqual([]);
    },
    60_000,
  );

  it('[C36] a word that does not belong is found', async () => {
    const [, jsonLd = ''] = JSON_LD.exec(await site.text(site.live)) ?? [];
    const misplaced = jsonLd.replace('"coverageStartTime"', '"startDate"');
    expect(againstVocabulary('LiveBlogPosting', misplaced).join()).toContain(
      '\'"startDate"\' does not exist',
    );
  }, 60_000);

  it('[C36] says all that search engines ask of a live blog', async () => {
    const asked = [
      'headline',
      'datePublished',
      'dateModified',
      'author',
      'publisher',
      'image',
      'coverageStartTime',
    ];
    for (const name of ['live coverage', 'archived coverage'] as const) {
      const [, jsonLd = '{}'] = JSON_LD.exec(await site.text(site.pages[name].path)) ?? [];
      const posting = JSON.parse(jsonLd) as Posting;
      const more = name === 'archived coverage' ? ['coverageEndTime'] : [];
      expect(Object.keys(posting)).toEqual(expect.arrayContaining([...asked, ...more]));
      expect((await fetch(posting.publisher.logo.url)).headers.get('content-type')).toMatch(/^image\//u);
      expect(posting.liveBlogUpdate.length).toBeGreaterThan(10);
      for (const update of posting.liveBlogUpdate)
        expect(update).toMatchObject({
          headline: expect.stringMatching(/./u),
          articleBody: expect.stringMatching(/./u),
          datePublished: expect.stringMatching(/\+07:00$/u),
          author: expect.arrayContaining([{ '@type': 'Person', name: expect.any(String) }]),
        });
    }
  });
});
