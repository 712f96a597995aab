import { isDashLine, isPageNumber, isUpperCase, labelOf } from './paper-lines.ts';
import type { NoteReader } from './paper-notes.ts';
import type { SourceLine } from './source-lines.ts';
import { endsSentence } from './source-lines.ts';
import { wantsMore } from './title-lines.ts';

/** `a) …`, `đ. …`, `Điều 2. …`, `Chương I`: begins something, but has no place among the sections. */
const BEGINS = /^(?:[a-zđ][.)]\s|(?:Điều|Chương|Phần|Mục|Phụ lục)\s+(?:\d|[IVX]))/u;
const FIRST_CAPITAL = /^[“"‘(]?\p{Lu}/u;

export const startsNew = (text: string, footnoteOf: NoteReader): boolean =>
  isDashLine(text) ||
  isPageNumber(text) ||
  labelOf(text) !== null ||
  BEGINS.test(text) ||
  footnoteOf(text) !== null;

/** Capitals that stand alone go on in capitals only: what follows them is what they are a heading of. */
const isUnderHeading = (before: string, text: string): boolean => isUpperCase(before) && !isUpperCase(text);

/**
 * Whether a line goes on with the one above it. One that begins with a small letter does; one that begins with a
 * capital only where the line above was full, as the other lines of a paper that was broken at its margin show.
 */
export function paragraphRule(
  lines: readonly SourceLine[],
  footnoteOf: NoteReader,
): (before: string, text: string) => boolean {
  const mayGoOn = (before: string, text: string): boolean =>
    before !== '' && text !== '' && !endsSentence(before) && !startsNew(text, footnoteOf);
  const margin = Math.max(
    0,
    ...lines.map(({ text: before }, index) => {
      const text = lines[index + 1]?.text ?? '';
      return mayGoOn(before, text) && !FIRST_CAPITAL.test(text) ? before.length : 0;
    }),
  );
  const isFull = (before: string, text: string): boolean =>
    before.length + 1 + (text.split(/\s/u, 1)[0]?.length ?? 0) > margin;
  return (before, text) => {
    if (!mayGoOn(before, text)) return false;
    if (!FIRST_CAPITAL.test(text)) return true;
    if (isUpperCase(before) && isUpperCase(text)) return true;
    return !isUnderHeading(before, text) && (wantsMore(before) || (margin > 0 && isFull(before, text)));
  };
}

/** Lines of a paragraph that a capital begins: they went on by their width, and may have been paragraphs. */
export const joinedByWidth = (lines: readonly SourceLine[]): SourceLine[] =>
  lines.filter(
    ({ text }, index) =>
      index > 0 && FIRST_CAPITAL.test(text) && !isUpperCase(text) && !wantsMore(lines[index - 1]?.text ?? ''),
  );
