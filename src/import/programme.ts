import type { AgendaItemKind } from '#domain/agenda.ts';
import { LIMITS } from '#domain/limits.ts';
import { kindOfItem, shortTitleOf } from './agenda-guess.ts';
import type { FoundDay } from './dates.ts';
import { comingYear, datelineOf, dayOfLine, isoOf } from './dates.ts';
import type { Doubt } from './doubt.ts';
import { doubt, inOrderOfLines } from './doubt.ts';
import type { ImportFault } from './fault.ts';
import { fault } from './fault.ts';
import { hourInProgramme, inHouseHour } from './hours.ts';
import { headOfProgramme, venuesOf } from './programme-head.ts';
import type { SourceLine } from './source-lines.ts';
import { endsSentence, plainSpaces, readLines } from './source-lines.ts';
import { labelledLine } from './title-lines.ts';

/** One line of a pasted programme. */
export interface ProgrammeItem {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** `HH:MM`; absent when the programme gives none. */
  readonly hour?: string;
  /** The hour as the newsroom writes it, `8h15`, however it was printed. */
  readonly printed?: string;
  readonly title: string;
  readonly shortTitle: string;
  readonly kind: AgendaItemKind;
  readonly line: number;
}

export interface ProgrammeDraft {
  readonly ok: true;
  /** The conference's name, or nothing. */
  readonly title: string;
  /** As `Địa điểm:` and `Điểm cầu:` name them, the main hall first. */
  readonly venues: readonly string[];
  readonly organizer?: string;
  /** As listed. */
  readonly items: readonly ProgrammeItem[];
  /** Names every line of which nothing became part of the draft. */
  readonly doubts: readonly Doubt[];
}

/** `Buổi sáng`, `CHIỀU:` alone on a line: the hours say it, and a programme has no field for it. */
const PART_OF_DAY = /^(?:buổi\s+)?(?:sáng|trưa|chiều|tối)(?:\s+ngày)?\s*:?$/iu;
const BULLET = /^[-–•*+]\s*/u;

/**
 * Reads a programme: `8h15: …`, `8h15 – …`, `08:15 …`, one item a line, `Ngày 14-1` over the items of a day; above them
 * the conference's name and lines such as `Thời gian: …`, `Địa điểm: …`. Blanks are made plain: an editor goes over it
 * before anybody reads it.
 * @param day `YYYY-MM-DD` of items that stand under no day
 * @param today `YYYY-MM-DD`; a day printed without a year is the next one from a month ago on
 */
export function readProgramme(
  text: string,
  { day: firstDay, today }: { readonly day: string; readonly today: string },
): ProgrammeDraft | ImportFault {
  const lines = readLines(text);
  if ('ok' in lines) return lines;
  const first = lines.findIndex(({ text: words }) => isItem(plainSpaces(words)));
  if (first < 0) return fault(lines.find((line) => line.text !== '')?.number ?? 1, 'no-hours');
  const head = headOfProgramme(lines.slice(0, first).filter(({ text: words }) => !PART_OF_DAY.test(words)));
  const items: ProgrammeItem[] = [];
  const venues = [...head.venues];
  const doubts: Doubt[] = [...head.doubts];
  const dayFrom = (found: FoundDay, { number, text: words }: SourceLine, several = false): string => {
    const iso = isoOf(found, found.year ?? comingYear(found, today));
    if (found.year === undefined) doubts.push(doubt(number, 'year-inferred', { text: words, iso }));
    if (several) doubts.push(doubt(number, 'several-days', { text: words, iso }));
    return iso;
  };
  let day = head.day && head.dayLine ? dayFrom(head.day, head.dayLine, head.severalDays) : firstDay;
  for (const [index, line] of lines.entries()) {
    const words = plainSpaces(line.text);
    const hour = hourInProgramme(words);
    const last = items.at(-1);
    if (words === '') continue;
    if (PART_OF_DAY.test(words)) doubts.push(doubt(line.number, 'not-used', { text: words }));
    if (index < first || PART_OF_DAY.test(words)) continue;
    const printedDay = dayOfLine(words) ?? datelineOf(words);
    const labelled = labelledLine(words);
    if (printedDay) day = dayFrom(printedDay, line);
    else if (hour === 'impossible') {
      doubts.push(doubt(line.number, 'hour-impossible', { text: words }));
      items.push(itemOf(line, words.replace(BULLET, ''), day));
    } else if (hour) {
      if (last && last.day === day && last.hour && hour.hour < last.hour)
        doubts.push(doubt(line.number, 'hours-run-back', { text: words }));
      items.push(itemOf(line, hour.title, day, { hour: hour.hour, printed: inHouseHour(hour.hour) }));
    } else if (labelled) {
      venues.push(...venuesOf(labelled));
      doubts.push(doubt(line.number, 'not-used', { text: words }));
    } else if (last && (last.title === '' || goesOn(last, words))) {
      items[items.length - 1] = retitled(last, `${last.title} ${words}`.trim());
      doubts.push(doubt(line.number, 'title-joined', { text: words }));
    } else {
      doubts.push(doubt(line.number, 'hour-missing', { text: words }));
      items.push(itemOf(line, words.replace(BULLET, ''), day));
    }
  }
  const { title, organizer } = head;
  return (
    faultOf(items, lines) ?? {
      ok: true,
      title,
      venues: [...new Set(venues)],
      ...(organizer && { organizer }),
      items,
      doubts: inOrderOfLines(doubts),
    }
  );
}

/** An hour at the head of a line; `8h00 ngày 5-3` is a day. */
function isItem(words: string): boolean {
  const hour = hourInProgramme(words);
  return hour !== null && hour !== 'impossible' && datelineOf(words) === null;
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
  const untitled = items.find((item) => item.title === '');
  if (untitled) return fault(untitled.line, 'item-without-title');
  const long = items.find((item) => item.title.length > LIMITS.titleCharacters);
  if (long) return fault(long.line, 'too-long', { field: 'agenda.title', limit: LIMITS.titleCharacters });
  if (items.length > LIMITS.agendaItems)
    return fault(at, 'too-many', { field: 'agenda', limit: LIMITS.agendaItems });
  return null;
}
