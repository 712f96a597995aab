import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBrowser, PHONE } from '../cast/a-browser.ts';
import type { TestNewsroom } from '../cast/a-newsroom.ts';
import { aNewsroom } from '../cast/a-newsroom.ts';
import type { TestServer } from '../cast/a-server.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';
import { atDesk, read, textIn } from './desk-acts.ts';

let server: TestServer;
let browser: Browser;
let newsroom: TestNewsroom;
let reporter: Page;
let editor: Page;
let reader: Page;

const TEXT = 'Đại biểu cuối cùng nói về đường lên bản.';

beforeAll(async () => {
  [server, browser] = await Promise.all([aServer(), aBrowser()]);
  newsroom = await aNewsroom(server);
  [reporter, editor] = [
    await newsroom.signIn(browser, 'ines', PHONE),
    await newsroom.signIn(browser, 'ruth'),
  ];
  reader = await browser.newPage();
  await Promise.all([
    atDesk(reporter).open(newsroom.desk),
    atDesk(editor).open(newsroom.desk),
    reader.goto(newsroom.page),
  ]);
});
afterAll(async () => {
  await Promise.all([browser.close(), server.stop()]);
  await removeFolders();
});

describe('a coverage that is closed while somebody writes', () => {
  it('[10] holds the post for an editor; readers do not see it', async () => {
    await atDesk(reporter).write(TEXT);
    await newsroom.ask({ kind: 'close-coverage' });
    await reporter.locator('.composer .notice.wait', { hasText: 'đã bế mạc' }).waitFor();
    await atDesk(reporter).post();
    await atDesk(reporter).entry(TEXT).getByText('Chờ duyệt').waitFor();
    expect(await (await fetch(newsroom.page)).text()).not.toContain(TEXT);
  });

  it('[10] shows it to editors apart, who release it to readers', async () => {
    await editor.getByRole('button', { name: 'Chờ duyệt (1)' }).click();
    await atDesk(editor).entry(TEXT).getByRole('button', { name: 'Duyệt đăng' }).click();
    await atDesk(editor).entry(TEXT).waitFor({ state: 'detached' });
    await read(reader, TEXT).waitFor();
    await atDesk(reporter)
      .entry(TEXT)
      .getByText(/Đã đăng/u)
      .waitFor();
    expect(await (await fetch(newsroom.page)).text()).toContain(TEXT);
  });

  it('[10] refuses a post begun after it, in words, and gives it back to be mended', async () => {
    await atDesk(reporter).write('Tin viết sau khi bế mạc.');
    await atDesk(reporter).post();
    const refused = atDesk(reporter).entry('Tin viết sau khi bế mạc.');
    await refused.getByText(/đã kết thúc trước khi bạn bắt đầu viết/u).waitFor();
    await refused.getByRole('button', { name: 'Sửa lại' }).click();
    expect(await textIn(reporter.locator('.composer-text'))).toBe('Tin viết sau khi bế mạc.');
  });
});
