import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import satori from 'satori';
import sharp from 'sharp';
import { CARD_HEIGHT, CARD_WIDTH } from '#domain/share-card.ts';
import { layOut, PHOTO_WIDTH } from './card-layout.ts';
import type { DrawOrder } from './card-messages.ts';

/*
 * A process of its own for drawing: laying out one card holds a thread for tens of milliseconds, and making a picture of
 * it for hundreds. Here it holds up nobody, at a lower priority, and its script can neither write a file nor start a program.
 */

const { resolve } = createRequire(import.meta.url);
const WEIGHTS = [400, 600] as const;
const FACES = { Latin: 'latin', Vietnamese: 'vietnamese' };
const fonts = WEIGHTS.flatMap((weight) =>
  Object.entries(FACES).map(([name, subset]) => ({
    name,
    data: readFileSync(
      resolve(`@fontsource/be-vietnam-pro/files/be-vietnam-pro-${subset}-${weight}-normal.woff`),
    ),
    weight,
  })),
);
const QUALITY = 86;
sharp.concurrency(1);
sharp.cache(false);

async function draw({ card, photo }: DrawOrder): Promise<Uint8Array> {
  // Typed for React, of whose elements it takes the plain shape.
  const laidOut = layOut(card) as unknown as Parameters<typeof satori>[0];
  const svg = await satori(laidOut, { width: CARD_WIDTH, height: CARD_HEIGHT, fonts });
  const beside = photo && {
    input: await sharp(photo)
      .resize(PHOTO_WIDTH, CARD_HEIGHT, { fit: 'cover', position: 'attention' })
      .toBuffer(),
    left: CARD_WIDTH - PHOTO_WIDTH,
    top: 0,
  };
  const picture = sharp(Buffer.from(svg));
  return (beside ? picture.composite([beside]) : picture)
    .flatten()
    .jpeg({ quality: QUALITY, chromaSubsampling: '4:4:4' })
    .toBuffer();
}

process.on('message', async (order: DrawOrder) => {
  const answer = await draw(order).then(
    (jpeg) => ({ ok: true, jpeg }),
    (fault: unknown) => ({ ok: false, fault: String(fault) }),
  );
  process.send?.(answer);
});
// Nobody waits for another card.
process.once('disconnect', () => process.exit());
