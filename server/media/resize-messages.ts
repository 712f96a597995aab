import { z } from 'zod';
import type { PhotoType } from './photo-type.ts';

/** What the child process is asked, once. */
export interface ResizeOrder {
  readonly type: PhotoType;
  readonly bytes: Uint8Array;
  /** Widths in pixels, ascending; the last is the most the largest rendition may have. */
  readonly widths: readonly number[];
  readonly mostPixels: number;
}

function isWebp(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  return head.startsWith('RIFF') && head.endsWith('WEBP');
}

const rendition = z.strictObject({
  width: z.int().min(1).max(16_383),
  height: z.int().min(1).max(16_383),
  /** WebP, without metadata. */
  bytes: z.instanceof(Uint8Array).refine(isWebp),
});
export type Rendition = z.infer<typeof rendition>;

/**
 * Renditions ascending by width, at least one. Checked when it arrives: a photo that took the child over must not
 * choose names of files here.
 */
export const resizeAnswer = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), renditions: z.array(rendition).min(1).max(8) }),
  z.strictObject({ ok: z.literal(false), fault: z.enum(['too-many-pixels', 'unreadable']) }),
]);
export type ResizeAnswer = z.infer<typeof resizeAnswer>;
