import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBrowser, PHONE } from '../cast/a-browser.ts';
import type { TestNewsroom } from '../cast/a-newsroom.ts';
import { aNewsroom } from '../cast/a-newsroom.ts';
import { follow } from '../cast/a-reader.ts';
import type { TestServer } from '../cast/a-server.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';
import { atDesk, read } from './desk-acts.ts';

let server: TestServer;
let browser: Browser;
let newsroom: TestNewsroom;

beforeAll(async () => {
  [server, browser] = await Promise.all([aServer(), aBrowser()]);
  newsroom = await aNewsroom(server);
});
afterAll(async () => {
  await Promise.all([browser.close(), server.stop()]);
  await removeFolders();
});

const inSeconds = (seconds: number): string => new Date(Date.now() + seconds * 1_000).toISOString();
const givenToReaders = async (): Promise<string> =>
  (
    await Promise.all(
      ['', '/atom.xml', '/feed.json'].map(async (door) => (await fetch(newsroom.page + door)).text()),
    )
  ).join('\n');

describe('an entry with an hour of publication', () => {
  it('[C55] is given to nobody before, and read within 5 s after it, though its author left', async () => {
    const reader = await browser.newPage();
    const heard: string[] = [];
    reader.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => heard.push(String(payload))),
    );
    await follow(reader, newsroom.page);
    const publishAt = inSeconds(4);
    await newsroom.post('Kết quả bầu cử được công bố.', { publishAt });
    expect(await givenToReaders()).not.toContain('bầu cử');
    expect(heard.join()).not.toContain('bầu cử');
    await read(reader, 'Kết quả bầu cử được công bố.').waitFor();
    const seenAt = new Date().toISOString();
    expect(seenAt > publishAt).toBe(true);
    expect(Date.parse(seenAt) - Date.parse(publishAt)).toBeLessThan(5_000);
    await reader.close();
  });

  it('[C55] that came while the server was down is published at its start', async () => {
    const publishAt = inSeconds(2);
    await newsroom.post('Công bố lúc máy chủ ngừng.', { publishAt });
    await server.stop('SIGKILL');
    await expect.poll(() => inSeconds(0) > publishAt, { timeout: 5_000 }).toBe(true);
    server = await server.again();
    await expect.poll(givenToReaders, { timeout: 10_000 }).toContain('Công bố lúc máy chủ ngừng.');
  });

  it('[C55] is asked for at the desk by its hour, which says what it waits for', async () => {
    const reporter: Page = await newsroom.signIn(browser, 'ines', PHONE);
    const desk = atDesk(reporter);
    await desk.open(newsroom.desk);
    await desk.write('Quyết định về nhân sự.');
    await reporter.locator('.composer-more summary').click();
    const hour = reporter.getByLabel('Hẹn giờ đăng, hôm nay');
    await hour.fill('giờ Ngọ');
    await reporter.locator('.composer .send').click();
    await reporter.getByText('Giờ hẹn viết như 9h30.').waitFor();
    await hour.fill('0h00');
    await reporter.locator('.composer .send').click();
    await reporter.getByText('Giờ hẹn đã qua.').waitFor();
    await hour.fill('23h59');
    await desk.post();
    await desk.entry('Quyết định về nhân sự.').getByText('Hẹn đăng 23h59').waitFor();
    expect(await givenToReaders()).not.toContain('nhân sự');
    await reporter.context().close();
  });
});
