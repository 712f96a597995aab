import type { Browser, Page } from 'playwright-core';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBrowser, PHONE } from '../cast/a-browser.ts';
import { aPost } from '../cast/a-coverage.ts';
import type { TestNewsroom } from '../cast/a-newsroom.ts';
import { aNewsroom } from '../cast/a-newsroom.ts';
import { follow } from '../cast/a-reader.ts';
import type { TestServer } from '../cast/a-server.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';
import { atDesk, read } from './desk-acts.ts';

const TEXT = 'Đại biểu nói về cầu treo ở Khe Ngà.';
const MENDED = 'Bà Lò Thị Mây nói về cầu treo ở Khe Ngà.';

let server: TestServer;
let browser: Browser;
let newsroom: TestNewsroom;
let reporter: Page;
let editor: Page;
let reader: Page;
/** Everything that the reader's socket said. */
const heard: string[] = [];

beforeAll(async () => {
  [server, browser] = await Promise.all([aServer(), aBrowser()]);
  newsroom = await aNewsroom(server);
  [reporter, editor] = [
    await newsroom.signIn(browser, 'ines', PHONE),
    await newsroom.signIn(browser, 'ruth', { viewport: { width: 1280, height: 900 } }),
  ];
  reader = await browser.newPage();
  reader.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => heard.push(String(payload))),
  );
  await follow(reader, newsroom.page);
});
afterAll(async () => {
  await Promise.all([browser.close(), server.stop()]);
  await removeFolders();
});

/** Id of the entry while it is held. */
let heldEntry = '';

/** What anybody is given, by every door. */
async function givenToReaders(): Promise<string> {
  const { url } = server;
  const { epoch } = (await (await fetch(`${url}/api/v1/coverages`)).json()).coverages[0].cursor;
  const doors = [
    newsroom.page,
    `${newsroom.page}/atom.xml`,
    `${newsroom.page}/rss.xml`,
    `${newsroom.page}/feed.json`,
    `${url}/`,
    `${url}/tim?q=Khe+Ngà`,
    `${url}/tim?q=Khe+Nga&trong=${newsroom.slug}`,
    `${url}/nhung/${newsroom.slug}`,
    `${url}/en/truc-tiep/${newsroom.slug}`,
    `${newsroom.page}?page=all`,
    `${url}/sitemap.xml`,
    `${url}/sitemap-news.xml`,
    `${url}/api/v1/coverages`,
    `${url}/api/v1/coverages/${newsroom.coverageId}/changes?epoch=${epoch}&after=0`,
  ];
  const answers = await Promise.all(
    doors.map(async (door) => {
      const response = await fetch(door);
      expect(response.status, door).toBe(200);
      return response.text();
    }),
  );
  // What is there for nobody yet says nothing of what it will be.
  for (const door of heldEntry
    ? [`/truc-tiep/${newsroom.slug}/e/${heldEntry}`, `/nhung/${newsroom.slug}/e/${heldEntry}`]
    : []) {
    const response = await fetch(url + door);
    expect(response.status, door).toBe(404);
    answers.push(await response.text());
  }
  return [...answers, await reader.content(), ...heard].join('\n');
}

describe('a coverage in which entries wait for an editor', () => {
  it('[C54] is made so by an editor in its settings', async () => {
    await editor.goto(`${newsroom.desk}/thiet-lap`);
    await editor.getByLabel('Tin của phóng viên').selectOption({ label: 'Chờ biên tập viên duyệt' });
    await editor.getByRole('button', { name: 'Lưu thiết lập' }).click();
    await Promise.all([atDesk(editor).open(newsroom.desk), atDesk(reporter).open(newsroom.desk)]);
    await reporter.getByText('Tin của bạn chờ biên tập viên duyệt rồi mới đăng.').waitFor();
  });

  it('[C54] gives readers nothing of what a reporter posts, by any door', async () => {
    await atDesk(reporter).write(TEXT);
    await atDesk(reporter).post();
    await atDesk(reporter).entry(TEXT).getByText('Chờ duyệt').waitFor();
    await atDesk(editor).entry(TEXT).getByText('Chờ duyệt').waitFor();
    heldEntry = v7();
    const said = await fetch(`${server.url}/api/v1/commands`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await newsroom.token('ines')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(
        aPost(newsroom.coverageId, 'Một tin nữa về Khe Ngà.', { entryId: heldEntry, itemId: null }),
      ),
    });
    expect(await said.json()).toMatchObject({ ok: true, held: true });
    // What an editor posts after it has come to the reader, so that it would have, too.
    await newsroom.post('Tin của biên tập viên.');
    await reader
      .getByText('Tin của biên tập viên.')
      .or(reader.locator('#pill:not([hidden])'))
      .first()
      .waitFor();
    expect(await givenToReaders()).not.toContain('Khe Ngà.');
  });

  it('[C54] goes back with a reason, is mended, and waits again', async () => {
    const card = atDesk(editor).entry(TEXT);
    await card.getByRole('button', { name: 'Trả lại', exact: true }).click();
    await card.getByLabel(/Cần sửa gì/u).fill('Ai nói? Ghi tên.');
    await card.getByRole('button', { name: 'Gửi trả lại' }).click();
    const mine = atDesk(reporter).entry(TEXT);
    await mine.getByText('Bị trả lại, cần sửa').waitFor();
    expect(await mine.textContent()).toContain('Ai nói? Ghi tên.');
    await atDesk(reporter).edit(mine, MENDED);
    await reporter.locator('.entry-editor button[type=submit]').click();
    await atDesk(editor).entry(MENDED).getByText('Chờ duyệt').waitFor();
    expect(await givenToReaders()).not.toContain('Khe Ngà.');
  });

  it('[C54] is published by the editor, and from then on only the editor mends it', async () => {
    heldEntry = '';
    await atDesk(editor).entry(MENDED).getByRole('button', { name: 'Duyệt đăng' }).click();
    // The reader is at the top and does nothing: it comes in by itself.
    await read(reader, MENDED).waitFor();
    await atDesk(reporter)
      .entry(MENDED)
      .getByText(/Đã đăng/u)
      .waitFor();
    expect(
      await atDesk(reporter).entry(MENDED).getByRole('button', { name: 'Sửa', exact: true }).count(),
    ).toBe(0);
    expect(await givenToReaders()).not.toContain('Ghi tên.');
  });

  it('tells staff, state by state, who did what and which words changed', async () => {
    const card = atDesk(editor).entry(MENDED);
    await card.getByRole('button', { name: 'Việc khác' }).click();
    await card.getByRole('button', { name: 'Lịch sử' }).click();
    const rows = card.locator('.history li');
    await rows.nth(3).waitFor();
    const said = (await rows.allInnerTexts()).map((text) => text.replace(/\s+/gu, ' '));
    expect(said[0]).toMatch(/^\d+h\d\d.* Ines – gửi, chờ duyệt /u);
    expect(said[1]).toMatch(/ Ruth – trả lại: Ai nói\? Ghi tên\./u);
    expect(said[2]).toMatch(/ Ines – sửa /u);
    expect(said[3]).toMatch(/ Ruth – duyệt đăng/u);
    expect(await rows.nth(2).locator('.history-change').count()).toBeGreaterThan(0);
  });
});
