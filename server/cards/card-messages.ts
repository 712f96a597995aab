import { z } from 'zod';
import type { ShareCard } from '#domain/share-card.ts';

/** What the drawing process is asked, one after the other. */
export interface DrawOrder {
  readonly card: ShareCard;
  /** Bytes of the photo, as they are stored here. */
  readonly photo: Uint8Array | null;
}

const MOST_BYTES = 2 ** 20;
const isJpeg = (bytes: Uint8Array): boolean =>
  bytes[0] === 0xff && bytes[1] === 0xd8 && bytes.length <= MOST_BYTES;

/** Checked when it arrives: nothing but a picture of a likely size is given to readers. */
export const drawAnswer = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), jpeg: z.instanceof(Uint8Array).refine(isJpeg) }),
  z.strictObject({ ok: z.literal(false), fault: z.string() }),
]);
