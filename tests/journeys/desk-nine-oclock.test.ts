import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { textOfBlock } from '#domain/block.ts';
import type { LogRecord } from '#domain/change.ts';
import type { Entry } from '#domain/entry.ts';
import { fold } from '#domain/fold.ts';
import type { Mention, Speaker } from '#domain/speaker.ts';
import { readCoverage } from '#import/coverage-draft.ts';
import type { EntryDraft, FigureDraft } from '#import/coverage-shape.ts';
import { aBrowser, PHONE } from '../cast/a-browser.ts';
import { anAbout } from '../cast/a-coverage.ts';
import type { TestNewsroom } from '../cast/a-newsroom.ts';
import { aNewsroom } from '../cast/a-newsroom.ts';
import type { TestServer } from '../cast/a-server.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';
import { isAbsent, PAGE, readReal } from '../import/real-input.ts';

/** What one reporter did with fingers and keys. Letters that stand in the published text are the text itself. */
interface Effort {
  text: number;
  taps: number;
  keys: number;
}

let server: TestServer;
let browser: Browser;
let newsroom: TestNewsroom;
let page: Page;
const effort: Effort = { text: 0, taps: 0, keys: 0 };

const coverage = isAbsent ? null : readCoverage(readReal(PAGE), { now: '2026-11-23T00:00:00.000Z' });
const read = coverage?.ok ? coverage : null;
const nine = read?.items.findIndex(({ printed }) => printed === '9h00') ?? -1;
const drafts: readonly EntryDraft[] = read?.entries.filter(({ item }) => item === nine) ?? [];
const figureOf = ({ blocks }: EntryDraft): FigureDraft | undefined =>
  blocks.find((block): block is FigureDraft => block.type === 'figure');
/** As a person types it: the printed page has spaces of several kinds. */
const plain = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim();
const textOf = ({ blocks }: EntryDraft): string =>
  plain(blocks.flatMap((block) => (block.type === 'figure' ? [] : [textOfBlock(block)])).join(' '));

/** The people whom the newsroom has in its directory before the conference begins. */
const speakers = (): Speaker[] =>
  drafts.flatMap(({ speaker }): Speaker[] =>
    speaker?.name
      ? [
          {
            id: v7(),
            slug: fold(speaker.name).replaceAll(' ', '-'),
            name: speaker.name,
            ...(speaker.honorific && { honorific: speaker.honorific }),
            titles: [{ long: speaker.title ?? '', short: speaker.shortTitle ?? speaker.title ?? '' }],
            aliases: [],
          },
        ]
      : [],
  );

beforeAll(async () => {
  if (!read) return;
  const first = await aServer();
  mkdirSync(join(first.dataDir, 'directory'), { recursive: true });
  writeFileSync(
    join(first.dataDir, 'directory', 'speakers.json'),
    JSON.stringify({ v: 1, records: speakers() }),
  );
  await first.stop();
  [server, browser] = await Promise.all([first.again(), aBrowser()]);
  newsroom = await aNewsroom(server);
  const { venues } = read.about;
  await newsroom.ask({
    kind: 'revise-coverage',
    about: anAbout({
      slug: newsroom.slug,
      venues,
    }),
  });
  const [opening] = newsroom.items;
  await newsroom.ask({ kind: 'start-agenda-item', itemId: opening?.id ?? '', at: opening?.plannedAt ?? '' });
  page = await newsroom.signIn(browser, 'ines', PHONE);
  await page.goto(newsroom.desk);
  await page.locator('.line.online').waitFor();
  await editor().waitFor();
}, 120_000);
afterAll(async () => {
  await Promise.all([browser?.close(), server?.stop()]);
  await removeFolders();
});

async function tap(target: Locator): Promise<void> {
  effort.taps += 1;
  await target.tap();
}
async function press(key: string): Promise<void> {
  effort.keys += 1;
  await page.keyboard.press(key);
}
async function find(query: string): Promise<void> {
  effort.keys += query.length;
  await page.keyboard.type(query);
}
async function write(text: string): Promise<void> {
  effort.text += text.length;
  // As fast as the page takes it: who types is not what is measured.
  await page.keyboard.insertText(text);
}

const editor = (): Locator => page.locator('.composer .editor-place .composer-text');

const initials = (name: string): string =>
  fold(name)
    .split(' ')
    .map((word) => word[0])
    .join('');

