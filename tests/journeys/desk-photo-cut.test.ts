import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBrowser, PHONE } from '../cast/a-browser.ts';
import type { CuttableLine } from '../cast/a-cuttable-line.ts';
import { aCuttableLine } from '../cast/a-cuttable-line.ts';
import type { TestNewsroom } from '../cast/a-newsroom.ts';
import { aNewsroom } from '../cast/a-newsroom.ts';
import type { TestServer } from '../cast/a-server.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';
import { aLargePhonePhoto } from '../media/some-photos.ts';
import { atDesk } from './desk-acts.ts';

let line: CuttableLine;
let server: TestServer;
let browser: Browser;
let newsroom: TestNewsroom;
let page: Page;
let photo: Buffer;
/** Bytes that had gone up the line before the photo was chosen. */
let before: number;

beforeAll(async () => {
  line = await aCuttableLine();
  [server, browser, photo] = await Promise.all([aServer(line.url), aBrowser(), aLargePhonePhoto()]);
  line.leadTo(server.url);
  newsroom = await aNewsroom({ ...server, url: line.url });
  page = await newsroom.signIn(browser, 'ines', PHONE);
  await atDesk(page).open(newsroom.desk);
});
afterAll(async () => {
  await browser.close();
  await Promise.all([line.close(), server.stop()]);
  await removeFolders();
});

describe('a photo of 6 MB, as a telephone held upright takes it', () => {
  it('[C48] goes on where the line was cut, after a reload too, instead of starting over', async () => {
    expect(photo.length).toBeGreaterThan(5.5 * 2 ** 20);
    before = line.sent;
    const cut = line.cutAfter(photo.length / 2);
    await page
      .locator('.composer input[type=file]')
      .setInputFiles({ name: 'IMG_0048.jpg', mimeType: 'image/jpeg', buffer: photo });
    await cut;
    await page.locator('.line:not(.online)').waitFor();
    line.mend();
    await page.reload();
    await page.locator('.photo-field .photo-progress').waitFor({ state: 'detached', timeout: 90_000 });
    await expect.poll(() => storedPictures(), { timeout: 90_000 }).toHaveLength(3);
    const sent = line.sent - before;
    expect(sent).toBeGreaterThan(photo.length);
    // Starting over would have been one and a half.
    expect(sent / photo.length).toBeLessThan(1.3);
  });

  it('[C48] does not go out before it has a caption and a credit', async () => {
    const field = page.locator('.photo-field');
    await field.getByLabel('Nguồn ảnh').fill('');
    for (const [label, words] of [
      ['Chú thích', 'Mưa trên hội trường lớn.'],
      ['Nguồn ảnh', 'Ines'],
    ] as const) {
      await atDesk(page).tryToPost();
      expect(await field.getByLabel(label).getAttribute('aria-invalid')).toBe('true');
      expect(await atDesk(page).entry('Mưa trên').count()).toBe(0);
      await field.getByLabel(label).fill(words);
    }
    await atDesk(page).post();
    await atDesk(page)
      .entry('Mưa trên')
      .getByText(/Đã đăng/u)
      .waitFor();
  });

  it('[C48] is kept upright, with no side of more than 1,600 pixels, and says neither where nor by whom it was taken', async () => {
    for (const name of await storedPictures()) {
      const bytes = await readFile(join(server.dataDir, 'media', name));
      const { width, height, exif, xmp, iptc, orientation } = await sharp(bytes).metadata();
      expect(height).toBeGreaterThan(width);
      expect(height).toBeLessThanOrEqual(1_600);
      expect([exif, xmp, iptc, orientation]).toEqual([undefined, undefined, undefined, undefined]);
      expect(bytes.includes('Secret Artist')).toBe(false);
      const [red = 0, , blue = 255] = await sharp(bytes)
        .extract({ left: Math.floor(width / 2), top: Math.floor(height / 6), width: 1, height: 1 })
        .raw()
        .toBuffer();
      expect([red > 180, blue < 80]).toEqual([true, true]);
    }
    expect(await readdir(join(server.dataDir, '.uploads'))).toHaveLength(1);
  });

  it('is shown to readers by the format that takes fewer bytes', async () => {
    const reader = await browser.newPage();
    await reader.goto(`${server.url}/truc-tiep/${newsroom.slug}`);
    const picture = reader.locator('#feed figure img');
    await picture.scrollIntoViewIfNeeded();
    await reader.waitForFunction(
      () => (document.querySelector<HTMLImageElement>('#feed img')?.naturalWidth ?? 0) > 0,
    );
    expect(await picture.evaluate((image: HTMLImageElement) => image.currentSrc)).toMatch(/\.avif$/u);
    await reader.close();
  });
});

const storedPictures = async (): Promise<string[]> =>
  (await readdir(join(server.dataDir, 'media'))).filter((name) => name.endsWith('.webp'));
