import type { Byline } from './byline.ts';
import { bylineOf } from './byline.ts';
import { datelineOf, dayOfLine } from './dates.ts';
import type { Doubt } from './doubt.ts';
import { doubt } from './doubt.ts';
import { isKickerAlone } from './page-head.ts';
import type { Chunk, SourceLine } from './source-lines.ts';
import { chunkOf, chunksOf, endsSentence, lineOf } from './source-lines.ts';
import { titleLength } from './title-lines.ts';

/** What stands over the first hour of a page, taken apart; every line that is not blank is in exactly one part. */
export interface HeadChunks {
  /** The title first, unless a kicker stands over it. */
  readonly chunks: readonly Chunk[];
  readonly dayLines: readonly SourceLine[];
  readonly bylines: readonly { readonly chunk: Chunk; readonly byline: Byline }[];
}

/** A title ends where the line below says so, whether or not a blank line stands between. */
export function headChunks(lines: readonly SourceLine[], doubts: Doubt[]): HeadChunks {
  const dayLines = lines.filter(({ text }) => dayOfLine(text) !== null || datelineOf(text) !== null);
  const words = lines.map((line) => (dayLines.includes(line) ? { ...line, text: '' } : line));
  const start = words.findIndex(({ text }) => text !== '' && !isKickerAlone(text));
  if (start < 0) return { chunks: chunksOf(words, () => false), dayLines, bylines: [] };
  const end = start + titleLength(words.slice(start));
  const title = chunkOf(words.slice(start, end));
  doubts.push(...title.lines.slice(1).map(({ number, text }) => doubt(number, 'title-joined', { text })));

  const below = chunksOf(words.slice(end), goesOn);
  const bylines = below.flatMap((chunk) => {
    const byline = bylineOf(chunk.text);
    return byline ? [{ chunk, byline }] : [];
  });
  const taken = new Set(bylines.map(({ chunk }) => chunk));
  const rest = below.filter((chunk) => !taken.has(chunk));
  const [next] = rest;
  if (next && lineOf(next) === words[end]?.number && !endsSentence(next.text))
    doubts.push(doubt(lineOf(next), 'below-title', { text: next.text.slice(0, SHOWN_CHARACTERS) }));
  return { chunks: [...chunksOf(words.slice(0, start), () => false), title, ...rest], dayLines, bylines };
}

const SHOWN_CHARACTERS = 120;

const goesOn = (before: string, text: string): boolean =>
  !endsSentence(before) && !isKickerAlone(text) && bylineOf(before) === null && bylineOf(text) === null;
