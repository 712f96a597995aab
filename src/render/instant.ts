import type { SafeHtml } from './html.ts';
import { html } from './html.ts';

const HOURS_AHEAD = 7;

/** A UTC instant as ISO 8601 in Vietnam, which keeps +07:00 all year: `2026-03-12T08:15:00+07:00`. */
export function localIso(iso: string): string {
  const local = new Date(Date.parse(iso) + HOURS_AHEAD * 3_600_000);
  return `${local.toISOString().slice(0, 19)}+07:00`;
}

/** An hour that machines can read too. */
export const timeHtml = (iso: string, printed: string): SafeHtml =>
  html`<time datetime="${localIso(iso)}">${printed}</time>`;

/** The hour of an instant as `time.ts` prints it, for browsers, where there is no dayjs. */
export function hourOfInstant(iso: string): string {
  const [hours = '', minutes = ''] = localIso(iso).slice(11, 16).split(':');
  return `${Number(hours)}h${minutes}`;
}
