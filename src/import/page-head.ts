import type { PrintedDate } from '#domain/conference.ts';
import type { FoundDay } from './dates.ts';
import { findDay, inferYear, isoOf, printedDate } from './dates.ts';
import type { Doubt } from './doubt.ts';
import { doubt } from './doubt.ts';
import type { Chunk } from './source-lines.ts';
import { lineOf, plainSpaces } from './source-lines.ts';

const KICKER =
  /^(?<kicker>trực tiếp|tường thuật trực tiếp|tường thuật|cập nhật|live)(?<dash>\s*[-–—:|]\s*)/iu;
const KICKER_ALONE = /^(?:trực tiếp|tường thuật trực tiếp|tường thuật|live)\s*:?$/iu;

/** A line that says only that the page is live. */
export const isKickerAlone = (text: string): boolean => KICKER_ALONE.test(plainSpaces(text));

/** What stands before the first hour. */
export interface PageHead {
  /** Absent where the page begins with an hour. */
  readonly title?: Chunk;
  readonly lede?: Chunk;
  readonly kicker?: string;
  /** A line that is nothing but the kicker. */
  readonly kickerLine?: Chunk;
  /** Where the kicker is glued to the words behind it, and how: `Trực tiếp- `. */
  readonly glued?: { readonly to: 'title' | 'lede'; readonly lead: string };
  /** Further paragraphs: entries under no agenda item. */
  readonly rest: readonly Chunk[];
}

/** The first paragraph is the title, the second the lede; a kicker may stand alone or be glued to either. */
export function headOf(chunks: readonly Chunk[]): PageHead {
  const kickerLine = chunks.find((chunk) => isKickerAlone(chunk.text));
  const [title, lede, ...rest] = chunks.filter((chunk) => chunk !== kickerLine);
  const onLede = KICKER.exec(lede?.text ?? '');
  const onTitle = KICKER.exec(title?.text ?? '');
  const glued = kickerLine
    ? undefined
    : onLede
      ? gluedTo('lede', onLede)
      : onTitle && gluedTo('title', onTitle);
  const kicker = kickerLine?.text ?? onLede?.groups?.kicker ?? onTitle?.groups?.kicker;
  return {
    ...(title && { title }),
    ...(lede && { lede }),
    ...(kicker && { kicker }),
    ...(kickerLine && { kickerLine }),
    ...(glued && { glued }),
    rest,
  };
}

const gluedTo = (to: 'title' | 'lede', { 0: lead }: RegExpExecArray): PageHead['glued'] => ({ to, lead });

/** The words of a title or lede without the kicker that was glued to them. */
export function wordsOf(head: PageHead, part: 'title' | 'lede'): string {
  const text = head[part]?.text ?? '';
  return head.glued?.to === part ? text.slice(head.glued.lead.length) : text;
}

/**
 * The day of the coverage: as its lede, its title or a line of its own prints it. A year that is not printed is that of
 * the line with the day, else inferred from what the page speaks of and asked about.
 */
export function dayOfPage(
  chunks: readonly Chunk[],
  dayLine: { readonly found: FoundDay; readonly line: number } | null,
  wholeText: string,
  today: string,
): { readonly date: PrintedDate; readonly doubts: readonly Doubt[] } {
  const inWords = chunks
    .map((chunk) => ({ found: findDay(plainSpaces(chunk.text)), line: lineOf(chunk) }))
    .find((candidate) => candidate.found !== null);
  const day = inWords?.found ?? dayLine?.found;
  const line = inWords?.line ?? dayLine?.line ?? 1;
  if (!day) return { date: { iso: today }, doubts: [doubt(1, 'date-missing', { iso: today })] };
  if (day.year !== undefined) return { date: printedDate(day, day.year), doubts: [] };
  const published = dayLine?.found;
  if (published?.year !== undefined) {
    const { year } = published;
    if (isoOf(day, year) === isoOf(published, year))
      return { date: printedDate(published, year), doubts: [] };
    const before = isoOf(day, year) <= isoOf(published, year) ? year : year - 1;
    const date = printedDate(day, before);
    return { date, doubts: [doubt(line, 'year-inferred', { text: day.printed, iso: date.iso })] };
  }
  const inferred = inferYear(day, plainSpaces(wholeText), today);
  const date = printedDate(day, inferred.year);
  return { date, doubts: [doubt(line, 'year-inferred', { text: day.printed, iso: date.iso, ...inferred })] };
}
