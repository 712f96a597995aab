import type { AgendaItemKind } from '#domain/agenda.ts';
import { LIMITS } from '#domain/limits.ts';
import { kindOfItem, shortTitleOf } from './agenda-guess.ts';
import { comingYear, dayOfLine, isoOf } from './dates.ts';
import type { Doubt } from './doubt.ts';
import { doubt } from './doubt.ts';
import type { ImportFault } from './fault.ts';
import { fault } from './fault.ts';
import { hourInProgramme } from './hours.ts';
import type { SourceLine } from './source-lines.ts';
import { endsSentence, plainSpaces, readLines } from './source-lines.ts';

/** One line of a pasted programme. */
export interface ProgrammeItem {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** `HH:MM`; absent when the programme gives none. */
  readonly hour?: string;
  /** `8h15`, verbatim. */
  readonly printed?: string;
  readonly title: string;
  readonly shortTitle: string;
  readonly kind: AgendaItemKind;
  readonly line: number;
}

export interface ProgrammeDraft {
  readonly ok: true;
  /** The words over the first hour, such as the conference's name. */
  readonly heading: readonly string[];
  /** As listed. */
  readonly items: readonly ProgrammeItem[];
  readonly doubts: readonly Doubt[];
}

/** `Buổi sáng`, `CHIỀU:` alone on a line: it orders the page and says nothing that the hours do not. */
const PART_OF_DAY = /^(?:buổi\s+)?(?:sáng|trưa|chiều|tối)(?:\s+ngày)?\s*:?$/iu;
const BULLET = /^[-–•*+]\s*/u;

/**
 * Reads a programme: `8h15: …`, `8h15 – …`, `08:15 …`, one item a line, `Ngày 14-1` over the items of a day. Blanks are
 * made plain: an editor goes over it before anybody reads it.
 * @param day `YYYY-MM-DD` of items that stand under no day
 * @param today `YYYY-MM-DD`; a day printed without a year is the next one from a month ago on
 */
export function readProgramme(
  text: string,
  { day: firstDay, today }: { readonly day: string; readonly today: string },
): ProgrammeDraft | ImportFault {
  const lines = readLines(text);
  if ('ok' in lines) return lines;
  const heading: string[] = [];
  const items: ProgrammeItem[] = [];
  const doubts: Doubt[] = [];
  let day = firstDay;
  for (const line of lines) {
    const words = plainSpaces(line.text);
    const printedDay = dayOfLine(words);
    const hour = hourInProgramme(words);
    const last = items.at(-1);
    if (words === '') continue;
    if (printedDay) {
      day = isoOf(printedDay, printedDay.year ?? comingYear(printedDay, today));
      if (printedDay.year === undefined)
        doubts.push(doubt(line.number, 'year-inferred', { text: words, iso: day }));
    } else if (hour === 'impossible') {
      doubts.push(doubt(line.number, 'hour-impossible', { text: words }));
      items.push(itemOf(line, words.replace(BULLET, ''), day));
    } else if (hour) {
      if (last && last.day === day && last.hour && hour.hour < last.hour)
        doubts.push(doubt(line.number, 'hours-run-back', { text: words }));
      items.push(itemOf(line, hour.title, day, { hour: hour.hour, printed: hour.printed }));
    } else if (!last) {
      if (!PART_OF_DAY.test(words)) heading.push(line.text);
    } else if (last.title === '' || goesOn(last, words)) {
      items[items.length - 1] = retitled(last, `${last.title} ${words}`.trim());
      doubts.push(doubt(line.number, 'title-joined', { text: words }));
    } else if (!PART_OF_DAY.test(words)) {
      doubts.push(doubt(line.number, 'hour-missing', { text: words }));
      items.push(itemOf(line, words.replace(BULLET, ''), day));
    }
  }
  return faultOf(items, lines) ?? { ok: true, heading, items, doubts };
}

const itemOf = (
  { number }: SourceLine,
  title: string,
  day: string,
  hour: { readonly hour?: string; readonly printed?: string } = {},
): ProgrammeItem => retitled({ day, ...hour, title, shortTitle: '', kind: 'other', line: number }, title);

const retitled = (item: ProgrammeItem, title: string): ProgrammeItem => ({
  ...item,
  title,
  shortTitle: shortTitleOf(title),
  kind: kindOfItem(title),
});

const goesOn = (item: ProgrammeItem, words: string): boolean =>
  /^\p{Ll}/u.test(words) && !endsSentence(item.title);

function faultOf(items: readonly ProgrammeItem[], lines: readonly SourceLine[]): ImportFault | null {
  const at = lines.find((line) => line.text !== '')?.number ?? 1;
  if (!items.some((item) => item.hour)) return fault(at, 'no-hours');
  const untitled = items.find((item) => item.title === '');
  if (untitled) return fault(untitled.line, 'item-without-title');
  const long = items.find((item) => item.title.length > LIMITS.titleCharacters);
  if (long) return fault(long.line, 'too-long', { field: 'agenda.title', limit: LIMITS.titleCharacters });
  if (items.length > LIMITS.agendaItems)
    return fault(at, 'too-many', { field: 'agenda', limit: LIMITS.agendaItems });
  return null;
}
