import type { PrintedDate } from '#domain/conference.ts';
import type { PaperPlace } from './document-shape.ts';
import { isPageNumber, isRule, isUpperCase, labelOf, withoutOuterMarks } from './paper-lines.ts';
import { isPaperType } from './paper-types.ts';
import type { SourceLine } from './source-lines.ts';
import { endsSentence } from './source-lines.ts';

/** What stands over the text of a paper. */
export interface PaperHead {
  readonly type: string | null;
  readonly titleLines: readonly string[];
  readonly header: string | null;
  readonly issuingBody: string | null;
  readonly number: string | null;
  readonly place: string | null;
  readonly issuedOn: PrintedDate | null;
  readonly places: readonly PaperPlace[];
  /** Index of the first line of the text itself. */
  readonly end: number;
}

const HEADER =
  /^(?:ĐẢNG CỘNG SẢN VIỆT NAM|CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập\s*[-–]\s*Tự do\s*[-–]\s*Hạnh phúc)$/iu;
const NUMBER = /^Số\s*:?\s*(?<number>\d*\s*[-/][-/\p{Lu}\d\s]+|[\d./-]+)$/u;
const PLACE_AND_DATE =
  /^(?<place>\p{Lu}[^,\d]{1,60}),\s*(?<date>ngày\s+(?<d>\d{1,2})\s+tháng\s+(?<m>\d{1,2})\s+năm\s+(?<y>\d{4}))$/iu;
const TITLE_GOES_ON = /^(?:về|v\/v|của|tại|số|nhiệm kỳ|năm|khóa|khoá|kỳ họp|\()/iu;
const LONGEST_TITLE_LINE = 300;

/**
 * Reads the head line by line: national header, issuing body, number, place and date of issue, type, title lines. It
 * ends before the first line that is none of these, or that carries a section's label.
 */
export function headOfPaper(lines: readonly SourceLine[]): PaperHead {
  const found: Record<'header' | 'issuingBody' | 'title', string[]> = {
    header: [],
    issuingBody: [],
    title: [],
  };
  const single: { type?: string; number?: string; place?: string; issuedOn?: PrintedDate } = {};
  const places: PaperPlace[] = [];
  let end = 0;
  for (; end < lines.length; end += 1) {
    const { number: line, text: source } = lines[end] as SourceLine;
    const text = withoutOuterMarks(source);
    const dated = PLACE_AND_DATE.exec(text)?.groups;
    const number = NUMBER.exec(text)?.groups?.number;
    if (source === '') places.push({ line, place: 'blank' });
    else if (isRule(source) || isPageNumber(source)) places.push({ line, place: 'set-aside' });
    else if (HEADER.test(text)) {
      places.push({ line, place: 'header', index: found.header.push(text) - 1 });
    } else if (number && !single.number) {
      single.number = number.trim();
      places.push({ line, place: 'number', lead: text.slice(0, text.length - number.length) });
    } else if (dated?.place && !single.place) {
      single.place = dated.place;
      single.issuedOn = { printed: dated.date ?? '', iso: isoDate(dated) };
      places.push({ line, place: 'placeAndDate' });
    } else if (!single.type && isPaperType(text)) {
      single.type = text;
      places.push({ line, place: 'type' });
    } else if (!labelOf(source) && isHeadline(text, single.type !== undefined, isRightBelow(places))) {
      const part = single.type === undefined && announcesType(lines, end) ? 'issuingBody' : 'title';
      places.push({ line, place: part, index: found[part].push(text) - 1 });
    } else break;
  }
  return {
    type: single.type ?? null,
    titleLines: found.title,
    header: joined(found.header),
    issuingBody: joined(found.issuingBody),
    number: single.number ?? null,
    place: single.place ?? null,
    issuedOn: single.issuedOn ?? null,
    places,
    end,
  };
}

/** Capitals throughout, or words that go on with a title. */
const isHeadline = (text: string, behindType: boolean, rightBelow: boolean): boolean =>
  text.length <= LONGEST_TITLE_LINE &&
  (isUpperCase(text) || (behindType && (rightBelow || TITLE_GOES_ON.test(text)) && !endsSentence(text)));

/** No blank line since the type or a title line. */
const isRightBelow = (places: readonly PaperPlace[]): boolean =>
  ['type', 'title'].includes(places.at(-1)?.place ?? '');

/** The type is still to come, so that capitals before it name who issues the paper. */
const announcesType = (lines: readonly SourceLine[], index: number): boolean =>
  lines.slice(index, index + HEAD_LINES).some((line) => isPaperType(line.text));
const HEAD_LINES = 20;

const joined = (parts: readonly string[]): string | null => (parts.length > 0 ? parts.join('\n') : null);

const isoDate = ({ d = '', m = '', y = '' }: Record<string, string | undefined>): string =>
  `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
