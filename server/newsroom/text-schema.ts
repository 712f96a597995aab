import { z } from 'zod';

/** Said instead of a sentence by the checks here; {@link faultOf} in `command-schema.ts` turns it into a code. */
export const MARKUP = 'markup';

const TAG = /<\/?[a-z!][^>]*>|&(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]+);/iu;
// Controls but tab and line feed; marks that turn the direction of what follows.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/gu;

const clean = (text: string): string => text.normalize('NFC').replace(INVISIBLE, '');

/** Plain text in NFC; tags and character references are refused, never stripped: the writer should know. */
export const plainText = (most: number, least = 1) =>
  z
    .string()
    .max(most)
    .transform(clean)
    .refine((text) => !TAG.test(text), { message: MARKUP })
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
