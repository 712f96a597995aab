import { z } from 'zod';
import type { PhotoType } from './photo-type.ts';

export const FORMATS = ['webp', 'avif'] as const;
export type Format = (typeof FORMATS)[number];

/** What the child process is asked, once. */
export interface ResizeOrder {
  readonly type: PhotoType;
  readonly bytes: Uint8Array;
  readonly format: Format;
  /** Widths in pixels, ascending; the last is the most the largest rendition may have. */
  readonly widths: readonly number[];
  /** The most that the longer side of any rendition may have. */
  readonly longest: number;
  readonly mostPixels: number;
}

const rendition = z.strictObject({
  width: z.int().min(1).max(16_383),
  height: z.int().min(1).max(16_383),
  /** In the format that was asked for, without metadata. */
  bytes: z.instanceof(Uint8Array),
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
