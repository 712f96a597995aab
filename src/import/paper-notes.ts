import type { Doubt } from './doubt.ts';
import { doubt } from './doubt.ts';
import { labelOf } from './paper-lines.ts';
import type { SourceLine } from './source-lines.ts';

/** The mark and the words of a line that is a footnote. */
export type NoteReader = (text: string) => { readonly mark: string; readonly rest: string } | null;

const PRINTED = /^(?<mark>[¹²³⁰⁴⁵⁶⁷⁸⁹]{1,3}|\[\d{1,3}\])\s*(?<rest>\S.*)$/u;
const IN_BRACKETS = /^(?<mark>\(\d{1,2}\))\s*(?<rest>\S.*)$/u;
/** Behind a word, and a sentence goes on or ends there: `tủ sách (1).` No number of a list stands so. */
const HANGS = /[\p{L}\d”"%]\s?(?<mark>\(\d{1,2}\))(?=\s*(?:[.,;:]|$)|\s\p{Ll})/gu;
/** `1 Không kể …`: a mark that lost its height when it was copied. */
const FLAT = /^(?<number>\d{1,2})\s+\p{Lu}/u;

/**
 * How footnotes are told in this text: by a raised number or one in square brackets, and `(1) …` where `(1)` hangs at a
 * word above it.
 */
export function noteReader(lines: readonly SourceLine[]): NoteReader {
  const hanging = new Set(lines.flatMap(({ text }) => marksIn(text)));
  return (text) => {
    const { mark, rest } = PRINTED.exec(text)?.groups ?? IN_BRACKETS.exec(text)?.groups ?? {};
    if (!mark || !rest) return null;
    return mark.startsWith('(') && !hanging.has(mark) ? null : { mark, rest };
  };
}

const marksIn = (text: string): string[] =>
  [...text.matchAll(HANGS)].flatMap(({ groups, index }) => (groups?.mark && index > 0 ? [groups.mark] : []));

/** Lines that may be footnotes but hang nowhere, and marks that hang but have no footnote. */
export function doubtsOfMarks(lines: readonly SourceLine[], footnoteOf: NoteReader): Doubt[] {
  const marks = new Set(lines.flatMap(({ text }) => footnoteOf(text)?.mark ?? []));
  const all = lines.map(({ text }) => text).join('\n');
  return lines.flatMap(({ number, text }) => {
    const flat = labelOf(text) === null ? FLAT.exec(text)?.groups?.number : undefined;
    const isNote = footnoteOf(text) !== null;
    const hangs = flat !== undefined && new RegExp(`\\p{Ll}${flat}(?=[.,;:\\s])`, 'u').test(all);
    return [
      ...((IN_BRACKETS.test(text) && !isNote) || hangs
        ? [doubt(number, 'note-or-text', { text: text.slice(0, SHOWN_CHARACTERS) })]
        : []),
      ...(isNote ? [] : marksIn(text))
        .filter((mark) => !marks.has(mark))
        .map((mark) => doubt(number, 'anchor-without-note', { text: text.slice(0, SHOWN_CHARACTERS), mark })),
    ];
  });
}

const SHOWN_CHARACTERS = 120;
