import type { Browser, BrowserContext, Page } from 'playwright-core';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBrowser } from '../cast/a-browser.ts';
import { aPost } from '../cast/a-coverage.ts';
import type { CuttableLine } from '../cast/a-cuttable-line.ts';
import { aCuttableLine } from '../cast/a-cuttable-line.ts';
import type { TestNewsroom } from '../cast/a-newsroom.ts';
import { aNewsroom } from '../cast/a-newsroom.ts';
import type { TestServer } from '../cast/a-server.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';
import { aJpeg } from '../media/some-photos.ts';
import { atDesk, textIn } from './desk-acts.ts';
import { publishedTexts } from './published-texts.ts';

const KEPT = 'Đã lưu nháp trên máy này';
const NOT_KEPT = 'Máy này không lưu được';

let line: CuttableLine;
let server: TestServer;
let browser: Browser;
let newsroom: TestNewsroom;
let cookies: Awaited<ReturnType<BrowserContext['cookies']>>;

beforeAll(async () => {
  line = await aCuttableLine();
  [server, browser] = await Promise.all([aServer(line.url), aBrowser()]);
  line.leadTo(server.url);
  newsroom = await aNewsroom({ ...server, url: line.url });
  const page = await newsroom.signIn(browser, 'ines');
  cookies = await page.context().cookies();
  await page.context().close();
});
afterAll(async () => {
  await browser.close();
  await Promise.all([line.close(), server.stop()]);
  await removeFolders();
});

/** A device of the same reporter on which nothing is kept yet. */
async function aDevice(): Promise<BrowserContext> {
  const context = await browser.newContext();
  await context.addCookies(cookies);
  return context;
}

async function openDesk(page: Page) {
  const acts = atDesk(page);
  await acts.open(newsroom.desk);
  return acts;
}

const composerHas = (page: Page, text: string): Promise<void> =>
  expect.poll(() => textIn(page.locator('.composer-text')), { timeout: 10_000 }).toBe(text);

/** How often readers are given a text. */
const timesPublished = async (text: string): Promise<number> =>
  (await publishedTexts(server.url, newsroom.slug)).filter((other) => other === text).length;

