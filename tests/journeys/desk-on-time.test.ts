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

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const inSeconds = (seconds: number): string => new Date(Date.now() + seconds * 1_000).toISOString();
const givenToReaders = async (): Promise<string> =>
  (
    await Promise.all(
      ['', '/atom.xml', '/feed.json'].map(async (door) => (await fetch(newsroom.page + door)).text()),
    )
  ).join('\n');

describe('an entry with an hour of publication', () => {
  it('[C55] is given to nobody before, and read after it, though its author left', async () => {
    const reader = await browser.newPage();
    const heard: string[] = [];
    reader.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => heard.push(String(payload))),
    );
    await follow(reader, newsroom.page);
    await newsroom.post('Kết quả bầu cử được công bố.', { publishAt: inSeconds(8) });
    expect(await givenToReaders()).not.toContain('bầu cử');
    expect(heard.join()).not.toContain('bầu cử');
    await read(reader, 'Kết quả bầu cử được công bố.').waitFor();
    await reader.close();
  });

  it('[C55] is asked for at the desk by its hour, which says what it waits for', async () => {
    const reporter: Page = await newsroom.signIn(browser, 'ines', PHONE);
    const desk = atDesk(reporter);
    await desk.open(newsroom.desk);
    // Tomorrow noon, so that no test runs too late in the day.
    await reporter.clock.setFixedTime(new Date(Math.ceil(Date.now() / DAY) * DAY + 5 * HOUR));
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
