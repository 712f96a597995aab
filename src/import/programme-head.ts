import { LIMITS } from '#domain/limits.ts';
import type { FoundDay } from './dates.ts';
import { datelineOf, dayOfLine, findDay, withoutHours } from './dates.ts';
import type { Doubt } from './doubt.ts';
import { doubt } from './doubt.ts';
import { isUpperCase } from './paper-lines.ts';
import type { SourceLine } from './source-lines.ts';
import { chunkOf, endsSentence, plainSpaces } from './source-lines.ts';
import { labelledLine, titleLength } from './title-lines.ts';

/** What a programme prints above its first hour. */
export interface ProgrammeHead {
  /** May be empty. */
  readonly title: string;
  /** The main hall first. */
  readonly venues: readonly string[];
  readonly organizer?: string;
  readonly day?: FoundDay;
  /** Of the day. */
  readonly dayLine?: SourceLine;
  /** `day` is the first of several. */
  readonly severalDays?: true;
  readonly doubts: readonly Doubt[];
}

/** Nothing but what kind of paper it is; the name of the conference stands below. */
const ONLY_TYPE =
  /^(?:dự thảo )?(?:chương trình|kịch bản|lịch trình|nội dung)(?: (?:chi tiết|làm việc|dự kiến|điều hành))*\s*:?$/iu;
const OPENS_WITH_TYPE = /^(?:CHƯƠNG TRÌNH|KỊCH BẢN|KẾ HOẠCH|LỊCH TRÌNH)(?=\s)/u;
const IN_BRACKETS = /^\(.*\)$/u;
const SEVERAL_DAYS =
  /(?<!\d)(?<first>\d{1,2})(?:\s*[-/.]\s*\d{1,2})?\s*(?:-|–|đến|và)\s*(?:hết )?(?:ngày )?\d{1,2}\s*(?<sign>[-/.])\s*(?<rest>\d{1,2}\s*\k<sign>\s*\d{4})/iu;

/** @param lines those above the first hour */
export function headOfProgramme(lines: readonly SourceLine[]): ProgrammeHead {
  const venues: string[] = [];
  const doubts: Doubt[] = [];
  const notUsed = ({ number, text }: SourceLine): number =>
    doubts.push(doubt(number, 'not-used', { text: plainSpaces(text) }));
  const words: SourceLine[] = [];
  let organizer: string | undefined;
  let dayLine: SourceLine | undefined;
  for (const line of lines) {
    const labelled = labelledLine(line.text);
    const isDay = labelled?.label === 'thời gian' || dayOfLine(line.text) || datelineOf(line.text);
    const named = labelled ? venuesOf(labelled) : [];
    if (isDay && dayOf(line.text)) {
      // The nearest to the items is theirs.
      if (dayLine) notUsed(dayLine);
      dayLine = line;
    } else if (named.length > 0) venues.push(...named);
    else if (labelled?.label.startsWith('đơn vị tổ chức') && labelled.words && !organizer)
      organizer = labelled.words;
    else if (labelled || IN_BRACKETS.test(line.text)) notUsed(line);
    else words.push(line);
    if (words.at(-1) !== line) words.push({ ...line, text: '' });
  }

  const type = words.findIndex(({ text }) => ONLY_TYPE.test(plainSpaces(text)));
  const start = words.findIndex(({ text }, index) => index > type && text !== '');
  const length = start < 0 ? 0 : lengthOfTitle(words.slice(start));
  const title = words.slice(start < 0 ? 0 : start, start + length);
  const next = words[start + length];
  for (const line of words)
    if (title.indexOf(line) > 0) doubts.push(doubt(line.number, 'title-joined', { text: line.text }));
    else if (line === next && line.text !== '')
      doubts.push(doubt(line.number, 'below-title', { text: line.text }));
    else if (line.text !== '' && !title.includes(line)) notUsed(line);
  const day = dayLine && dayOf(dayLine.text);
  return {
    title: title.length > 0 ? plainSpaces(chunkOf(title).text) : '',
    venues: [...new Set(venues)],
    ...(organizer && { organizer }),
    ...(day && dayLine && { day, dayLine }),
    ...(dayLine && SEVERAL_DAYS.test(withoutHours(plainSpaces(dayLine.text))) && { severalDays: true }),
    doubts,
  };
}

/** Places behind `Địa điểm:` or `Điểm cầu:`, the latter perhaps several. */
export function venuesOf({ label, words }: { readonly label: string; readonly words: string }): string[] {
  const places = label.includes('điểm cầu') ? words.split(/\s*[;,]\s*/u) : /^địa/u.test(label) ? [words] : [];
  return places
    .map((place) => place.replace(/[.;]$/u, ''))
    .filter((place) => place !== '' && place.length <= LIMITS.nameCharacters);
}

/** The first day that a line names. */
function dayOf(text: string): FoundDay | null {
  const line = withoutHours(plainSpaces(text));
  const { first, sign = '', rest = '' } = SEVERAL_DAYS.exec(line)?.groups ?? {};
  return (first === undefined ? null : findDay(`${first}${sign}${rest}`)) ?? findDay(line);
}

/** A type in capitals goes on in the name of the conference, whatever the case of that. */
function lengthOfTitle(lines: readonly SourceLine[]): number {
  const length = titleLength(lines);
  const [first, second] = [lines[0]?.text ?? '', lines[1]?.text ?? ''];
  const named = OPENS_WITH_TYPE.test(first) && isUpperCase(first) && length === 1;
  return named && second !== '' && !endsSentence(second) ? 1 + titleLength(lines.slice(1)) : length;
}