/** The text, its person by `@`: in full where a statement begins so, else by the title of captions. */
async function writeText(text: string, speaker: Mention | undefined): Promise<void> {
  const { name = '', honorific = '', title = '', shortTitle = title } = speaker ?? {};
  const full = `${honorific} ${name}, ${title} `;
  const caption = `${shortTitle} ${name} `;
  const form = text.startsWith(full) ? full : caption;
  const at = text.indexOf(form);
  if (!name || at < 0) return write(text);
  if (at > 0) await write(text.slice(0, at));
  await find(`@${initials(name)}`);
  const offers = page.locator('.offers');
  await offers.waitFor();
  expect(await offers.locator('strong').first().textContent()).toBe(name);
  if (form === caption) await press('ArrowRight');
  await press('Enter');
  await write(text.slice(at + form.length));
}

async function addPhoto({ caption }: FigureDraft): Promise<void> {
  const buffer = await sharp({
    create: {
      width: 640,
      height: 480,
      channels: 3,
      background: `#${caption.length.toString(16).padStart(6, '3')}`,
    },
  })
    .jpeg()
    .toBuffer();
  const chooser = page.waitForEvent('filechooser');
  await tap(page.locator('.composer-bar').getByRole('button', { name: 'Ảnh' }));
  // The picture itself is one tap more, in the telephone's own album.
  effort.taps += 1;
  await (await chooser).setFiles({ name: 'anh.jpg', mimeType: 'image/jpeg', buffer });
  const field = page.locator('.photo-field [data-field=caption]');
  await field.waitFor();
  const chip = page.locator('.photo-field .chip').filter({ hasText: caption });
  const offered = await chip.allTextContents();
  const exact = offered.findIndex((words) => words.trim() === caption);
  if (exact >= 0) await tap(chip.nth(exact));
  else await write(caption);
}

/** The entries under the agenda item, as the newsroom stored them, in the order of the log. */
async function published(): Promise<Entry[]> {
  const { coverages } = await (await fetch(`${server.url}/api/v1/coverages`)).json();
  const door = `/api/v1/coverages/${newsroom.coverageId}/changes?epoch=${coverages[0].cursor.epoch}&after=0`;
  const { changes } = await (await fetch(server.url + door)).json();
  const entries = new Map<string, Entry>();
  for (const { change } of changes as LogRecord[])
    if ('entry' in change) entries.set(change.entry.id, change.entry);
  return [...entries.values()];
}

test.skipIf(isAbsent)(
  'the whole of nine o’clock, eight speakers and ten figures, is entered on a phone in few taps beyond its text',
  async () => {
    expect([
      drafts.filter(({ kind }) => kind === 'statement').length,
      drafts.filter(figureOf).length,
    ]).toEqual([8, 10]);
    await tap(page.locator('.next-item'));
    await page.locator('.agenda-current').waitFor();
    for (const draft of drafts) {
      const text = textOf(draft);
      if (text) {
        if ((await editor().and(page.locator(':focus')).count()) === 0) await tap(editor());
        await writeText(text, draft.speaker);
      }
      const figure = figureOf(draft);
      if (figure) await addPhoto(figure);
      await tap(page.locator('.composer .send'));
      expect(await page.locator('.composer-fault').allTextContents()).toEqual([]);
    }
    // The last one waits its time to be taken back, as every last one does.
    const figures = (entries: readonly Entry[]): string[] =>
      entries.flatMap(({ content }) =>
        content.blocks.flatMap((block) => (block.type === 'figure' ? [plain(block.caption)] : [])),
      );
    // Texts go first, photos follow when they are there.
    await expect
      .poll(async () => figures(await published()).length, { timeout: 60_000 })
      .toBe(drafts.filter(figureOf).length);

    const entries = await published();
    expect(
      entries.map(({ content }) =>
        plain(
          content.blocks.flatMap((block) => (block.type === 'figure' ? [] : [textOfBlock(block)])).join(' '),
        ),
      ),
    ).toEqual(drafts.map(textOf));
    expect(figures(entries)).toEqual(drafts.flatMap((draft) => figureOf(draft)?.caption ?? []).map(plain));
    expect(entries.map(({ content }) => content.speaker?.name)).toEqual(
      drafts.map(({ speaker }) => speaker?.name),
    );

    const beyond = effort.taps + effort.keys;
    const letters = drafts.reduce(
      (sum, draft) => sum + textOf(draft).length + (figureOf(draft)?.caption.length ?? 0),
      0,
    );
    console.log(
      JSON.stringify({
        entries: drafts.length,
        ...effort,
        beyond,
        lettersPublished: letters,
        lettersSpared: letters - effort.text,
      }),
    );
    expect(beyond).toBeLessThanOrEqual(88);
  },
  180_000,
);
