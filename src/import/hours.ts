import { endsSentence } from './source-lines.ts';

/** An hour as it was printed and as it was understood. */
export interface PrintedHour {
  /** `8h15`, verbatim. */
  readonly printed: string;
  /** `HH:MM`. */
  readonly hour: string;
  /** Everything up to the title, verbatim: `8h15: `. */
  readonly lead: string;
  /** What stands behind it. May be empty. */
  readonly title: string;
}

const MINUTES_MARK = String.raw`(?:\s?(?:phút|['’′]|ph?(?!\p{L})))?`;
const HOUR = String.raw`(?<h>\d{1,2})\s?(?:h|:|g|giờ)\s?(?:(?<m>\d{2})${MINUTES_MARK})?`;
const UNTIL = String.raw`(?:\s*(?:-|–|—|đến)\s*\d{1,2}\s?(?:h|:|g|giờ)\s?(?:\d{2}${MINUTES_MARK})?)?`;
const ON_A_PAGE = new RegExp(String.raw`^(?<all>${HOUR})(?:\s*:\s*|\s+[-–—]\s+)`, 'u');
const BARE_ON_A_PAGE = new RegExp(String.raw`^(?<all>${HOUR})\s+(?=\p{Lu})`, 'u');
const LONGEST_BARE_HEADING = 120;
const IN_A_PROGRAMME = new RegExp(
  String.raw`^(?:[-–•*+]\s*)?(?:Từ\s+)?(?<all>${HOUR})${UNTIL}(?:\s*[:.\-–—]\s*|\s+|$)`,
  'iu',
);

/** @returns null when the line has no hour at its head; `impossible` for one like `27h90` */
function readHour(text: string, pattern: RegExp): PrintedHour | 'impossible' | null {
  const found = pattern.exec(text);
  if (!found?.groups) return null;
  const { all = '', h = '', m = '00' } = found.groups;
  if (Number(h) > 23 || Number(m) > 59) return 'impossible';
  const lead = found[0];
  return {
    printed: all.trim(),
    hour: `${h.padStart(2, '0')}:${m}`,
    lead,
    title: text.slice(lead.length).trim(),
  };
}

/**
 * The heading of a section of a live page: `8h15: …`, `08:15 – …`, and `8h15 Khai mạc` where no sentence ends. A sentence
 * that merely begins with an hour is none.
 */
export const hourOnPage = (text: string): PrintedHour | 'impossible' | null =>
  readHour(text, ON_A_PAGE) ?? (isBareHeading(text) ? readHour(text, BARE_ON_A_PAGE) : null);

/** Whether nothing but a blank stands behind the hour of a heading. */
export const isBareHour = ({ lead }: PrintedHour): boolean => !/[:–—-]\s*$/u.test(lead);

const isBareHeading = (text: string): boolean => text.length <= LONGEST_BARE_HEADING && !endsSentence(text);

/** A line of a programme, more freely written: `- 8h15 Khai mạc`, `Từ 8h15 đến 8h35: …`. */
export const hourInProgramme = (text: string): PrintedHour | 'impossible' | null =>
  readHour(text, IN_A_PROGRAMME);

/** `08:15` as the newsroom writes it: `8h15`. */
export const inHouseHour = (hour: string): string => hour.replace(/^0?(\d+):/u, '$1h');

/** The day, `YYYY-MM-DD`, that a UTC instant falls on in the newsroom's zone. */
export const dayAt = (instant: string): string =>
  new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(0, 10);

/** The UTC instant of an hour in the newsroom's zone, which has had no summer time since before any coverage. */
export const instantOf = (day: string, hour: string): string =>
  new Date(`${day}T${hour}:00+07:00`).toISOString();
