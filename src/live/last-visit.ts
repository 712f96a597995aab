import { hourOfInstant } from '#render/instant.ts';

/** What this device was shown of a coverage when it was last here. */
export interface Visit {
  /** Every entry up to this change had been on the page, or had been there to be scrolled to. */
  readonly seq: number;
  /** `8h40`; absent when that was on another day. */
  readonly hour?: string;
}

const nameOf = (coverageId: string): string => `visit-${coverageId}`;

/** @returns null at a first visit, and in a browser that keeps nothing */
export function recallVisit(coverageId: string, now: string): Visit | null {
  try {
    const [seq = '', at = ''] = (localStorage.getItem(nameOf(coverageId)) ?? '').split(' ');
    if (!at) return null;
    const isToday = Date.parse(now) - Date.parse(at) < 12 * 3_600_000;
    return { seq: Number(seq), ...(isToday && { hour: hourOfInstant(at) }) };
  } catch {
    return null;
  }
}

export function keepVisit(coverageId: string, seq: number, now: string): void {
  try {
    localStorage.setItem(nameOf(coverageId), `${seq} ${now}`);
  } catch {
    // The next visit is a first one again.
  }
}
