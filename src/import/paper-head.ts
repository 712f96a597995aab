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
/** Words on which a preamble begins, and no further line of a title. */
const PREAMBLE = /^(?:Căn cứ|Thực hiện|Xét|Theo|Trên cơ sở|Sau khi|Nhằm|Để|Ngày \d)/u;
const GAP_OF_COLUMNS = /\s*\t\s*|\s{3,}/u;

/**
 * Issuer and nation side by side on one line, as they are copied out of a table.
 * @returns null unless every column is plainly of a head, and each another part of it
 */
function columnsOf(text: string): readonly string[] | null {
  const columns = text.split(GAP_OF_COLUMNS);
  const parts = columns.map((column) => {
    if (HEADER.test(column)) return 'nation';
    if (NUMBER.test(column)) return 'number';
    if (PLACE_AND_DATE.test(column)) return 'date';
    return isHeadline(column, false, false) && !labelOf(column) ? 'issuer' : null;
  });
  const isHead = parts.includes('nation') || (parts.includes('date') && parts.includes('number'));
  return isHead && !parts.includes(null) && new Set(parts).size === columns.length ? columns : null;
}

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

  /** Where a line, or one of two columns, belongs; null ends the head. */
  const take = (source: string, at: number): Omit<PaperPlace, 'line'> | null => {
    const text = withoutOuterMarks(source);
    const dated = PLACE_AND_DATE.exec(text)?.groups;
    const number = NUMBER.exec(text)?.groups?.number;
    if (source === '') return { place: 'blank' };
    if (isRule(source) || isPageNumber(source)) return { place: 'set-aside' };
    if (HEADER.test(text)) return { place: 'header', index: found.header.push(text) - 1 };
    if (number && !single.number) {
      single.number = number.trim();
      return { place: 'number', lead: text.slice(0, text.length - number.length) };
    }
    if (dated?.place && !single.place) {
      single.place = dated.place;
      single.issuedOn = { printed: dated.date ?? '', iso: isoDate(dated) };
      return { place: 'placeAndDate' };
    }
    if (!single.type && isPaperType(text)) {
      single.type = text;
      return { place: 'type' };
    }
    const isTitle = isHeadline(text, single.type !== undefined, isRightBelow(places));
    if (labelOf(source) || !isTitle || (found.title.length > 0 && PREAMBLE.test(text))) return null;
    const part = single.type === undefined && announcesType(lines, at) ? 'issuingBody' : 'title';
    return { place: part, index: found[part].push(text) - 1 };
  };

  let end = 0;
  for (; end < lines.length; end += 1) {
    const { number: line, text } = lines[end] as SourceLine;
    const next = lines[end + 1];
    const columns = columnsOf(text);
    if (columns === null && next?.text && !HEADER.test(text) && HEADER.test(`${text} ${next.text}`)) {
      // The nation's name, broken in a narrow column.
      const index = found.header.push(`${text} ${next.text}`) - 1;
      places.push({ line, place: 'header', index }, { line: next.number, place: 'header', index });
      end += 1;
      continue;
    }
    const taken = columns ? columns.map((column) => take(column, end)) : [take(text, end)];
    const known = taken.filter((place) => place !== null);
    const [place] = known;
    if (!place || known.length < taken.length) break;
    places.push(columns ? { line, place: 'columns', columns: known } : { line, ...place });
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
