import type { Byline } from './byline.ts';
import { bylineOf, isRelatedHeading } from './byline.ts';
import { isCredited } from './caption.ts';
import type { FoundDay } from './dates.ts';
import { datelineOf, dayOfLine } from './dates.ts';
import type { Doubt } from './doubt.ts';
import { doubt } from './doubt.ts';
import type { ImportFault } from './fault.ts';
import { fault } from './fault.ts';
import { headChunks } from './head-chunks.ts';
import type { PrintedHour } from './hours.ts';
import { hourOnPage, isBareHour } from './hours.ts';
import type { Chunk, SourceLine } from './source-lines.ts';
import { chunkOf, chunksOf, endsSentence, lineOf } from './source-lines.ts';

/** A heading with an hour, and what stands under it. */
export interface PageSection {
  readonly heading: PrintedHour;
  /** The lines of the heading: two where the title stood on the next, or went on there. */
  readonly lines: readonly SourceLine[];
  /** The day printed above it, on a page of several days. */
  readonly day: FoundDay | null;
  readonly chunks: readonly Chunk[];
}

/** A live page taken apart; every line that is not blank is in exactly one part. */
export interface PageParts {
  readonly head: readonly Chunk[];
  /** In the order of the page. */
  readonly sections: readonly PageSection[];
  readonly dayLines: readonly SourceLine[];
  readonly bylines: readonly { readonly chunk: Chunk; readonly byline: Byline }[];
  readonly related: { readonly heading: SourceLine; readonly titles: readonly Chunk[] } | null;
  readonly doubts: readonly Doubt[];
}

/** Splits a page at its hours, and takes bylines and links to other pages off its end. */
export function partsOfPage(lines: readonly SourceLine[]): PageParts | ImportFault {
  const first = lines.findIndex((line) => isHeading(line.text));
  if (first < 0) return fault(lines.findLast((line) => line.text !== '')?.number ?? 1, 'no-hours');

  const doubts: Doubt[] = [];
  const last = lines.findLastIndex((line) => isHeading(line.text));
  const end = lines.findIndex((line, index) => index > last && isRelatedHeading(line.text));
  const body = lines.slice(first, end < 0 ? undefined : end);
  const heading = end < 0 ? undefined : lines[end];
  const related = heading ? { heading, titles: chunksOf(lines.slice(end + 1), () => false) } : null;

  const above = lines.slice(0, first);
  const lastAbove = above.findLast((line) => line.text !== '');
  // Where a lede stands between, it is the day on which the page was published.
  const sections = splitAtHours(body, dayOfLine(lastAbove?.text ?? ''), doubts);
  const { chunks: head, dayLines: daysAbove, bylines: bylinesAbove } = headChunks(above, doubts);
  const bylines = [...bylinesAbove, ...takeBylines(sections.at(-1)?.chunks ?? [])];
  const taken = new Set(bylines.map(({ chunk }) => chunk));
  const untitled = sections.find((section) => section.heading.title === '');
  if (untitled) return fault(untitled.lines[0]?.number ?? 1, 'item-without-title');
  return {
    head,
    sections: sections.map((section) => ({
      ...section,
      chunks: section.chunks.filter((chunk) => !taken.has(chunk)),
    })),
    dayLines: [...daysAbove, ...body.filter(({ text }) => dayOfLine(text) !== null)],
    bylines,
    related,
    doubts,
  };
}

const isHeading = (text: string): boolean => {
  const hour = hourOnPage(text);
  // `07:45 - 21/11/2026` is when a page was published.
  return hour !== null && hour !== 'impossible' && datelineOf(hour.title) === null;
};

const LIST_LINE = /^[-–•+*]\s/u;
const paragraphGoesOn = (before: string, text: string): boolean =>
  !endsSentence(before) && !isCredited(before) && !LIST_LINE.test(text);

function splitAtHours(
  lines: readonly SourceLine[],
  firstDay: FoundDay | null,
  doubts: Doubt[],
): PageSection[] {
  const sections: PageSection[] = [];
  let day = firstDay;
  let index = 0;
  while (index < lines.length) {
    const line = lines[index] as SourceLine;
    const heading = hourOnPage(line.text) as PrintedHour;
    if (isBareHour(heading)) doubts.push(doubt(line.number, 'hour-without-colon', { text: line.text }));
    const rest = lines.slice(index + 1);
    const until = rest.findIndex(({ text }) => isHeading(text));
    const own = until < 0 ? rest : rest.slice(0, until);
    const days = own.filter(({ text }) => dayOfLine(text) !== null);
    doubts.push(
      ...own
        .filter(({ text }) => hourOnPage(text) === 'impossible')
        .map(({ number, text }) => doubt(number, 'hour-impossible', { text })),
    );
    const under = own.map((other) => (days.includes(other) ? { ...other, text: '' } : other));
    sections.push({ ...withWholeTitle(line, heading, under, doubts), day });
    // A day printed at the end of one section is the head of the next.
    const last = days.at(-1);
    if (last) day = dayOfLine(last.text);
    index += own.length + 1;
  }
  return sections;
}

/** A title that begins, or goes on, in the line after its hour. */
function withWholeTitle(
  line: SourceLine,
  heading: PrintedHour,
  under: readonly SourceLine[],
  doubts: Doubt[],
): Omit<PageSection, 'day'> {
  const next = under.findIndex(({ text }) => text !== '');
  const follower = under[next];
  const missing = heading.title === '';
  const goesOn = next === 0 && follower !== undefined && /^\p{Ll}/u.test(follower.text);
  if (!follower || !(missing || goesOn))
    return { heading, lines: [line], chunks: chunksOf(under, paragraphGoesOn) };
  doubts.push(
    doubt(follower.number, missing ? 'title-on-next-line' : 'title-joined', { text: follower.text }),
  );
  return {
    heading: { ...heading, title: chunkOf([{ ...line, text: heading.title }, follower]).text.trim() },
    lines: [line, follower],
    chunks: chunksOf(under.slice(next + 1), paragraphGoesOn),
  };
}

/** Lines of names at the end of some chunks: the last, and those before it that are bylines too. */
function takeBylines(chunks: readonly Chunk[]): { chunk: Chunk; byline: Byline }[] {
  const found: { chunk: Chunk; byline: Byline }[] = [];
  for (const chunk of [...chunks].reverse()) {
    const byline = bylineOf(chunk.text);
    if (!byline) break;
    found.unshift({ chunk, byline });
  }
  return found;
}

/** @returns what a byline of one bare name asks */
export const doubtsOfBylines = (bylines: PageParts['bylines']): Doubt[] =>
  bylines.flatMap(({ chunk, byline }) =>
    byline.uncertain ? [doubt(lineOf(chunk), 'byline-or-text', { text: chunk.text })] : [],
  );
