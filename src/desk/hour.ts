/**
 * Hours as the newsroom writes them. The product knows one zone (`ZONE` of the domain), seven hours ahead of UTC the
 * whole year round, so a desk needs no calendar library in the browser.
 */
const AHEAD_MS = 7 * 3_600_000;
const DAY_MS = 86_400_000;
/** Further ahead than this is no slip and no plan: it was yesterday. */
const YESTERDAY_MS = 18 * 3_600_000;

const local = (iso: string): Date => new Date(Date.parse(iso) + AHEAD_MS);

/** `2026-01-14T02:12:00Z` → `9h12`. */
export function printHour(iso: string): string {
  const at = local(iso);
  return `${at.getUTCHours()}h${String(at.getUTCMinutes()).padStart(2, '0')}`;
}

/** The day of an instant as people count it, `YYYY-MM-DD`. */
export const dayOf = (iso: string): string => local(iso).toISOString().slice(0, 10);

/**
 * Reads an hour: `9h12`, `9h`, `9:12`, `0912`, `9.12`, `09g12`, `9 giờ 12`, `9h12'`.
 * @returns minutes after midnight, 0–1439, or null
 */
export function parseHour(text: string): number | null {
  const match = /^\s*(\d{1,2})\s*(?:(?:giờ|[h:.g])\s*(?:(\d{1,2})\s*(?:phút|['’′p])?)?|(\d{2}))\s*$/iu.exec(
    text,
  );
  if (!match) return null;
  const hours = Number(match[1]);
  const minutes = Number(match[2] ?? match[3] ?? 0);
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : null;
}

/** The instant at which a day's clock shows an hour. */
export const instantOf = (day: string, minutes: number): string =>
  new Date(Date.parse(`${day}T00:00:00.000Z`) - AHEAD_MS + minutes * 60_000).toISOString();

/**
 * The instant meant by an hour under an agenda item: on the item's day where that day is over, else as
 * {@link lastInstantOf} has it.
 * @param day `YYYY-MM-DD` of the item, if there is one
 */
export const instantUnder = (day: string | undefined, minutes: number, now: string): string =>
  day !== undefined && day < dayOf(now) ? instantOf(day, minutes) : lastInstantOf(minutes, now);

/**
 * The instant meant by an hour without a day: today, or yesterday where that would be most of a day ahead
 * (a reporter at 0h05 writes of 23h58 and means yesterday).
 * @param now UTC instant
 */
export function lastInstantOf(minutes: number, now: string): string {
  const at = Date.parse(instantOf(dayOf(now), minutes));
  const ahead = at - Date.parse(now);
  return new Date(ahead > YESTERDAY_MS ? at - DAY_MS : at).toISOString();
}
