import type { PrintedDate } from '#domain/conference.ts';
import { slugOf } from './slug.ts';
import { plainSpaces } from './source-lines.ts';

/** What a text says of the conference it belongs to. Two texts of one series have the same `seriesSlug`. */
export interface ConferenceFacts {
  readonly title: string;
  /** Part of an address, proposed. */
  readonly slug: string;
  /** The title without the ordinal. */
  readonly seriesName?: string;
  readonly seriesSlug?: string;
  /** 8 for the 8th. */
  readonly ordinal?: number;
  /** `mở rộng`, as printed. */
  readonly qualifier?: string;
  readonly term?: { readonly number?: string; readonly years?: string };
  readonly organizer?: string;
  /** `trực tuyến`, as printed. */
  readonly mode?: string;
  readonly date?: PrintedDate;
}

const ORDINAL =
  /^(?<series>.+?)[\s,]+lần thứ (?<ordinal>\d{1,3}|nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)(?![\p{L}\d])/iu;
const IN_WORDS = ['', 'nhất', 'hai', 'ba', 'tư', 'năm', 'sáu', 'bảy', 'tám', 'chín', 'mười'];
const QUALIFIER = /\((mở rộng|bất thường|chuyên đề)\)/iu;
const TERM = /khóa ([IVXLC]+|\d+)|khoá ([IVXLC]+|\d+)/iu;
const YEARS = /nhiệm kỳ (\d{4}\s?[-–]\s?\d{4})/iu;
const MODE = /(?<!\p{L})(trực tuyến|trực tiếp kết hợp trực tuyến)(?!\p{L})/iu;
const ORGANIZER =
  /(?:^|[,;] )(?<name>\p{Lu}[^,.;]{2,100}?) tổ chức (?:[Hh]ội nghị|[Đđ]ại hội|[Pp]hiên họp|[Kk]ỳ họp|[Ll]ễ|[Hh]ội thảo) /u;

/**
 * @param title the conference's own title, on one line
 * @param text what introduces it: a lede or preamble
 */
export function conferenceFacts(title: string, text: string, date: PrintedDate | null): ConferenceFacts {
  const line = plainSpaces(title);
  const around = `${line} ${plainSpaces(text)}`;
  const { series, ordinal } = ORDINAL.exec(line)?.groups ?? {};
  const qualifier = QUALIFIER.exec(around)?.[1];
  const number = TERM.exec(line)?.[1] ?? TERM.exec(line)?.[2];
  const years = YEARS.exec(line)?.[1];
  const mode = MODE.exec(plainSpaces(text))?.[1];
  const organizer = ORGANIZER.exec(plainSpaces(text))?.groups?.name;
  return {
    title: line,
    slug: slugOf(series && ordinal ? `${series} lần thứ ${ordinal}` : line),
    ...(series && { seriesName: series, seriesSlug: slugOf(series) }),
    ...(ordinal && { ordinal: ordinalOf(ordinal) }),
    ...(qualifier && { qualifier }),
    ...((number || years) && { term: { ...(number && { number }), ...(years && { years }) } }),
    ...(organizer && { organizer }),
    ...(mode && { mode }),
    ...(date && { date }),
  };
}

function ordinalOf(printed: string): number {
  const word = printed.toLowerCase();
  return Number(printed) || IN_WORDS.indexOf(word === 'bốn' ? 'tư' : word);
}

const VIETNAMESE = /[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]/iu;

/** A text with any Vietnamese letter is Vietnamese. */
export const languageOf = (text: string): 'vi' | 'en' => (VIETNAMESE.test(text) ? 'vi' : 'en');
