import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { aBrowser } from '../cast/a-browser.ts';
import type { CuttableLine } from '../cast/a-cuttable-line.ts';
import { aCuttableLine } from '../cast/a-cuttable-line.ts';
import type { KillableBrowser } from '../cast/a-killable-browser.ts';
import { aKillableBrowser } from '../cast/a-killable-browser.ts';
import type { TestNewsroom } from '../cast/a-newsroom.ts';
import { aNewsroom } from '../cast/a-newsroom.ts';
import type { TestServer } from '../cast/a-server.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';
import { aJpeg } from '../media/some-photos.ts';
import { atDesk, textIn } from './desk-acts.ts';
import { publishedTexts } from './published-texts.ts';

let line: CuttableLine;
let server: TestServer;
let browser: KillableBrowser;
let newsroom: TestNewsroom;

beforeAll(async () => {
  line = await aCuttableLine();
  [server, browser] = await Promise.all([aServer(line.url), aKillableBrowser(inject('chromium'))]);
  line.leadTo(server.url);
  newsroom = await aNewsroom({ ...server, url: line.url });
  const visitor = await aBrowser();
  const page = await newsroom.signIn(visitor, 'ines');
  await browser.remember(await page.context().cookies());
  await visitor.close();
});
afterAll(async () => {
  await browser.close();
  await Promise.all([line.close(), server.stop()]);
  await removeFolders();
});

/** What readers are given, by a line of its own. */
const published = (): Promise<string[]> => publishedTexts(server.url, newsroom.slug);
const timesPublished = async (text: string): Promise<number> =>
  (await published()).filter((other) => other === text).length;

/** @param clock stands still there; it goes on where none is given */
async function openDesk(clock?: Date) {
  const page = await browser.newPage();
  if (clock) await page.clock.setFixedTime(clock);
  const acts = atDesk(page);
  await acts.open(newsroom.desk);
  return { page, acts };
}

describe('a reporter', () => {
  it('[C46] whose connection is cut after the newsroom stored an entry and before it said so has exactly one', async () => {
    const text = 'Lưu rồi mà chưa kịp trả lời.';
    const { page, acts } = await openDesk();
    await acts.write(text);
    line.swallowAnswers();
    await acts.post();
    await expect.poll(() => timesPublished(text), { timeout: 10_000 }).toBe(1);
    await acts
      .entry(text)
      .getByText(/Đang gửi|Chờ gửi/u)
      .first()
      .waitFor();
    line.cut();
    await page.locator('.line:not(.online)').waitFor();
    line.mend();
    await acts
      .entry(text)
      .getByText(/Đã đăng/u)
      .waitFor();
    expect(await acts.entry(text).count()).toBe(1);
    expect(await timesPublished(text)).toBe(1);
    await page.close();
  });
});

describe('a desk that crashes', () => {
  it('[I5] publishes what could still be taken back before what is written afterwards', async () => {
    const texts = ['Trước khi trang hỏng.', 'Sau khi trang hỏng: một.', 'Sau khi trang hỏng: hai.'];
    const hand = async ({ page, acts }: Awaited<ReturnType<typeof openDesk>>, text = ''): Promise<void> => {
      await acts.write(text);
      await page.locator('.composer .send').click();
      await acts.entry(text).waitFor();
    };
    const desk = await openDesk();
    await hand(desk, texts[0]);
    const now = new Date();
    const crashed = desk.page.waitForEvent('crash');
    const devtools = await desk.page.context().newCDPSession(desk.page);
    devtools.send('Page.crash').catch(() => undefined);
    await crashed;
    await desk.page.close();

    const next = await openDesk(now);
    await next.acts
      .entry(texts[0] ?? '')
      .getByRole('button', { name: 'Hoàn tác' })
      .waitFor();
    await hand(next, texts[1]);
    await hand(next, texts[2]);
    await next.page.locator('.composer .send').click();
    await expect
      .poll(async () => (await published()).filter((text) => texts.includes(text)), { timeout: 15_000 })
      .toEqual(texts);
    await next.page.close();
  });
});

describe('a browser that is killed', () => {
  it('[C46] right after it said that a draft is on the device brings it back, and it is published once', async () => {
    const text = 'Nháp trước lúc máy tắt.';
    const { page, acts } = await openDesk();
    await acts.write(text);
    await page.getByText('Đã lưu nháp trên máy này').waitFor();
    await browser.kill();
    await browser.start();

    const again = await openDesk();
    await expect.poll(() => textIn(again.page.locator('.composer-text')), { timeout: 10_000 }).toBe(text);
    await again.acts.post();
    await again.acts
      .entry(text)
      .getByText(/Đã đăng/u)
      .waitFor();
    expect(await timesPublished(text)).toBe(1);
    await again.page.close();
  });

  it('[C46] with entries and a photo that wait publishes each once, in order, when it is opened again', async () => {
    const texts = ['Chờ lúc máy tắt: một.', 'Chờ lúc máy tắt: hai.'];
    const { page, acts } = await openDesk();
    line.cut();
    await page.locator('.line:not(.online)').waitFor();
    for (const [index, text] of texts.entries()) {
      await acts.write(text);
      await page.locator('#composer-hour').fill(`0h2${index}`);
      if (index === 1) {
        const buffer = await aJpeg({ width: 900, height: 600 });
        const file = { name: 'a.jpg', mimeType: 'image/jpeg', buffer };
        await page.locator('.composer input[type=file]').setInputFiles(file);
        await page.locator('[data-field=caption]').fill('Hàng cây trước hội trường.');
      }
      await page.getByText('Đã lưu nháp trên máy này').waitFor();
      await acts.post();
      await acts.entry(text).getByText('Chờ gửi').first().waitFor();
    }
    await browser.kill();
    line.mend();
    for (const text of texts) expect(await timesPublished(text)).toBe(0);
    await browser.start();

    const again = await openDesk();
    for (const text of texts)
      await again.acts
        .entry(text)
        .getByText(/Đã đăng/u)
        .waitFor();
    await expect
      .poll(async () => (await fetch(`${server.url}/truc-tiep/${newsroom.slug}`)).text(), { timeout: 20_000 })
      .toContain('Hàng cây trước hội trường.');
    expect((await published()).filter((text) => texts.includes(text))).toEqual(texts);
    await again.page.close();
  });
});
