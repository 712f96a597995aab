import type { Doubt } from './doubt.ts';
import { doubt } from './doubt.ts';
import { isPageNumber, labelOf } from './paper-lines.ts';
import type { NoteReader } from './paper-notes.ts';
import { joinedByWidth, paragraphRule, startsNew } from './paper-paragraphs.ts';
import type { Chunk, SourceLine } from './source-lines.ts';
import { chunksOf, endsSentence, lineOf } from './source-lines.ts';

/** A footnote as it stood at the foot of a page. */
export interface LiftedNote {
  readonly mark: string;
  readonly text: string;
  readonly chunk: Chunk;
}

/** The text of a paper without its pages: what stood at their feet is lifted out, sentences that they cut are whole. */
export interface Unpaged {
  readonly paragraphs: readonly Chunk[];
  readonly notes: readonly LiftedNote[];
  readonly pageNumbers: readonly SourceLine[];
  readonly doubts: readonly Doubt[];
}

/**
 * Rejoins a paragraph that ends in no sentence with a following one that begins with a small letter, whatever footnote
 * or page number stood between them. Every rejoining is asked about.
 */
export function withoutPageBreaks(lines: readonly SourceLine[], footnoteOf: NoteReader): Unpaged {
  const paragraphs: Chunk[] = [];
  const notes: LiftedNote[] = [];
  const pageNumbers: SourceLine[] = [];
  const doubts: Doubt[] = [];
  for (const chunk of chunksOf(lines, paragraphRule(lines, footnoteOf))) {
    const note = footnoteOf(chunk.text);
    doubts.push(
      ...joinedByWidth(chunk.lines).map(({ number, text }) => doubt(number, 'lines-joined', { text })),
    );
    const last = paragraphs.at(-1);
    const begins = startsNew(chunk.text, footnoteOf);
    if (note) notes.push({ mark: note.mark, text: note.rest, chunk });
    else if (isPageNumber(chunk.text)) {
      pageNumbers.push(...chunk.lines);
      doubts.push(doubt(lineOf(chunk), 'set-aside', { text: chunk.text }));
    } else if (last && isCut(last) && !begins && /^\p{Ll}/u.test(chunk.text)) {
      doubts.push(doubtOfJoin('rejoined', last, chunk));
      paragraphs[paragraphs.length - 1] = {
        lines: [...last.lines, ...chunk.lines],
        text: `${last.text} ${chunk.text}`,
      };
    } else {
      if (last && isCut(last) && !begins && !mayBeHeading(last))
        doubts.push(doubtOfJoin('maybe-cut', last, chunk));
      paragraphs.push(chunk);
    }
  }
  return { paragraphs, notes, pageNumbers, doubts };
}

const isCut = ({ text }: Chunk): boolean => !endsSentence(text);
const mayBeHeading = ({ text }: Chunk): boolean => labelOf(text) !== null;

const SHOWN_CHARACTERS = 40;

function doubtOfJoin(code: 'rejoined' | 'maybe-cut', first: Chunk, second: Chunk): Doubt {
  return doubt(lineOf(second), code, {
    from: first.lines.at(-1)?.number ?? 0,
    to: lineOf(second),
    before: first.text.slice(-SHOWN_CHARACTERS),
    after: second.text.slice(0, SHOWN_CHARACTERS),
  });
}
