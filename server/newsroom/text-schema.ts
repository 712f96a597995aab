import { z } from 'zod';
import { cleanText, hasMarkup } from '#domain/plain-text.ts';

/** Said instead of a sentence by the checks here; {@link faultOf} in `command-schema.ts` turns it into a code. */
export const MARKUP = 'markup';

/** Plain text in NFC; tags and character references are refused, never stripped: the writer should know. */
export const plainText = (most: number, least = 1) =>
  z
    .string()
    .max(most)
    .transform(cleanText)
    .refine((text) => !hasMarkup(text), { message: MARKUP })
    .refine((text) => text.trim().length >= least, { message: 'empty' });

/** A UTC instant, `2026-03-12T01:15:00.000Z`, always with milliseconds so that instants compare as text. */
export const instant = z.iso.datetime().transform((iso) => new Date(iso).toISOString());

export const uuid = z.uuidv7();

export const day = z.iso.date();

/** An address that a reader may be led to: no scripts, no credentials. */
export const link = z
  .string()
  .max(2_000)
  .refine((text) => {
    if (!URL.canParse(text)) return false;
    const url = new URL(text);
    if (url.protocol === 'mailto:') return true;
    return url.protocol === 'https:' && url.username === '' && url.password === '';
  });
