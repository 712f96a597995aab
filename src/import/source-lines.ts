import type { ImportFault } from './fault.ts';
import { fault } from './fault.ts';

/**
 * A line of the source: NFC, blanks at both ends cut, marks that turn the direction of writing left out as the newsroom
 * does, everything else as it was.
 */
export interface SourceLine {
  /** 1 is the first. */
  readonly number: number;
  /** Empty for a line on which nothing can be seen. */
  readonly text: string;
}

/** Lines that belong together: a paragraph or a caption. */
export interface Chunk {
  /** At least one, none blank. */
  readonly lines: readonly SourceLine[];
  /** The lines with one space between them. */
  readonly text: string;
}

const LINE_END = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: their presence is what tells
const NOT_TEXT = /[\u0000-\u0008\u000e-\u001f\ufffd]/u;
/** The newsroom refuses markup in any field; here the refusal gets a line. */
const TAG_OPENS = /<\/?[a-z!]/iu;
const CHARACTER_REFERENCE = /&(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]+);/iu;
const DIRECTION_MARK = /[\u007f\u202a-\u202e\u2066-\u2069]/gu;
const NOTHING_TO_SEE = /^[\p{Cf}\s]*$/u;
/** Read on the last characters only. */
const SENTENCE_END = /[.!?…:;][”"’)»*]*$/u;
const LAST_CHARACTERS = 8;

/** A text as its lines, or what makes it no text. */
export function readLines(text: string): readonly SourceLine[] | ImportFault {
  const lines = text
    .normalize('NFC')
    .split(LINE_END)
    .map((line, index): SourceLine => ({ number: index + 1, text: visible(line) }));
  const unreadable = lines.find((line) => NOT_TEXT.test(line.text));
  if (unreadable) return fault(unreadable.number, 'not-text');
  if (lines.every((line) => line.text === '')) return fault(1, 'empty');
  const marked = lines.find((line) => markupIn(line.text) !== null);
  return marked ? fault(marked.number, 'markup', { text: markupIn(marked.text) ?? '' }) : lines;
}

const SHOWN_CHARACTERS = 60;

/** In one pass, because a line may be as long as somebody likes to paste. */
function markupIn(text: string): string | null {
  const open = text.search(TAG_OPENS);
  const close = open < 0 ? -1 : text.indexOf('>', open);
  if (close >= 0) return text.slice(open, close + 1).slice(0, SHOWN_CHARACTERS);
  return CHARACTER_REFERENCE.exec(text)?.[0] ?? null;
}

function visible(line: string): string {
  const text = line.replace(DIRECTION_MARK, '').trim();
  return NOTHING_TO_SEE.test(text) ? '' : text;
}

/** Whether a line ends a sentence (or announces something); one that does not may go on in the next. */
export const endsSentence = (text: string): boolean => SENTENCE_END.test(text.slice(-LAST_CHARACTERS));

/**
 * Lines as paragraphs. A blank line ends one; other lines that follow each other belong together as long as `goesOn`
 * says so of the line before and the line: without it, until a sentence ends.
 */
export function chunksOf(
  lines: readonly SourceLine[],
  goesOn: (before: string, text: string) => boolean = (before) => !endsSentence(before),
): Chunk[] {
  const groups: SourceLine[][] = [];
  let open: SourceLine[] | null = null;
  for (const line of lines) {
    const last: SourceLine | undefined = open?.at(-1);
    if (line.text === '') open = null;
    else if (open && last && goesOn(last.text, line.text)) open.push(line);
    else {
      open = [line];
      groups.push(open);
    }
  }
  return groups.map(chunkOf);
}

export const chunkOf = (lines: readonly SourceLine[]): Chunk => ({
  lines,
  text: lines.map((line) => line.text).join(' '),
});

/** Number of the first line. */
export const lineOf = (chunk: Chunk): number => chunk.lines[0]?.number ?? 0;

/** For recognising, never for storing: no-break and doubled spaces as one plain space. */
export const plainSpaces = (text: string): string => text.replace(/\s+/gu, ' ').trim();
