import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBrowser } from '../cast/a-browser.ts';
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
  const START = TEXT.replace('làng', 'bản');
  const THEIRS = START.replace('dạy nghề', 'học nghề');
  const MINE = START.replace('thêm', 'mới');
  const BOTH = THEIRS.replace('thêm', 'mới');
  /** The only one; what is edited in it is not always text of the page. */
  const card = (page: Page) => page.locator('.stream article.entry');
  const conflict = () => editor.locator('.conflict');
  const choose = (name: string): Promise<void> => conflict().getByRole('button', { name }).click();
  const field = (page: Page) => page.locator('.entry-editor').getByLabel('Nội dung');

  /** The reporter saves first. */
  async function bothEdit(mine: string, theirs: string): Promise<void> {
    await atDesk(reporter).edit(card(reporter), theirs);
    await atDesk(editor).edit(card(editor), mine);
    await save(reporter);
    await read(reader, theirs).waitFor();
    await save(editor);
    await conflict().waitFor();
  }

  it('[C52] who comes second is told who edits, and chooses to read or to go on', async () => {
    // The entry comes with the page, as most do.
    for (const page of [reporter, editor]) await atDesk(page).open(newsroom.desk);
    await card(reporter).getByRole('button', { name: 'Sửa', exact: true }).click();
    await card(editor).getByText('Ines đang sửa tin này').waitFor();

    await card(editor).getByRole('button', { name: 'Sửa', exact: true }).click();
    const notice = card(editor).locator('.editing-notice');
    await notice.getByText('Ines đang sửa tin này').waitFor();
    await notice.getByRole('button', { name: 'Xem' }).click();
    await card(editor).locator('.entry-editor').waitFor({ state: 'detached' });

    await card(editor).getByRole('button', { name: 'Sửa', exact: true }).click();
    await notice.getByRole('button', { name: 'Vẫn sửa' }).click();
    expect(await notice.getByRole('button').count()).toBe(0);
    // The first one is told, and asked nothing.
    const first = reporter.locator('.editing-notice');
    await first.getByText('Ruth đang sửa tin này').waitFor();
    expect(await first.getByRole('button').count()).toBe(0);

    for (const page of [reporter, editor])
      await page.locator('.entry-editor').getByRole('button', { name: 'Thôi' }).click();
    for (const page of [reporter, editor])
      await page.getByText('đang sửa tin này').waitFor({ state: 'detached' });
  });

  it('[4] [C52] both are kept: who saves second sees both texts, and what differs', async () => {
    await bothEdit(MINE, THEIRS);
    const [mine, theirs] = await conflict().locator('.conflict-texts section').allTextContents();
    expect(mine).toContain(MINE);
    expect(theirs).toContain(THEIRS);
    expect(await conflict().locator('mark').allTextContents()).toEqual(['mới', 'dạy', 'thêm', 'học']);
    expect(await conflict().locator('ol li').allTextContents()).toEqual([
      'Bản của bạn: “mới”; bản mới: “thêm”',
      'Bản của bạn: “dạy”; bản mới: “học”',
    ]);
    expect(await reader.locator('#feed').textContent()).toContain(THEIRS);
  });

  it('is decided with the keyboard, beside each other on a wide screen and one below the other on a phone', async () => {
    const texts = conflict().locator('.conflict-texts section');
    const tops = async () =>
      await texts.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
    const size = editor.viewportSize();
    await editor.setViewportSize({ width: 1600, height: 900 });
    const [left = 0, right = 1] = await tops();
    expect(left).toBe(right);
    await editor.setViewportSize({ width: 360, height: 640 });
    const [above = 0, below = 0] = await tops();
    expect(below).toBeGreaterThan(above);
    expect(await editor.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    if (size) await editor.setViewportSize(size);

    await conflict().locator('h4').focus();
    for (const name of ['Giữ bản của tôi', 'Lấy bản mới', 'Ghép']) {
      await editor.keyboard.press('Tab');
      expect(await editor.evaluate(() => document.activeElement?.textContent)).toBe(name);
    }
  });

  it('[C52] neither text is lost by giving up half-way, or by a reload', async () => {
    await choose('Ghép');
    expect(await textIn(field(editor))).toBe(BOTH);
    await editor.locator('.entry-editor').getByRole('button', { name: 'Thôi' }).click();
    await conflict().waitFor();
    await editor.reload();
    await conflict().waitFor();
    const [mine, theirs] = await conflict().locator('.conflict-texts section').allTextContents();
    expect(mine).toContain(MINE);
    expect(theirs).toContain(THEIRS);
    expect(await editor.getByText('Máy này không lưu được').count()).toBe(0);
  });

  it('[C52] is merged word by word where both changed different words', async () => {
    await choose('Ghép');
    expect(await textIn(field(editor))).toBe(BOTH);
    await editor.getByText('Chỗ sửa của cả hai người đã vào một bản').waitFor();
    await save(editor);
    await read(reader, BOTH).waitFor();
    expect(await conflict().count()).toBe(0);
  });

  it('[C52] both wordings stand in the field where both changed the same words', async () => {
    const [mine, theirs] = [BOTH.replace('đường', 'lối'), BOTH.replace('đường', 'ngõ')];
    await bothEdit(mine, theirs);
    await choose('Ghép');
    const both = await textIn(field(editor));
    expect(both.indexOf(mine)).toBe(0);
    expect(both.indexOf(theirs)).toBeGreaterThan(mine.length);
    await editor.getByText('Hai người sửa cùng một chỗ').waitFor();
    await editor.locator('.entry-editor').getByRole('button', { name: 'Thôi' }).click();
    await choose('Lấy bản mới');
    await conflict().waitFor({ state: 'detached' });
    expect(await card(editor).textContent()).toContain(theirs);
    expect(await reader.locator('#feed').textContent()).toContain(theirs);
  });

  it('[C52] keeps mine on top of the newest in one press, where the rule of slips lets it pass', async () => {
    const now = BOTH.replace('đường', 'ngõ');
    const [mine, theirs] = [now.replace('nguồn', 'mạch'), now.replace('ngõ', 'đường')];
    await bothEdit(mine, theirs);
    await choose('Giữ bản của tôi');
    await read(reader, mine).waitFor();
    await conflict().waitFor({ state: 'detached' });
    expect(await reader.locator('#feed').textContent()).not.toContain(theirs);
  });

  it('[C53] nobody edits any more whose tab was closed without a word', async () => {
    const tab = await reporter.context().newPage();
    await atDesk(tab).open(newsroom.desk);
    await card(tab).getByRole('button', { name: 'Sửa', exact: true }).click();
    const said = card(editor).getByText('Ines đang sửa tin này');
    await said.waitFor();
    await tab.close({ runBeforeUnload: false });
    await said.waitFor({ state: 'detached' });
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
