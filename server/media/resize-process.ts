import sharp from 'sharp';
import type { PhotoType } from './photo-type.ts';
import type { Rendition, ResizeAnswer, ResizeOrder } from './resize-messages.ts';

/*
 * A process of its own for one photo: what a hostile file may break here is this process, which can neither write a
 * file, nor read one outside the program, nor start another. It ends with its answer.
 */

/** The only decoders that may run, whatever the bytes pretend to be. */
const LOADERS: Readonly<Record<PhotoType, string>> = {
  jpeg: 'VipsForeignLoadJpegBuffer',
  png: 'VipsForeignLoadPngBuffer',
  webp: 'VipsForeignLoadWebpBuffer',
  avif: 'VipsForeignLoadHeifBuffer',
};

const QUALITY = 80;

async function resize({ type, bytes, widths, mostPixels }: ResizeOrder): Promise<ResizeAnswer> {
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: [LOADERS[type]] });
  sharp.concurrency(1);
  const photo = sharp(bytes, { failOn: 'warning', limitInputPixels: mostPixels, pages: 1 });
  try {
    const { autoOrient } = await photo.metadata();
    const renditions: Rendition[] = [];
    for (const width of widthsFor(autoOrient.width, widths)) {
      const { data, info } = await photo
        .clone()
        .autoOrient()
        .resize({ width })
        .webp({ quality: QUALITY })
        .toBuffer({ resolveWithObject: true });
      renditions.push({ width: info.width, height: info.height, bytes: data });
    }
    return { ok: true, renditions };
  } catch (fault) {
    const isTooLarge = fault instanceof Error && fault.message.includes('pixel limit');
    return { ok: false, fault: isTooLarge ? 'too-many-pixels' : 'unreadable' };
  }
}

/** Never wider than the photo is; a photo between two widths keeps its own as its largest. */
function widthsFor(own: number, widths: readonly number[]): number[] {
  const largest = Math.min(own, widths.at(-1) ?? own);
  return [...widths.filter((width) => width < largest), largest];
}

process.once('message', async (order: ResizeOrder) => {
  const answer = await resize(order);
  process.send?.(answer, () => process.disconnect());
});
// The parent went away: nobody waits for the answer.
process.once('disconnect', () => process.exit());
