import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aBrowser, listen, PHONE } from '../cast/a-browser.ts';
import type { TestNewsroom } from '../cast/a-newsroom.ts';
import { aNewsroom } from '../cast/a-newsroom.ts';
import type { TestServer } from '../cast/a-server.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';
import { anIsoFile, aPngBomb } from '../media/some-photos.ts';
import { atDesk, read, textIn } from './desk-acts.ts';

let server: TestServer;
let browser: Browser;
let newsroom: TestNewsroom;
let reporter: Page;
let reader: Page;
let complaints: string[];

beforeAll(async () => {
  [server, browser] = await Promise.all([aServer(), aBrowser()]);
  newsroom = await aNewsroom(server);
  reporter = await newsroom.signIn(browser, 'ines', PHONE);
  ({ complaints } = listen(reporter));
  reader = await (await browser.newContext(PHONE)).newPage();
  await Promise.all([atDesk(reporter).open(newsroom.desk), reader.goto(newsroom.page)]);
});
// At the top what is new shows by itself.
beforeEach(() => reader.evaluate(() => scrollTo(0, 0)));
afterAll(async () => {
  await Promise.all([browser.close(), server.stop()]);
  await removeFolders();
});

/** As a telephone takes it: with the place, and small enough to be sent as it is. */
const aPhonePhoto = (): Promise<Buffer> =>
  sharp({ create: { width: 900, height: 600, channels: 3, background: '#2f6b4f' } })
    .jpeg()
    .withExif({
      IFD0: { Artist: 'Secret Artist', Make: 'Telephone' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '20/1 30/1 0/1', GPSLongitudeRef: 'E' },
    })
    .toBuffer();

describe('a reporter with a telephone', () => {
  it('posts a text at once, and its photo follows by itself', async () => {
    const photo = await aPhonePhoto();
    expect(photo.includes('Secret Artist')).toBe(true);
    // The network is too slow for the photo until the text has been seen.
    const { promise: textIsOut, resolve: letPhotoGo } = Promise.withResolvers<void>();
    await reporter.route('**/api/v1/uploads**', async (route) => {
      await textIsOut;
      await route.continue();
    });

    const desk = atDesk(reporter);
    await desk.write('Đoàn viên trồng cây trước giờ khai mạc.');
    await reporter
      .locator('.composer input[type=file]')
      .setInputFiles({ name: 'hien-truong.jpg', mimeType: 'image/jpeg', buffer: photo });
    const field = reporter.locator('.photo-field');
    await field.getByLabel('Chú thích').fill('Điểm cầu Bản Mây trước giờ khai mạc.');
    await field.getByLabel('Nguồn ảnh').fill('Ảnh: Ines');
    await field.getByLabel(/Mô tả/u).fill('Người trồng cây trên đồi.');
    await desk.post();

    await read(reader, 'Đoàn viên trồng cây').waitFor();
    expect(await reader.locator('#feed figure').count()).toBe(0);
    letPhotoGo();
    await reader.locator('#feed figure img').waitFor();
  });

  it('shows readers the picture with caption, credit and description, and nothing of the telephone', async () => {
    const figure = reader.locator('#feed figure');
    expect(await figure.textContent()).toContain('Điểm cầu Bản Mây trước giờ khai mạc.');
    expect(await figure.textContent()).toContain('Ảnh: Ines');
    const picture = figure.locator('img');
    expect(await picture.getAttribute('alt')).toBe('Người trồng cây trên đồi.');
    await picture.scrollIntoViewIfNeeded();
    await reader.waitForFunction(
      () => (document.querySelector<HTMLImageElement>('#feed img')?.naturalWidth ?? 0) > 0,
    );
    const address = await picture.evaluate((image: HTMLImageElement) => image.currentSrc);
    const bytes = Buffer.from(await (await fetch(address)).arrayBuffer());
    expect((await sharp(bytes).metadata()).exif).toBeUndefined();
    expect(bytes.includes('Secret Artist')).toBe(false);
  });

  it('[C49] posts a photo alone, which readers see when it is there, and meanwhile a text that is read before', async () => {
    const { promise: textIsRead, resolve: letPhotoGo } = Promise.withResolvers<void>();
    await reporter.route('**/api/v1/uploads**', async (route) => {
      await textIsRead;
      await route.continue();
    });
    await reporter
      .locator('.composer input[type=file]')
      .setInputFiles({ name: 'hang-ghe.jpg', mimeType: 'image/jpeg', buffer: await aPhonePhoto() });
    const field = reporter.locator('.photo-field');
    await field.getByLabel('Chú thích').fill('Các hàng ghế kín người.');
    await atDesk(reporter).post();
    await atDesk(reporter).entry('Các hàng ghế').getByText('Chờ ảnh, độc giả chưa thấy').waitFor();
    await atDesk(reporter).write('Chào cờ lúc 8h00.');
    await atDesk(reporter).post();
    await read(reader, 'Chào cờ').waitFor();
    expect(await (await fetch(newsroom.page)).text()).not.toContain('Các hàng ghế');
    letPhotoGo();
    await reader.locator('#feed figure', { hasText: 'Các hàng ghế' }).locator('img').waitFor();
    await atDesk(reporter)
      .entry('Các hàng ghế')
      .getByText(/Đã đăng/u)
      .waitFor();
  });

  it.each<[string, () => Buffer, string]>([
    ['a HEIC', () => anIsoFile('heic', 'mif1', 'heic'), 'Tệp này (HEIC) không phải là ảnh nhận được'],
    ['a drawing', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'Tệp này (SVG)'],
    ['a renamed text', () => Buffer.from('Đây không phải là ảnh.'), 'không phải là ảnh nhận được'],
    ['a bomb', () => aPngBomb({ width: 30_000, height: 30_000 }), 'nhiều nhất là 40 MP'],
  ])(
    '[C50] is told in words that %s is no photo to be taken, and loses nothing',
    async (what, file, words) => {
      const desk = atDesk(reporter);
      const text = `Chủ tọa điều hành phiên thảo luận, ảnh là ${what}.`;
      await desk.write(text);
      await reporter
        .locator('.composer input[type=file]')
        .setInputFiles({ name: 'anh.jpg', mimeType: 'image/jpeg', buffer: file() });
      const field = reporter.locator('.photo-field');
      await field.getByLabel('Chú thích').fill('Phiên thảo luận.');
      await field.getByRole('alert').getByText(words).waitFor();
      expect(await textIn(reporter.locator('.composer-text'))).toBe(text);
      expect(await field.getByLabel('Chú thích').inputValue()).toBe('Phiên thảo luận.');

      await field.getByRole('button', { name: 'Bỏ ảnh' }).click();
      await desk.post();
      await desk
        .entry(text)
        .getByText(/Đã đăng/u)
        .waitFor();
      // The refusal of the photo is an answer of the server like any other; nothing else was complained of.
      expect(complaints.filter((said) => !/ 4(13|22) /u.test(said))).toEqual([]);
    },
  );
});
