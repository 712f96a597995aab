import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBrowser, PHONE } from '../cast/a-browser.ts';
import type { CuttableLine } from '../cast/a-cuttable-line.ts';
import { aCuttableLine } from '../cast/a-cuttable-line.ts';
import type { TestNewsroom } from '../cast/a-newsroom.ts';
import { aNewsroom } from '../cast/a-newsroom.ts';
import type { TestServer } from '../cast/a-server.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';
import { aJpeg } from '../media/some-photos.ts';
import { atDesk } from './desk-acts.ts';

let line: CuttableLine;
let server: TestServer;
let browser: Browser;
let newsroom: TestNewsroom;
let desk: string;

beforeAll(async () => {
  line = await aCuttableLine();
  [server, browser] = await Promise.all([aServer(line.url), aBrowser()]);
  line.leadTo(server.url);
  newsroom = await aNewsroom({ ...server, url: line.url });
  ({ desk } = newsroom);
});
afterAll(async () => {
  await browser.close();
  await Promise.all([line.close(), server.stop()]);
  await removeFolders();
});

const TEXTS = ['Tin thứ nhất khi mất mạng.', 'Tin thứ hai khi mất mạng.', 'Tin thứ ba khi mất mạng.'];
const HOURS = ['0h01', '0h02', '0h03'];

/** Every entry a reader's fresh page shows, in order, with its hour; by a line of its own. */
async function published(): Promise<string[]> {
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(`${server.url}/truc-tiep/${newsroom.slug}`);
  const found = await page
    .locator('#feed article')
    .evaluateAll((articles) => articles.map((article) => (article.textContent ?? '').replace(/\s+/gu, ' ')));
  await page.close();
  return found;
}

describe('a reporter whose line is cut', () => {
  let page: Page;

  it('goes on writing, and sees that three posts wait', async () => {
    page = await newsroom.signIn(browser, 'ines', PHONE);
    const acts = atDesk(page);
    await acts.open(desk);
    line.cut();
    await page.locator('.line:not(.online)').waitFor();
    for (const [index, text] of TEXTS.entries()) {
      await acts.write(text);
      await page.locator('#composer-hour').fill(HOURS[index] ?? '');
      await acts.post();
    }
    for (const text of TEXTS) await acts.entry(text).getByText('Chờ gửi').waitFor();
    expect(await page.locator('.desk-bar').textContent()).toContain('3 tin chờ gửi');
    expect(await published()).toEqual([]);
  });

  it('closes the browser, comes back when the line is mended, and each is published once, in order, at its own hour', async () => {
    const storageState = await page.context().storageState({ indexedDB: true });
    await page.context().close();
    line.mend();
    expect(await published()).toEqual([]);

    const options: BrowserContextOptions = { ...PHONE, storageState };
    page = await (await browser.newContext(options)).newPage();
    await page.goto(desk);
    for (const text of TEXTS)
      await atDesk(page)
        .entry(text)
        .getByText(/Đã đăng/u)
        .waitFor();
    for (const text of TEXTS) expect(await atDesk(page).entry(text).count()).toBe(1);
    expect(await page.locator('.desk-bar').textContent()).not.toContain('chờ gửi');

    const found = await published();
    expect(found).toHaveLength(3);
    for (const [index, text] of TEXTS.entries()) {
      expect(found[index]).toContain(text);
      expect(found[index]).toContain(HOURS[index]);
    }
  });

  it('has posts that could still be taken back when the page was loaded again sent, once', async () => {
    const acts = atDesk(page);
    await acts.write('Tin vừa bấm Đăng.');
    await page.locator('.composer .send').click();
    await acts.entry('Tin vừa bấm Đăng.').getByRole('button', { name: 'Hoàn tác' }).waitFor();
    await page.reload();
    await acts
      .entry('Tin vừa bấm Đăng.')
      .getByText(/Đã đăng/u)
      .waitFor();
    expect((await published()).filter((text) => text.includes('Tin vừa bấm Đăng.'))).toHaveLength(1);
  });
});

