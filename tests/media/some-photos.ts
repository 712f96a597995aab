import { crc32, deflateSync } from 'node:zlib';
import type { Sharp } from 'sharp';
import sharp from 'sharp';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Left half red, right half blue: what is upright can be seen. */
const RED = { r: 220, g: 30, b: 30 };
const BLUE = { r: 30, g: 30, b: 220 };

export function aPhoto({ width, height }: Size): Sharp {
  const half = { width: Math.floor(width / 2), height, channels: 3 as const, background: BLUE };
  return sharp({ create: { width, height, channels: 3, background: RED } }).composite([
    { input: { create: half }, gravity: 'east' },
  ]);
}

export const aJpeg = (size: Size): Promise<Buffer> => aPhoto(size).jpeg().toBuffer();

/** As a phone held upright stores it: lying, with an order to turn it, and with the place where it was taken. */
export const aPhonePhoto = async (upright: Size): Promise<Buffer> =>
  asPhoneKeeps(await aPhoto(upright).png().toBuffer(), 80);

const grain = (size: Size): Sharp =>
  sharp({
    create: { ...size, channels: 3, background: RED, noise: { type: 'gaussian', mean: 110, sigma: 40 } },
  });

/** The same with something to see everywhere. */
export const aSoftPhonePhoto = async (upright: Size): Promise<Buffer> =>
  asPhoneKeeps(await grain(upright).blur(3).png().toBuffer(), 90);

/** The same with some 6 MB: its upper third is red, the rest as grainy as a photo in a dark hall. */
export async function aLargePhonePhoto(): Promise<Buffer> {
  const [width, height] = [1_800, 2_400];
  const top = sharp({ create: { width, height: Math.floor(height / 3), channels: 3, background: RED } });
  return asPhoneKeeps(
    await grain({ width, height })
      .composite([{ input: await top.png().toBuffer(), gravity: 'north' }])
      .png()
      .toBuffer(),
    98,
  );
}

const asPhoneKeeps = async (upright: Buffer, quality: number): Promise<Buffer> =>
  sharp(await sharp(upright).rotate(270).toBuffer())
    .withMetadata({ orientation: 6 })
    .withExifMerge({
      IFD0: { Artist: 'Secret Artist' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '21/1 1/1 0/1', GPSLongitudeRef: 'E' },
    })
    .jpeg({ quality, chromaSubsampling: '4:4:4' })
    .toBuffer();

/** A black PNG of any size that takes a few kilobytes only. */
export function aPngBomb({ width, height }: Size): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.writeUInt8(1, 8);
  const rows = Buffer.alloc((1 + Math.ceil(width / 8)) * height);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** The first box of an ISO media file with these brands. */
export const anIsoFile = (...brands: readonly string[]): Buffer => {
  const [major = '', ...compatible] = brands;
  const text = `ftyp${major}\0\0\0\0${compatible.join('')}`;
  return Buffer.concat([Buffer.from([0, 0, 0, text.length + 4]), Buffer.from(`${text}more`, 'latin1')]);
};
