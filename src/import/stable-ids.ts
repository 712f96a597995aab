import { parse, v5, v7 } from 'uuid';

const TEXTS = '7d3c6f0a-5b1e-4c58-9f0e-2f6a3c1b8d47';

/**
 * UUIDv7s that follow from a text, one after another: importing the same text again, after an import that was cut
 * short or for no reason, asks for the same things under the same ids, and the newsroom does nothing twice (rule 3).
 * A form sends other line ends than a file has, and a Mac composes letters its own way: that is the same text still.
 * @param at UTC instant that the ids carry
 */
export function idsFrom(text: string, at: string): () => string {
  const random = parse(v5(text.normalize('NFC').replace(/\r\n?/gu, '\n').trim(), TEXTS));
  const msecs = Date.parse(at);
  let seq = 0;
  return () => {
    seq += 1;
    return v7({ random, msecs, seq });
  };
}