describe('a desk without a network', () => {
  const WRITTEN = ['Ghi trong hầm: một.', 'Ghi trong hầm: hai.', 'Ghi trong hầm: ba.'];
  let page: Page;

  /** What a reload needs is on the device. */
  const isKept = (): Promise<unknown> =>
    expect
      .poll(
        () => page.evaluate(async () => (await caches.match(location.href, { ignoreVary: true }))?.status),
        {
          timeout: 20_000,
        },
      )
      .toBe(200);

  it('[C45] opens again from what the device kept, with every text and photo, and sends them once, in order, at their own hour', async () => {
    page = await newsroom.signIn(browser, 'ines', PHONE);
    const acts = atDesk(page);
    await acts.open(desk);
    await isKept();
    line.cut();
    await page.locator('.line:not(.online)').waitFor();
    for (const [index, text] of WRITTEN.entries()) {
      await acts.write(text);
      await page.locator('#composer-hour').fill(`0h1${index}`);
      if (index === 1) {
        const buffer = await aJpeg({ width: 900, height: 600 });
        await page
          .locator('.composer input[type=file]')
          .setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer });
        await page.locator('[data-field=caption]').fill('Đoàn tàu trong hầm.');
      }
      await acts.post();
    }
    for (const text of WRITTEN) await acts.entry(text).getByText('Chờ gửi').first().waitFor();

    page.on('dialog', (dialog) => void dialog.accept());
    await page.reload();
    for (const text of WRITTEN) await acts.entry(text).getByText('Chờ gửi').first().waitFor();
    await acts
      .entry(WRITTEN[1] ?? '')
      .locator('img')
      .waitFor();
    expect((await published()).filter((text) => text.includes('trong hầm'))).toEqual([]);

    line.mend();
    for (const text of WRITTEN)
      await acts
        .entry(text)
        .getByText(/Đã đăng/u)
        .waitFor({ timeout: 40_000 });
    await expect
      .poll(async () => (await published()).filter((text) => text.includes('Đoàn tàu trong hầm.')).length, {
        timeout: 20_000,
      })
      .toBe(1);
    const found = (await published()).filter((text) => text.includes('Ghi trong hầm'));
    expect(found).toHaveLength(3);
    for (const [index, text] of WRITTEN.entries()) {
      expect(found[index]).toContain(text);
      expect(found[index]).toContain(`0h1${index}`);
    }
  });

  it('can be installed on the device', async () => {
    const answer = await (await page.context().newCDPSession(page)).send('Page.getInstallabilityErrors');
    const { errors } = await (await page.context().newCDPSession(page)).send('Page.getAppManifest');
    expect(errors).toEqual([]);
    // A test's window is a private one.
    expect(answer.installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
  });

  it('[C45] a sign-in that no longer holds takes what was kept of desks with it', async () => {
    const cookies = await page.context().cookies();
    await page.context().clearCookies();
    await page.goto(desk);
    await page.getByLabel('Mật khẩu').waitFor();
    await expect.poll(() => page.evaluate(() => caches.has('desks-1')), { timeout: 10_000 }).toBe(false);
    await page.context().addCookies(cookies);
    await page.goto(desk);
    await page.locator('.line.online').waitFor();
    await isKept();
  });

  it('[C45] whoever signs out leaves no desk behind', async () => {
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.getByLabel('Mật khẩu').waitFor();
    expect(await page.evaluate(() => caches.has('desks-1'))).toBe(false);
    await page.context().close();
  });

  it('[C47] says within 3 s that the device has no network; the composer goes on', async () => {
    page = await newsroom.signIn(browser, 'ines', PHONE);
    const acts = atDesk(page);
    await acts.open(desk);
    await page.context().setOffline(true);
    await page.locator('.line.offline').waitFor({ timeout: 3_000 });
    await acts.write('Vẫn viết được.');
    expect(await page.locator('.composer .send').isEnabled()).toBe(true);
    await acts.post();
    await acts.entry('Vẫn viết được.').getByText('Chờ gửi').first().waitFor();
    const asked = page.waitForEvent('dialog');
    const closing = page.close({ runBeforeUnload: true });
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
    await closing;
    await page.context().setOffline(false);
    await acts
      .entry('Vẫn viết được.')
      .getByText(/Đã đăng/u)
      .waitFor();
    await page.context().close();
  });
});
