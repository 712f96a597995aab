import type { AgendaItemDraft, AgendaItemKind } from '#domain/agenda.ts';
import { AGENDA_ITEM_KINDS } from '#domain/agenda.ts';
import type { CoverageAbout } from '#domain/coverage.ts';
import { ZONE } from '#domain/coverage.ts';
import { shorten } from '#domain/entry.ts';
import { LIMITS } from '#domain/limits.ts';
import type { AboutForm } from './about-form.ts';
import { linesOf, readAboutForm, textOf } from './about-form.ts';
import { line } from './draft.ts';
import { instantOf, parseHour } from './hour.ts';

/** One row of the programme as it stands in the form. */
export interface ProgrammeRow {
  readonly day: string;
  readonly hour: string;
  readonly title: string;
  readonly shortTitle: string;
  readonly kind: AgendaItemKind;
}

export const AFTERWARDS = ['draft', 'schedule-coverage', 'open-coverage'] as const;
export type Afterwards = (typeof AFTERWARDS)[number];

/** The form of a new coverage, everything as typed. */
export interface CoverageForm extends AboutForm {
  readonly programme: string;
  readonly rows: readonly ProgrammeRow[];
  readonly afterwards: Afterwards;
}

/** @param form what a browser sent: rows come as repeated fields, in order */
export function readCoverageForm(form: FormData): CoverageForm {
  const one = (name: string): string => textOf(form.get(name));
  const all = (name: string): string[] => form.getAll(name).map(textOf);
  const [hours, titles, shorts, kinds, days] = ['hour', 'title', 'shortTitle', 'kind', 'day'].map((name) =>
    all(`row-${name}`),
  );
  const rows = (titles ?? []).map(
    (title, index): ProgrammeRow => ({
      day: days?.[index] || one('date'),
      hour: hours?.[index] ?? '',
      title: line(title),
      shortTitle: line(shorts?.[index] ?? ''),
      kind: AGENDA_ITEM_KINDS.find((kind) => kind === kinds?.[index]) ?? 'other',
    }),
  );
  return {
    programme: one('programme'),
    rows,
    ...readAboutForm(form),
    afterwards: AFTERWARDS.find((choice) => choice === one('afterwards')) ?? 'draft',
  };
}

/** Rows with a title become agenda items; an hour nobody can read is left out, never guessed. */
export const agendaOf = (form: CoverageForm, newId: () => string): AgendaItemDraft[] =>
  form.rows
    .filter(({ title }) => title !== '')
    .map(({ day, hour, title, shortTitle, kind }) => {
      const minutes = parseHour(hour);
      return {
        id: newId(),
        day,
        ...(minutes !== null && { plannedAt: instantOf(day, minutes) }),
        title,
        shortTitle: shortTitle || shorten(title, LIMITS.shortTitleCharacters),
        kind,
      };
    });

/** The first row whose hour cannot be read, counted from 1; 0 when there is none. */
export const wrongHourRow = (form: CoverageForm): number =>
  form.rows.findIndex(({ title, hour }) => title !== '' && hour.trim() !== '' && parseHour(hour) === null) +
  1;

export function aboutOf(form: CoverageForm, slug: string, agenda: readonly AgendaItemDraft[]): CoverageAbout {
  const hours = agenda.flatMap(({ plannedAt }) => plannedAt ?? []).sort();
  const [startsAt] = hours;
  const endsAt = hours.length > 1 ? hours.at(-1) : undefined;
  return {
    slug,
    title: form.title,
    language: form.language,
    zone: ZONE,
    date: { iso: form.date },
    ...(form.lede && { lede: form.lede }),
    ...(startsAt && { startsAt }),
    ...(endsAt && { endsAt }),
    ...(form.organizer && { organizer: form.organizer }),
    venues: linesOf(form.venues).map((name, index) => ({ name, kind: index === 0 ? 'main' : 'remote' })),
    byline: linesOf(form.byline),
    documents: [],
    related: [],
  };
}
