import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aBrowser, PHONE } from '../cast/a-browser.ts';
import type { TestNewsroom } from '../cast/a-newsroom.ts';
import { aNewsroom } from '../cast/a-newsroom.ts';
import type { TestServer } from '../cast/a-server.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';
import { atDesk } from './desk-acts.ts';

let server: TestServer;
let browser: Browser;
let newsroom: TestNewsroom;
let reporter: Page;
let editor: Page;

beforeAll(async () => {
  [server, browser] = await Promise.all([aServer(), aBrowser()]);
  newsroom = await aNewsroom(server);
  await newsroom.post('Hội nghị nghe báo cáo về 12 hồ chứa.');
  reporter = await newsroom.signIn(browser, 'ines', PHONE);
  editor = await newsroom.signIn(browser, 'ruth');
});
afterAll(async () => {
  await Promise.all([browser.close(), server.stop()]);
  await removeFolders();
});

/** What is on the screen and under nothing that sticks to its edges. */
async function inClearSight(page: Page, selector: string): Promise<boolean> {
  return page.locator(selector).evaluate((element) => {
    const { left, top, bottom } = element.getBoundingClientRect();
    return [top + 2, bottom - 2].every((y) => {
      const there = document.elementFromPoint(left + 12, y);
      return there !== null && (element.contains(there) || there.contains(element));
    });
  });
}

describe('what cannot be posted yet, on a phone', () => {
  beforeEach(async () => {
    await atDesk(reporter).open(newsroom.desk);
    const discard = reporter.locator('.composer .discard');
    if (await discard.isVisible()) await discard.click();
  });

  const send = async (): Promise<void> => {
    await reporter.evaluate(() => scrollTo(0, 0));
    await reporter.locator('.composer .send').click();
  };
  const fault = () => reporter.locator('.composer-bar .composer-fault');

  it('leads to the caption that a photo lacks, then to its credit, and says so at the button', async () => {
    await atDesk(reporter).write('Đoàn viên trồng cây.');
    const photo = await sharp({ create: { width: 600, height: 400, channels: 3, background: '#2f6b4f' } })
      .jpeg()
      .toBuffer();
    await reporter
      .locator('.composer input[type=file]')
      .setInputFiles({ name: 'anh.jpg', mimeType: 'image/jpeg', buffer: photo });
    await reporter.locator('.photo-field [data-field=caption]').waitFor();
    await send();
    expect(await fault().textContent()).toBe('Ảnh cần chú thích.');
    expect(await inClearSight(reporter, '.composer-fault')).toBe(true);
    expect(await inClearSight(reporter, '[data-field=caption]:focus')).toBe(true);
    expect(await reporter.locator('[data-field=caption]').getAttribute('aria-invalid')).toBe('true');

    await reporter.keyboard.type('Đoàn viên trồng cây ở Bản Mây.');
    expect(await fault().count()).toBe(0);
    await reporter.locator('[data-field=credit]').fill('');
    await send();
    expect(await fault().textContent()).toBe('Ảnh cần nguồn.');
    expect(await inClearSight(reporter, '[data-field=credit]:focus')).toBe(true);
  });

  it('leads to an hour that is none', async () => {
    await atDesk(reporter).write('Có.');
    await reporter.locator('[data-field=hour]').fill('sáng nay');
    await send();
    expect(await fault().textContent()).toBe('Giờ viết như 9h12.');
    expect(await inClearSight(reporter, '[data-field=hour]:focus')).toBe(true);
  });

  it('leads to the text when there is none', async () => {
    await send();
    expect(await fault().textContent()).toBe('Chưa có gì để đăng.');
    expect(await inClearSight(reporter, '[data-field=text]:focus')).toBe(true);
  });
});

it('asks for the sentence of a correction, and for a reason, in our words', async () => {
  await atDesk(editor).open(newsroom.desk);
  const card = atDesk(editor).entry('12 hồ chứa').first();
  await card.getByRole('button', { name: 'Việc khác' }).click();
  await card.getByRole('button', { name: 'Gỡ', exact: true }).click();
  await card.locator('.reason-form button[type=submit]').click();
  expect(await card.getByRole('alert').textContent()).toBe('Viết một câu lý do.');
  expect(await card.locator('.reason-form input:focus').count()).toBe(1);
  await card.getByRole('button', { name: 'Thôi' }).click();

  await atDesk(editor).edit(card, 'Hội nghị nghe báo cáo về 21 hồ chứa.');
  await editor.locator('.entry-editor button[type=submit]').click();
  expect(await editor.locator('.entry-editor [role=alert]').textContent()).toContain(
    'Viết một câu cho độc giả biết đã sửa gì.',
  );
  expect(await editor.locator('.entry-editor [data-field=note]:focus').count()).toBe(1);
});
