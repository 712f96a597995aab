const TAG = /<\/?[a-z!][^>]*>|&(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]+);/iu;
// Controls but tab and line feed; marks that turn the direction of what follows.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/gu;

/** NFC, without what nobody sees. */
export const cleanText = (text: string): string => text.normalize('NFC').replace(INVISIBLE, '');

/** Tags and character references are refused, never stripped: the writer should know. */
export const hasMarkup = (text: string): boolean => TAG.test(text);
