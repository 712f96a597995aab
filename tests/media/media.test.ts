import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Image } from '#domain/block.ts';
import { LIMITS } from '#domain/limits.ts';
import type { Refusal } from '#domain/refusal.ts';
import type { OpenedMedia } from '#server/media/media.ts';
import { openMedia } from '#server/media/media.ts';
import type { Resizer } from '#server/media/resizer.ts';
import { createResizer } from '#server/media/resizer.ts';
import { aJpeg, anIsoFile, aPhonePhoto, aPhoto, aPngBomb, aSoftPhonePhoto } from './some-photos.ts';

let folder: string;
let media: OpenedMedia;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plenary-media-'));
  media = await openMedia({ folder, hasSpace: () => true, report: () => undefined });
});
afterEach(async () => {
  media.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

const kept = (answer: Image | Refusal): Image => {
  if ('ok' in answer) throw new Error(`refused: ${answer.code}`);
  return answer;
};
const rendition = ({ id }: Image, width: number, format = 'webp') =>
  readFile(join(folder, `${id}-${width}.${format}`));
const namesOf = async (format: string): Promise<string[]> =>
  (await readdir(folder)).filter((name) => name.endsWith(format)).sort();

describe('a photo that is taken', () => {
  test('lies there in three widths, named by the hash of the largest', async () => {
    const image = kept(await media.keep(await aJpeg({ width: 1600, height: 1200 })));
    expect(image).toMatchObject({ width: 1280, height: 960, widths: [320, 640, 1280] });
    expect(await namesOf('webp')).toEqual(
      [`${image.id}-1280.webp`, `${image.id}-320.webp`, `${image.id}-640.webp`].sort(),
    );
    expect(
      createHash('sha256')
        .update(await rendition(image, 1280))
        .digest('hex'),
    ).toBe(image.id);
    for (const width of image.widths)
      expect(await sharp(await rendition(image, width)).metadata()).toMatchObject({ format: 'webp', width });
  });

  test('is known from then on and after a restart, in exactly these widths', async () => {
    const image = kept(await media.keep(await aJpeg({ width: 700, height: 300 })));
    await writeFile(join(folder, '.left-over.tmp'), 'x');
    const again = await openMedia({ folder, hasSpace: () => true, report: () => undefined });
    for (const opened of [media, again]) {
      expect(opened.has(image)).toBe(true);
      expect(opened.has({ ...image, id: 'a'.repeat(64) })).toBe(false);
      expect(opened.has({ ...image, width: 320, widths: [320] })).toBe(false);
      expect(opened.has({ ...image, widths: [320, 640, 1280], width: 1280 })).toBe(false);
      expect(opened.has({ ...image, widths: [320, 320, 700] })).toBe(false);
    }
  });

  test('gives the same image when it comes again', async () => {
    const photo = await aJpeg({ width: 400, height: 300 });
    expect(await media.keep(photo)).toEqual(await media.keep(photo));
    expect(await namesOf('webp')).toHaveLength(2);
  });

  test('comes to lie there as AVIF too where that is smaller, and the answer does not wait for it', async () => {
    const photo = await aSoftPhonePhoto({ width: 1600, height: 1200 });
    const image = kept(await media.keep(photo));
    expect(await namesOf('avif')).toEqual([]);
    const largest = `${image.id}-1280.avif`;
    await expect.poll(() => namesOf('avif'), { timeout: 20_000 }).toContain(largest);
    for (const name of await namesOf('avif')) {
      const width = Number(/-(\d+)\./u.exec(name)?.[1]);
      const [avif, webp] = [await rendition(image, width, 'avif'), await rendition(image, width)];
      expect(avif.length).toBeLessThan(webp.length);
      const { format, height, exif } = await sharp(avif).metadata();
      expect([format, height, exif]).toEqual(['heif', (width * 3) / 4, undefined]);
      expect(avif.includes('Secret Artist')).toBe(false);
    }
    const again = await openMedia({ folder, hasSpace: () => true, report: () => undefined });
    expect(again.has(image)).toBe(true);
    expect(await again.keep(photo)).toEqual(image);
    again.close();
  });

  test('is there as WebP where its AVIF cannot be made, which is told, or is no smaller, which is not', async () => {
    const reports: unknown[] = [];
    const make = createResizer();
    const answers: Awaited<ReturnType<Resizer>>[] = [];
    const resize: Resizer = async (order) => {
      if (order.format === 'webp') return make(order);
      const made = answers.shift() ?? { ok: false, fault: 'killed' };
      asked += 1;
      return made;
    };
    let asked = 0;
    const poor = await openMedia({ folder, hasSpace: () => true, report: (it) => reports.push(it), resize });
    const image = kept(await poor.keep(await aJpeg({ width: 100, height: 70 })));
    await expect.poll(() => reports).toEqual([new Error(`The photo ${image.id} has no AVIF: killed`)]);
    answers.push({ ok: true, renditions: [{ width: 90, height: 70, bytes: Buffer.alloc(9_000) }] });
    await poor.keep(await aJpeg({ width: 90, height: 70 }));
    await expect.poll(() => asked).toBe(2);
    await poor.keep(await aJpeg({ width: 80, height: 70 }));
    await expect.poll(() => reports.length).toBe(2);
    expect(await namesOf('avif')).toEqual([]);
  });

  test('[C48] has no side of more than 1,600 pixels, however tall it is', async () => {
    const { width, height, widths } = kept(await media.keep(await aJpeg({ width: 1_200, height: 2_000 })));
    expect([width, height, widths]).toEqual([960, 1_600, [320, 640, 960]]);
    expect(kept(await media.keep(await aJpeg({ width: 2, height: 4_000 }))).widths).toEqual([1]);
  });

  test('is never made larger than it is, and a small one keeps its own width', async () => {
    const widths = async (width: number) => kept(await media.keep(await aJpeg({ width, height: 90 }))).widths;
    expect(await widths(200)).toEqual([200]);
    expect(await widths(1000)).toEqual([320, 640, 1000]);
  });

  test.each(['png', 'webp', 'avif'] as const)('may be a %s', async (format) => {
    const photo = await aPhoto({ width: 330, height: 200 })[format]().toBuffer();
    expect(kept(await media.keep(photo))).toMatchObject({ width: 330, height: 200 });
  });

  test('is turned upright, and tells nothing of place, camera or person', async () => {
    const photo = await aPhonePhoto({ width: 600, height: 400 });
    const before = await sharp(photo).metadata();
    expect(before).toMatchObject({ orientation: 6, width: 400, height: 600 });
    expect(photo.includes('Secret Artist')).toBe(true);

    const image = kept(await media.keep(photo));
    expect(image).toMatchObject({ width: 600, height: 400 });
    const bytes = await rendition(image, 600);
    const after = await sharp(bytes).metadata();
    expect([after.exif, after.xmp, after.iptc, after.icc, after.orientation]).toEqual(
      Array(5).fill(undefined),
    );
    expect(bytes.includes('Secret Artist')).toBe(false);
    const [left, right] = await Promise.all(
      [100, 500].map((x) =>
        sharp(bytes).extract({ left: x, top: 200, width: 1, height: 1 }).raw().toBuffer(),
      ),
    );
    expect(left?.[0]).toBeGreaterThan(150);
    expect(right?.[2]).toBeGreaterThan(150);
  });

  test('loses whatever hangs behind it', async () => {
    const tail = '<html><script>alert(document.cookie)</script></html>';
    const photo = Buffer.concat([await aJpeg({ width: 330, height: 200 }), Buffer.from(tail)]);
    const image = kept(await media.keep(photo));
    for (const width of image.widths) expect((await rendition(image, width)).includes('<script')).toBe(false);
  });
});

describe('what is refused', () => {
  test.each<[string, Buffer, string | undefined]>([
    ['an SVG', Buffer.from('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>'), 'SVG'],
    ['a GIF', Buffer.from('GIF89a\x01\x00\x01\x00', 'latin1'), 'GIF'],
    ['a TIFF', Buffer.from('II*\0\x08\0\0\0', 'latin1'), 'TIFF'],
    ['a HEIC from a telephone', anIsoFile('heic', 'mif1', 'heic'), 'HEIC'],
    ['a page', Buffer.from('<!doctype html><title>x</title>'), 'HTML'],
    ['a text', Buffer.from('Đây không phải là ảnh.'), undefined],
    ['nothing at all', Buffer.alloc(0), undefined],
    ['a film', anIsoFile('isom', 'mp42'), undefined],
  ])('%s never reaches the decoder', async (_, bytes, detail) => {
    const untouched = await openMedia({
      hasSpace: () => true,
      report: () => undefined,
      folder,
      resize: () => Promise.reject(new Error('the decoder was asked')),
    });
    expect(await untouched.keep(bytes)).toEqual({
      ok: false,
      code: 'photo-invalid',
      ...(detail !== undefined && { detail }),
    });
  });

  test.each<[string, () => Promise<Buffer> | Buffer]>([
    ['a photo that was cut off', async () => (await aJpeg({ width: 640, height: 480 })).subarray(0, 2_000)],
    ['the first bytes of a JPEG and then a drawing', () => Buffer.from('\xff\xd8\xff<svg></svg>', 'latin1')],
    ['a text that calls itself AVIF', () => Buffer.concat([anIsoFile('avif'), Buffer.from('text')])],
  ])('%s', async (_, make) => {
    expect(await media.keep(await make())).toEqual({ ok: false, code: 'photo-invalid' });
    expect(await readdir(folder)).toEqual([]);
  });

  test('more than 40 million pixels, however few bytes they take', async () => {
    const bomb = aPngBomb({ width: 8_000, height: 6_000 });
    expect(bomb.length).toBeLessThan(10_000);
    expect(await media.keep(bomb)).toEqual({ ok: false, code: 'photo-too-large', detail: '40 MP' });
    expect(kept(await media.keep(aPngBomb({ width: 2_000, height: 1_500 })))).toMatchObject({ width: 1280 });
  });

  test('more than 15 MB', async () => {
    const bytes = Buffer.concat([await aJpeg({ width: 9, height: 9 }), Buffer.alloc(LIMITS.photoBytes)]);
    expect(await media.keep(bytes)).toEqual({ ok: false, code: 'photo-too-large', detail: '15 MB' });
  });

  test('one more than may wait', async () => {
    let finish: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let atOnce = 0;
    let most = 0;
    const slow = await openMedia({
      hasSpace: () => true,
      report: () => undefined,
      folder,
      resize: async () => {
        atOnce += 1;
        most = Math.max(most, atOnce);
        await held;
        atOnce -= 1;
        return { ok: false, fault: 'unreadable' };
      },
    });
    const photo = await aJpeg({ width: 9, height: 9 });
    const waiting = Array.from({ length: 8 }, () => slow.keep(photo));
    expect(await slow.keep(photo)).toEqual({ ok: false, code: 'too-many' });
    finish();
    await Promise.all(waiting);
    expect(most).toBe(1);
    expect(await slow.keep(photo)).toMatchObject({ code: 'photo-invalid' });
  });

  test.each<[string, Resizer]>([
    ['cannot run', () => Promise.reject(new Error('no such program'))],
    ['is too slow', async () => ({ ok: false, fault: 'timed-out' })],
    ['is ended by the system', async () => ({ ok: false, fault: 'killed' })],
  ])('none for being a bad photo when the program that makes photos smaller %s', async (_, resize) => {
    const tired = await openMedia({ hasSpace: () => true, report: () => undefined, folder, resize });
    expect(await tired.keep(await aJpeg({ width: 9, height: 9 }))).toEqual({
      ok: false,
      code: 'storage-failed',
    });
  });

  test('any, when the disk does not take it; nothing half stays', async () => {
    await rm(folder, { recursive: true });
    await writeFile(folder, 'not a folder');
    expect(await media.keep(await aJpeg({ width: 330, height: 200 }))).toEqual({
      ok: false,
      code: 'storage-failed',
    });
  });
});