describe('a device', () => {
  it('[C45] that has drafts, posts and photos of an older version keeps them, once', async () => {
    const context = await aDevice();
    const page = await context.newPage();
    const desk = await (await context.request.get(newsroom.desk)).text();
    const staffId = /&quot;actor&quot;:\[0,\{&quot;id&quot;:\[0,&quot;([^&]+)/u.exec(desk)?.[1];
    const [figureId, waiting] = [v7(), aPost(newsroom.coverageId, 'Chờ từ bản cũ.')];
    const older = {
      [`plenary:desk:${staffId}:${newsroom.coverageId}:draft`]: {
        ...{ entryId: v7(), commandId: v7(), begunAt: '', itemId: null, hour: '', publishHour: '' },
        ...{ headline: '', speakerName: '', speakerTitle: '', person: null, venue: '', key: false },
        text: 'Nháp từ bản cũ.',
        photo: { id: figureId, caption: 'Cổng chào.', credit: 'Ảnh: Ines', alt: '' },
      },
      [`plenary:desk:${staffId}:credit`]: 'Ảnh: Ines',
      [`plenary:outbox:${staffId}:${waiting.id}`]: { command: waiting, state: 'waiting', place: 1 },
      [`plenary:desk:${staffId}:${newsroom.coverageId}:outgoing`]: [
        { command: waiting, state: { kind: 'sent' } },
      ],
      'plenary:outbox:nobody:broken': undefined,
    };
    await page.goto(newsroom.page);
    await page.evaluate(
      async ({ kept, photo, bytes }) => {
        for (const [key, value] of Object.entries(kept))
          localStorage.setItem(key, JSON.stringify(value) ?? '{');
        const opened = await new Promise<IDBDatabase>((resolve) => {
          const asked = indexedDB.open('plenary-desk', 1);
          asked.onupgradeneeded = () => asked.result.createObjectStore('photos', { keyPath: 'figureId' });
          asked.onsuccess = () => resolve(asked.result);
        });
        const file = new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' });
        const transaction = opened.transaction('photos', 'readwrite');
        transaction.objectStore('photos').put({ ...photo, file });
        await new Promise((resolve) => {
          transaction.oncomplete = resolve;
        });
        opened.close();
      },
      {
        kept: older,
        photo: { figureId, coverageId: newsroom.coverageId },
        bytes: [...(await aJpeg({ width: 90, height: 60 }))],
      },
    );

    const acts = await openDesk(page);
    await composerHas(page, 'Nháp từ bản cũ.');
    await page.locator('.photo-field img').waitFor();
    await acts
      .entry('Chờ từ bản cũ.')
      .getByText(/Đã đăng/u)
      .waitFor();
    const left = (): Promise<string[]> =>
      page.evaluate(() => Object.keys(localStorage).filter((key) => /^plenary:(?:desk|outbox):/u.test(key)));
    expect(await left()).toEqual(['plenary:outbox:nobody:broken']);
    await page.reload();
    await composerHas(page, 'Nháp từ bản cũ.');
    await page.locator('.photo-field img').waitFor();
    expect(await timesPublished('Chờ từ bản cũ.')).toBe(1);
    await context.close();
  });

  it('[C46] [C47] that forbids keeping things: the desk says so, claims nothing, posts, and asks who leaves', async () => {
    const context = await aDevice();
    await context.addInitScript(() => {
      Object.defineProperty(window, 'indexedDB', {
        get() {
          throw new DOMException('forbidden', 'SecurityError');
        },
      });
    });
    const page = await context.newPage();
    const acts = await openDesk(page);
    await page.getByText(NOT_KEPT).waitFor();
    await acts.write('Viết trên máy cấm lưu.');
    await acts.post();
    await acts
      .entry('Viết trên máy cấm lưu.')
      .getByText(/Đã đăng/u)
      .waitFor();
    expect(await timesPublished('Viết trên máy cấm lưu.')).toBe(1);

    await acts.write('Còn dở.');
    const asked = page.waitForEvent('dialog');
    const closing = page.close({ runBeforeUnload: true });
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
    await closing;
    expect(await page.getByText(KEPT).count()).toBe(0);
    await context.close();
  });

  it('[C46] where a page of an older version holds the database: the desk does not wait for it, and keeps everything afterwards', async () => {
    const context = await aDevice();
    const older = await context.newPage();
    await older.goto(newsroom.page);
    await older.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const asked = indexedDB.open('plenary-desk', 1);
          asked.onupgradeneeded = () => asked.result.createObjectStore('photos', { keyPath: 'figureId' });
          asked.onsuccess = () => resolve();
        }),
    );
    const page = await context.newPage();
    const acts = await openDesk(page);
    await page.getByText(NOT_KEPT).waitFor();
    await acts.write('Viết bên một trang cũ.');
    await acts.post();
    await acts
      .entry('Viết bên một trang cũ.')
      .getByText(/Đã đăng/u)
      .waitFor();
    const second = await context.newPage();
    await openDesk(second);
    await second.getByText(NOT_KEPT).waitFor();
    await second.close();
    await acts.write('Còn dở bên trang cũ.');
    await older.close();
    await page.getByText(NOT_KEPT).waitFor({ state: 'hidden' });
    await acts.write('Còn dở, trang cũ đã đóng.');
    await page.getByText(KEPT).waitFor();
    await page.reload();
    await composerHas(page, 'Còn dở, trang cũ đã đóng.');
    await context.close();
  });

  it('[C46] that is full: the desk says so and claims nothing, and keeps everything as soon as there is room', async () => {
    const context = await aDevice();
    const page = await context.newPage();
    const acts = await openDesk(page);
    const devtools = await context.newCDPSession(page);
    const origin = line.url;
    await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
    line.cut();
    await page.locator('.line:not(.online)').waitFor();
    await acts.write('Không còn chỗ.');
    await page.getByText(NOT_KEPT).waitFor();
    expect(await page.getByText(KEPT).count()).toBe(0);
    await acts.post();
    await acts.entry('Không còn chỗ.').getByText('Chờ gửi').first().waitFor();
    await acts.write('Vẫn không còn chỗ.');

    await devtools.send('Storage.overrideQuotaForOrigin', { origin });
    await page.getByText(NOT_KEPT).waitFor({ state: 'hidden' });
    page.on('dialog', (dialog) => void dialog.accept());
    line.mend();
    await page.reload();
    await composerHas(page, 'Vẫn không còn chỗ.');
    await acts
      .entry('Không còn chỗ.')
      .getByText(/Đã đăng/u)
      .waitFor();
    expect(await timesPublished('Không còn chỗ.')).toBe(1);
    await context.close();
  });
});

describe('two desks of one reporter in one browser', () => {
  it('[C45] know of each other’s posts, and each post is published once', async () => {
    const context = await aDevice();
    const [one, other] = [await context.newPage(), await context.newPage()];
    const [here, there] = [await openDesk(one), await openDesk(other)];
    line.cut();
    await one.locator('.line:not(.online)').waitFor();
    await one.bringToFront();
    await here.write('Gửi từ trang thứ nhất.');
    await here.post();
    await there.entry('Gửi từ trang thứ nhất.').getByText('Chờ gửi').first().waitFor();
    line.mend();
    for (const acts of [here, there])
      await acts
        .entry('Gửi từ trang thứ nhất.')
        .getByText(/Đã đăng/u)
        .waitFor();
    expect(await timesPublished('Gửi từ trang thứ nhất.')).toBe(1);
    await context.close();
  });

  it('[C45] do not take each other’s draft away, and one that is left while somebody types has the last word', async () => {
    const context = await aDevice();
    const [one, other] = [await context.newPage(), await context.newPage()];
    const here = await openDesk(one);
    await openDesk(other);
    await one.bringToFront();
    await here.write('Đang viết dở');
    await one.getByText(KEPT).waitFor();
    await other.goto(newsroom.page);
    await here.write('Đang viết dở thì đi.');
    await one.goto(newsroom.page);
    await openDesk(one);
    await composerHas(one, 'Đang viết dở thì đi.');
    await context.close();
  });
});
