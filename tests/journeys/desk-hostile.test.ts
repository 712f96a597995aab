import type { Browser, Page } from 'playwright-core';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LogRecord } from '#domain/change.ts';
import { entryContent } from '#server/newsroom/entry-schema.ts';
import { aBrowser, listen } from '../cast/a-browser.ts';
import { anAbout } from '../cast/a-coverage.ts';
import type { TestNewsroom } from '../cast/a-newsroom.ts';
import { aNewsroom } from '../cast/a-newsroom.ts';
import type { TestServer } from '../cast/a-server.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';
import { hostileWords } from './hostile-words.ts';

let server: TestServer;
let browser: Browser;
let newsroom: TestNewsroom;

beforeAll(async () => {
  [server, browser] = await Promise.all([aServer(), aBrowser()]);
  newsroom = await aNewsroom(server);
  await newsroom.ask({ kind: 'revise-coverage', about: anAbout({ slug: newsroom.slug, undoSeconds: 0 }) });
});
afterAll(async () => {
  await Promise.all([browser.close(), server.stop()]);
  await removeFolders();
});

/** Everything a page did that no words of people may make it do. */
function misdeedsOf(page: Page): string[] {
  const { complaints } = listen(page);
  page.on('dialog', (dialog) => {
    complaints.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (new URL(request.url()).hostname.endsWith('evil.example')) complaints.push(`asked ${request.url()}`);
  });
  return complaints;
}
const ran = (page: Page): Promise<boolean> => page.evaluate(() => '__ran' in globalThis);

async function stored(): Promise<LogRecord[]> {
  const { coverages } = await (await fetch(`${server.url}/api/v1/coverages`)).json();
  const records: LogRecord[] = [];
  for (;;) {
    const door = `/api/v1/coverages/${newsroom.coverageId}/changes?epoch=${coverages[0].cursor.epoch}&after=${records.at(-1)?.seq ?? 0}`;
    const { kind, changes } = await (await fetch(server.url + door)).json();
    if (kind === 'caught-up') return records;
    records.push(...changes);
  }
}

/** @returns how many are stored; each is within the schema */
async function wellFormed(): Promise<number> {
  const contents = (await stored()).flatMap(({ change }) =>
    'entry' in change ? [change.entry.content] : [],
  );
  for (const content of contents) expect(entryContent.safeParse(content).success).toBe(true);
  return contents.length;
}

it(`${hostileWords.length} hostile pastes at the desk run nothing, report nothing, and what is published is within the schema`, async () => {
  const page = await newsroom.signIn(browser, 'ines');
  const misdeeds = misdeedsOf(page);
  await page.goto(newsroom.desk);
  await page.locator('.line.online').waitFor();
  const editor = page.locator('.composer .editor-place .composer-text');
  await editor.waitFor();
  const IN_ONE = 20;
  let refused = 0;
  for (let at = 0; at < hostileWords.length; at += IN_ONE) {
    await editor.evaluate(
      (field, pastes) => {
        field.focus();
        for (const paste of pastes) {
          const data = new DataTransfer();
          data.setData('text/html', paste);
          field.dispatchEvent(
            new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
          );
        }
      },
      hostileWords.slice(at, at + IN_ONE),
    );
    await page.keyboard.press('Control+Enter');
    // Words that look like markup are refused, in words; the text goes back to its writer.
    const answer = page.locator('.stream .entry').filter({ hasText: /Đã đăng|Lỗi:/u });
    await answer.first().waitFor();
    const drop = page.getByRole('button', { name: 'Bỏ tin này' });
    for (refused += await drop.count(); (await drop.count()) > 0; ) await drop.first().click();
  }
  expect(misdeeds).toEqual([]);
  expect(await ran(page)).toBe(false);
  expect((await wellFormed()) + refused).toBeGreaterThan(0);
});

it(`${hostileWords.length} hostile captions are refused or shown as words, at the desk and to readers, and run nothing`, async () => {
  const IN_ONE = 10;
  const authorization = `Bearer ${await newsroom.token('ada')}`;
  let refused = 0;
  for (let at = 0; at < hostileWords.length; at += IN_ONE) {
    const figures = hostileWords.slice(at, at + IN_ONE).map((caption) => ({
      type: 'figure' as const,
      id: v7(),
      kind: 'scene' as const,
      // Half of them as they are, half as what is left of them when the signs that are refused are taken out.
      caption: at % (2 * IN_ONE) === 0 ? caption : caption.replaceAll('<', '‹').replaceAll('&', '＆'),
      credit: caption.replaceAll('<', '‹').replaceAll('&', '＆').slice(0, 100) || 'Ines',
    }));
    const response = await fetch(`${server.url}/api/v1/commands`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify({
        kind: 'post-entry',
        id: v7(),
        coverageId: newsroom.coverageId,
        entryId: v7(),
        itemId: newsroom.items[0]?.id,
        at: new Date().toISOString(),
        begunAt: new Date().toISOString(),
        content: { kind: 'photo', blocks: figures },
      }),
    });
    const answer = await response.json();
    if (!answer.ok) refused += 1;
    expect(answer.ok || ['markup', 'invalid', 'too-long'].includes(answer.code), JSON.stringify(answer)).toBe(
      true,
    );
  }
  expect(refused).toBeGreaterThan(10);
  expect(await wellFormed()).toBeGreaterThan(10);
  const reader = await (await browser.newContext()).newPage();
  const desk = await newsroom.signIn(browser, 'ruth');
  for (const [page, url] of [
    [reader, newsroom.page],
    [reader, `${newsroom.page}?page=all`],
    [desk, newsroom.desk],
  ] as const) {
    const misdeeds = misdeedsOf(page);
    await page.goto(url);
    await page.getByText('‹script›').or(page.getByText('‹script')).first().waitFor();
    expect(misdeeds).toEqual([]);
    expect(await ran(page)).toBe(false);
  }
});
