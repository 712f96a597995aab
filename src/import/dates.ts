import type { PrintedDate } from '#domain/conference.ts';

/** A day somebody printed; the year may be missing. */
export interface FoundDay {
  readonly printed: string;
  readonly day: number;
  readonly month: number;
  readonly year?: number;
}

const FULL = /(?<!\d)(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{4})(?!\d)/u;
const IN_WORDS = /(?<!\d)(\d{1,2}) tháng (\d{1,2})(?: năm (\d{4}))?(?!\d)/iu;
/** Two numbers alone are a day only behind a word that says so: `20/22 chỉ tiêu` is none. */
const SHORT =
  /(?:sáng|trưa|chiều|tối|ngày|hôm nay|hôm qua)[^.\d]{0,12}?(?<!\d)((\d{1,2})\s*[-/]\s*(\d{1,2}))(?!\s*[-/]?\s*\d)/iu;

/** The first day in a text that says which year, else the first that does not. */
export function findDay(text: string): FoundDay | null {
  const full = FULL.exec(text);
  if (full) return checked(full[0], full[1], full[3], full[4]);
  const words = IN_WORDS.exec(text);
  if (words) return checked(words[0], words[1], words[2], words[3]);
  const short = SHORT.exec(text);
  return short ? checked(short[1], short[2], short[3], undefined) : null;
}

function checked(
  printed: string | undefined,
  day: string | undefined,
  month: string | undefined,
  year: string | undefined,
): FoundDay | null {
  const found = { printed: printed ?? '', day: Number(day), month: Number(month) };
  if (!isDay(found, year === undefined ? A_LEAP_YEAR : Number(year))) return null;
  return { ...found, ...(year !== undefined && { year: Number(year) }) };
}

const A_LEAP_YEAR = 2000;

function isDay({ day, month }: FoundDay, year: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

const DAY_LINE =
  /^\**\s*(?:(?:Thứ|Chủ)\s+[\p{L}\d]+,?\s+)?(?:Sáng|Chiều|Tối|Ngày)?\s*(?:ngày\s+)?(.{3,30}?)\s*:?\s*\**$/iu;

const LONGEST_DAY_LINE = 60;

/** A line that holds nothing but a day: the head of a part of a programme of several days. */
export function dayOfLine(text: string): FoundDay | null {
  if (text.length > LONGEST_DAY_LINE) return null;
  const rest = DAY_LINE.exec(text)?.[1];
  if (rest === undefined) return null;
  const found = findDay(`ngày ${rest}`);
  return found && found.printed === rest ? found : null;
}

const CLOCK = /(?<!\d)\d{1,2}\s?(?:h|:|g|giờ)\s?\d{0,2}(?::\d{2})?\s?(?:'|’|phút|AM|PM|SA|CH)?(?!\p{L})/giu;
const AROUND_A_DAY =
  /(?<!\p{L})(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|ngày|lúc|vào|cập nhật|đăng|xuất bản|sáng|trưa|chiều|tối|GMT\s?[+-]\s?\d{1,2})(?!\p{L})/giu;

/** A text with a blank for each hour of the clock, whose numbers are of no day. */
export const withoutHours = (text: string): string => text.replace(CLOCK, ' ');

/** The day of a line that holds a day and perhaps an hour and nothing else: `Thứ Bảy, 21-11-2026, 07:45 (GMT+7)`. */
export function datelineOf(text: string): FoundDay | null {
  if (text.length > LONGEST_DAY_LINE) return null;
  const found = findDay(`ngày ${text}`);
  const rest = found && text.replace(found.printed, ' ').replace(AROUND_A_DAY, ' ');
  return rest !== null && !/[\p{L}\d]/u.test(withoutHours(rest)) ? found : null;
}

export const isoOf = (found: FoundDay, year: number): string =>
  `${String(year).padStart(4, '0')}-${String(found.month).padStart(2, '0')}-${String(found.day).padStart(2, '0')}`;

const PLANNED = /(?:phương hướng|nhiệm vụ|kế hoạch|mục tiêu|chỉ tiêu)[^.;\d]{0,40}năm (\d{4})/giu;
const NAMED = /năm (\d{4})(?!\s*[-–])/giu;
const PLANS_FOR_NEXT_YEAR_FROM = 10;

/** What a year was inferred from: the plans a text speaks of, the years it names, or nothing but the calendar. */
export interface InferredYear {
  readonly year: number;
  readonly because: 'plans' | 'years' | 'calendar';
  /** How often the text names it. */
  readonly mentions: number;
}

/**
 * The year of a day that was printed without one. A conference of January speaks of the plans of its own year, one of
 * the last quarter of those of the next. Never a day after `today`.
 */
export function inferYear(found: FoundDay, text: string, today: string): InferredYear {
  const planned = mostNamed(text, PLANNED);
  const named = mostNamed(text, NAMED);
  const early = found.month < PLANS_FOR_NEXT_YEAR_FROM;
  const guess = planned
    ? { year: early ? planned.year : planned.year - 1, because: 'plans' as const, mentions: planned.mentions }
    : named
      ? { ...named, because: 'years' as const }
      : { year: Number(today.slice(0, 4)), because: 'calendar' as const, mentions: 0 };
  if (isDay(found, guess.year) && isoOf(found, guess.year) <= today) return guess;
  let year = Number(today.slice(0, 4));
  while (!isDay(found, year) || isoOf(found, year) > today) year -= 1;
  return { year, because: 'calendar', mentions: 0 };
}

/** Of what is still to come: the year in which the day lies at most a month back and not quite a year ahead. */
export function comingYear(found: FoundDay, today: string): number {
  const monthAgo = new Date(Date.parse(`${today}T00:00:00Z`) - 31 * 86_400_000).toISOString().slice(0, 10);
  let year = Number(monthAgo.slice(0, 4));
  while (!isDay(found, year) || isoOf(found, year) < monthAgo) year += 1;
  return year;
}

function mostNamed(text: string, pattern: RegExp): { year: number; mentions: number } | null {
  const counts = new Map<number, number>();
  for (const match of text.matchAll(pattern)) {
    const year = Number(match[1]);
    if (year >= 1900 && year < 2200) counts.set(year, (counts.get(year) ?? 0) + 1);
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0]);
  return most ? { year: most[0], mentions: most[1] } : null;
}

/** A found day with its year, as it is stored. */
export const printedDate = (found: FoundDay, year: number): PrintedDate => ({
  printed: found.printed,
  iso: isoOf(found, year),
  ...(found.year === undefined && { yearInferred: true }),
});
