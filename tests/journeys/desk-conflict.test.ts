import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBrowser } from '../cast/a-browser.ts';
import type { TestNewsroom } from '../cast/a-newsroom.ts';
import { aNewsroom } from '../cast/a-newsroom.ts';
import type { TestServer } from '../cast/a-server.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';
import { atDesk, read } from './desk-acts.ts';

let server: TestServer;
let browser: Browser;
let newsroom: TestNewsroom;
let reporter: Page;
let editor: Page;
let reader: Page;

const TEXT =
  'Đại biểu xã Nà Lương đề nghị làm thêm đường lên rừng, mở lớp dạy nghề và giữ nguồn nước đầu làng.';

beforeAll(async () => {
  [server, browser] = await Promise.all([aServer(), aBrowser()]);
  newsroom = await aNewsroom(server);
  [reporter, editor] = [await newsroom.signIn(browser, 'ines'), await newsroom.signIn(browser, 'ruth')];
  reader = await browser.newPage();
  await Promise.all([
    atDesk(reporter).open(newsroom.desk),
    atDesk(editor).open(newsroom.desk),
    reader.goto(newsroom.page),
  ]);
  await atDesk(reporter).write(TEXT);
  await atDesk(reporter).post();
  await read(reader, TEXT).waitFor();
  await atDesk(editor).entry(TEXT).waitFor();
});
afterAll(async () => {
  await Promise.all([browser.close(), server.stop()]);
  await removeFolders();
});

const save = (page: Page): Promise<void> =>
  page.locator('.entry-editor').getByRole('button', { name: 'Lưu bản sửa' }).click();

describe('an edit', () => {
  it('[9] of a small slip passes silently, and readers are told nothing', async () => {
    const card = atDesk(reporter).entry(TEXT);
    await atDesk(reporter).edit(card, TEXT.replace('làng', 'bản'));
    await save(reporter);
    await read(reader, 'đầu bản.').waitFor();
    expect(await reader.locator('#feed').textContent()).not.toMatch(/Đã sửa|Đính chính/u);
    expect(await reader.locator('#pill').isHidden()).toBe(true);
  });

  it('[9] that changes a number asks for a note in the same step', async () => {
    const card = atDesk(reporter).entry('đầu bản.');
    await atDesk(reporter).edit(card, TEXT.replace('làm thêm', 'làm thêm 3 km'));
    const form = reporter.locator('.entry-editor');
    await form.getByText('phải đính chính công khai').waitFor();
    expect(await form.getByRole('button', { name: 'Lưu bản sửa' }).count()).toBe(0);
    await form.getByRole('button', { name: 'Đăng đính chính' }).click();
    // No note, no correction: the form stays, with the field that lacks it in focus.
    expect(
      await form.getByLabel(/Lời đính chính/u).evaluate((field) => field === document.activeElement),
    ).toBe(true);
    await form.getByRole('button', { name: 'Thôi' }).click();
    expect(await reader.locator('#feed').textContent()).not.toContain('3 km');
  });
});

describe('two people at one entry', () => {
  const THEIRS = TEXT.replace('làng', 'bản').replace('dạy nghề', 'học nghề');
  const MINE = TEXT.replace('làng', 'bản').replace('thêm', 'mới');

  it('[4] are both kept: who comes second sees both texts', async () => {
    await atDesk(editor).edit(atDesk(editor).entry('đầu bản.'), MINE);
    await atDesk(reporter).edit(atDesk(reporter).entry('đầu bản.'), THEIRS);
    await save(reporter);
    await read(reader, 'học nghề').waitFor();
    await save(editor);
    const conflict = editor.locator('.conflict');
    await conflict.waitFor();
    const [mine, theirs] = await conflict.locator('section').allTextContents();
    expect(mine).toContain(MINE);
    expect(theirs).toContain(THEIRS);
    expect(await reader.locator('#feed').textContent()).toContain(THEIRS);
  });

  it('[4] go on from their own text on top of the newest, and nothing that was typed is lost', async () => {
    await editor.locator('.conflict').getByRole('button', { name: 'Sửa tiếp bản của tôi' }).click();
    const field = editor.locator('.entry-editor').getByLabel('Nội dung');
    expect(await field.inputValue()).toBe(MINE);
    await field.fill(THEIRS.replace('thêm', 'mới'));
    await save(editor);
    await read(reader, THEIRS.replace('thêm', 'mới')).waitFor();
    expect(await editor.locator('.conflict').count()).toBe(0);
  });
});

describe('an agenda item that was begun by mistake', () => {
  it('is taken back by an editor, and is the next one again', async () => {
    const next = reporter.locator('.next-item');
    const before = await next.textContent();
    await next.click();
    await reporter.locator('.agenda-current').waitFor();
    expect(await next.textContent()).not.toBe(before);
    await editor
      .locator('.agenda-all li.current')
      .getByRole('button', { name: /^Sửa mục/u })
      .click();
    await editor.getByLabel(/Bắt đầu lúc/u).fill('');
    await editor.locator('.agenda-form').getByRole('button', { name: 'Lưu' }).click();
    await reporter.locator('.agenda-current').waitFor({ state: 'detached' });
    expect(await next.textContent()).toBe(before);
  });
});
