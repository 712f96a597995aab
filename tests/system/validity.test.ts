import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PlayedSite } from '../cast/a-played-site.ts';
import { aPlayedSite } from '../cast/a-played-site.ts';

/** What is served, judged by the W3C's checker and by a reader of feeds in another language. */

const CHECKER = String(createRequire(import.meta.url)('vnu-jar'));
const READER = new URL('./read-feed.py', import.meta.url).pathname;
const MOST_BYTES = 64 * 1024 * 1024;

const runs = (program: string, words: readonly string[]): boolean => {
  try {
    execFileSync(program, words, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};
const java = runs('java', ['-version']);
if (!java)
  console.warn('The W3C’s checker looked at no page: there is no java (Debian: default-jre-headless).');
const python = ['/usr/bin/python3', 'python3'].find((program) => runs(program, ['-c', 'import feedparser']));
if (!python)
  console.warn('No feed was read: python3 with feedparser is not here (Debian: python3-feedparser).');

let site: PlayedSite | undefined;
beforeAll(async () => {
  if (java || python) site = await aPlayedSite();
}, 120_000);
afterAll(() => site?.stop());

/** What the checker advises, and why it is not so. */
const OTHERWISE = [
  // Safari takes the role from a list without bullets unless it is said.
  'The “list” role is unnecessary for element “ol”.',
  // An entry on a desk is named by its hour and its first words.
  'Article lacks heading.',
];

interface Message {
  readonly type: string;
  readonly subType?: string;
  readonly url: string;
  readonly message: string;
  readonly extract?: string;
}

it.skipIf(!java)('the W3C’s checker has neither errors nor warnings for a page of any kind', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'plenary-pages-'));
  try {
    const files: string[] = [];
    for (const [name, { path, status }] of Object.entries(site?.pages ?? {})) {
      const file = join(folder, `${name.replaceAll(' ', '-')}.html`);
      await writeFile(file, (await site?.text(path, status)) ?? '');
      files.push(file);
    }
    const wrong = join(folder, 'wrong.html');
    await writeFile(wrong, '<!doctype html><html lang="vi"><title>Sai</title><p><time>hôm qua</time>');
    const words = ['-jar', CHECKER, '--format', 'json', '--stdout', '--exit-zero-always', ...files, wrong];
    const { stdout } = await promisify(execFile)('java', words, { maxBuffer: MOST_BYTES });
    const { messages } = JSON.parse(stdout) as { messages: Message[] };
    const told = messages
      .filter(({ type, subType }) => type !== 'info' || subType === 'warning')
      .filter(({ message }) => !OTHERWISE.some((start) => message.startsWith(start)))
      .map(({ url, message, extract }) => ({ page: url.split('/').at(-1), message, extract }));
    expect(told.filter(({ page }) => page !== 'wrong.html')).toEqual([]);
    expect(told.filter(({ page }) => page === 'wrong.html')).not.toEqual([]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

interface ReadFeed {
  readonly wrong: string | null;
  readonly version: string;
  readonly title: string;
  readonly link: string;
  readonly entries: readonly {
    readonly id: string;
    readonly link: string;
    readonly title: string;
    readonly html: string;
    readonly author: string;
    /** Year, month, day, hour, minute, second, UTC. */
    readonly published: readonly number[];
  }[];
}

async function readWithPython(xml: string): Promise<ReadFeed> {
  const reading = promisify(execFile)(python ?? '', [READER], { maxBuffer: MOST_BYTES });
  reading.child.stdin?.end(xml);
  return JSON.parse((await reading).stdout) as ReadFeed;
}

it.skipIf(!python).each([
  ['atom.xml', 'atom10'],
  ['rss.xml', 'rss20'],
])(
  '[C38] a reader of feeds finds nothing wrong with %s, and in it what JSON Feed says',
  async (name, version) => {
    const feed = await readWithPython((await site?.text(`${site.live}/${name}`)) ?? '');
    const json = JSON.parse((await site?.text(`${site.live}/feed.json`)) ?? '') as {
      title: string;
      home_page_url: string;
      items: { id: string; title: string; date_published: string; authors: { name: string }[] }[];
    };
    expect(feed).toMatchObject({ wrong: null, version, title: json.title, link: json.home_page_url });
    expect(feed.entries.map(({ id }) => id)).toEqual(json.items.map(({ id }) => id));
    for (const [index, item] of json.items.entries()) {
      const entry = feed.entries[index];
      const [year = 0, month = 0, ...rest] = entry?.published ?? [];
      expect(entry).toMatchObject({ link: item.id, html: expect.stringMatching(/^<\w+>/u) });
      expect(Date.UTC(year, month - 1, ...rest)).toBe(
        Math.floor(Date.parse(item.date_published) / 1000) * 1000,
      );
      expect(plain(entry?.title ?? '')).toBe(item.title);
      expect(item.authors.some(({ name }) => entry?.author.includes(name))).toBe(true);
    }
    expect((await readWithPython('<feed><title>Dở dang</feed>')).wrong).not.toBeNull();
  },
);

const plain = (title: string): string =>
  title
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
