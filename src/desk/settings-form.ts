import { paragraph, textOfBlock } from '#domain/block.ts';
import type { CoverageAbout } from '#domain/coverage.ts';
import { undoSecondsOf } from '#domain/coverage.ts';
import { LIMITS } from '#domain/limits.ts';
import type { DeskWords } from '#i18n/desk-vi.ts';
import type { AboutForm } from './about-form.ts';
import { linesOf, readAboutForm, textOf } from './about-form.ts';
import { line } from './draft.ts';

export interface RelatedRow {
  readonly href: string;
  readonly title: string;
  readonly reason: string;
}

/** The form of a known coverage, everything as typed. */
export interface SettingsForm extends AboutForm {
  readonly shortTitle: string;
  readonly kicker: string;
  /** One sentence a line. */
  readonly summary: string;
  /** `yes`: what reporters post waits for an editor; empty: it does not. */
  readonly review: string;
  /** Whole seconds. */
  readonly undoSeconds: string;
  /** Slugs, in the order they are shown. */
  readonly documents: readonly string[];
  readonly related: readonly RelatedRow[];
}

/** @param origin of this site: an address that was copied whole is taken for its path */
export function readSettingsForm(form: FormData, origin: string): SettingsForm {
  const all = (name: string): string[] => form.getAll(name).map(textOf);
  const [titles, reasons] = [all('related-title'), all('related-reason')];
  const related = all('related-href').map(
    (href, row): RelatedRow => ({
      href: pathOf(href.trim(), origin),
      title: line(titles[row] ?? ''),
      reason: line(reasons[row] ?? ''),
    }),
  );
  return tidy({
    ...readAboutForm(form),
    shortTitle: textOf(form.get('shortTitle')),
    kicker: textOf(form.get('kicker')),
    summary: textOf(form.get('summary')),
    review: form.get('review') === 'yes' ? 'yes' : '',
    undoSeconds: textOf(form.get('undoSeconds')),
    documents: all('document'),
    related: related.filter(({ href, title, reason }) => href || title || reason),
  });
}

const pathOf = (href: string, origin: string): string =>
  href.startsWith(`${origin}/`) ? href.slice(origin.length) : href;

/** A coverage as the form shows it, so that what nobody touched compares as the same. */
export const settingsOf = (about: CoverageAbout): SettingsForm =>
  tidy({
    title: about.title,
    slug: about.slug,
    date: about.date.iso,
    language: about.language,
    lede: about.lede ?? '',
    organizer: about.organizer ?? '',
    venues: about.venues.map(({ name }) => name).join('\n'),
    byline: about.byline.join('\n'),
    shortTitle: about.shortTitle ?? '',
    kicker: about.kicker ?? '',
    summary: (about.summary ?? []).map(textOfBlock).join('\n'),
    review: about.review ? 'yes' : '',
    undoSeconds: String(undoSecondsOf(about)),
    documents: about.documents,
    related: about.related.map(({ href, title, reason }) => ({
      href,
      title: line(title),
      reason: line(reason),
    })),
  });

const tidy = (form: SettingsForm): SettingsForm => ({
  ...form,
  title: line(form.title),
  lede: form.lede.normalize('NFC').trim(),
  organizer: line(form.organizer),
  venues: linesOf(form.venues).join('\n'),
  byline: linesOf(form.byline).join('\n'),
  shortTitle: line(form.shortTitle),
  kicker: line(form.kicker),
  summary: linesOf(form.summary).join('\n'),
  undoSeconds: form.undoSeconds.trim(),
});

/** What the form lacks before it can be saved, in words; empty when nothing. */
export function faultOfSettings(form: SettingsForm, words: DeskWords['settings']['fault']): string {
  if (!form.title) return words.title;
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(form.date)) return words.date;
  if (!/^\d{1,2}$/u.test(form.undoSeconds) || Number(form.undoSeconds) > LIMITS.undoSeconds)
    return words.undo;
  const sentences = linesOf(form.summary).length;
  if (sentences > 0 && (sentences < 3 || sentences > 5)) return words.summary(sentences);
  for (const [index, { href, title, reason }] of keptRelated(form).entries()) {
    if (!/^\/(?!\/)/u.test(href)) return words.href(index + 1);
    if (!title) return words.relatedTitle(index + 1);
    if (!reason) return words.reason(index + 1);
  }
  return '';
}

/** A row without an address is taken out. */
const keptRelated = (form: SettingsForm): RelatedRow[] => form.related.filter(({ href }) => href !== '');

/** The coverage's data as the form says; a field that nobody touched stays to the letter. */
export function revisedAbout(form: SettingsForm, about: CoverageAbout): CoverageAbout {
  const shown = settingsOf(about);
  const touched = (field: keyof SettingsForm): boolean => !same(form[field], shown[field]);
  const optional = <F extends 'shortTitle' | 'kicker' | 'lede' | 'organizer'>(field: F) => {
    const value = touched(field) ? form[field] : about[field];
    return value ? { [field]: value } : {};
  };
  const summary = touched('summary') ? linesOf(form.summary).map(paragraph) : (about.summary ?? []);
  return {
    ...withoutOptional(about),
    ...(touched('title') && { title: form.title }),
    ...optional('shortTitle'),
    ...optional('kicker'),
    ...optional('lede'),
    ...optional('organizer'),
    language: form.language,
    ...(touched('date') && { date: { iso: form.date } }),
    ...(touched('venues') && { venues: venuesOf(linesOf(form.venues), about.venues) }),
    ...(touched('byline') && { byline: linesOf(form.byline) }),
    ...(summary.length > 0 && { summary }),
    ...(form.review === 'yes' && { review: true }),
    ...(touched('undoSeconds') && { undoSeconds: Number(form.undoSeconds) }),
    documents: form.documents,
    related: keptRelated(form),
  };
}

function withoutOptional(about: CoverageAbout): CoverageAbout {
  const { shortTitle: _, kicker: _k, lede: _l, organizer: _o, summary: _s, review: _r, ...rest } = about;
  return rest;
}

/** Known venues keep what they are, unless another one was put first: the first line is the main hall. */
function venuesOf(names: readonly string[], before: CoverageAbout['venues']): CoverageAbout['venues'] {
  const known = new Map(before.map(({ name, kind }) => [line(name), kind]));
  const newFirst = names[0] !== line(before[0]?.name ?? '');
  return names.map((name, index) => {
    const kind = known.get(name) ?? 'remote';
    if (newFirst && index === 0) return { name, kind: 'main' };
    return { name, kind: newFirst && kind === 'main' ? 'remote' : kind };
  });
}

/** What two people saved of one form. */
export interface Merged {
  readonly form: SettingsForm;
  /** Fields that both changed, each to something else; the form holds one's own. */
  readonly clashes: readonly (keyof SettingsForm)[];
}

/**
 * One's own form on top of what somebody else saved meanwhile: a field that one did not touch takes the other's text.
 * @param before the form as it was given out
 */
export function mergeSettings(before: Partial<SettingsForm>, mine: SettingsForm, now: SettingsForm): Merged {
  const fields = Object.keys(mine) as (keyof SettingsForm)[];
  const untouched = fields.filter((field) => same(mine[field], before[field]));
  const clashes = fields.filter(
    (field) =>
      !same(mine[field], before[field]) && !same(now[field], before[field]) && !same(mine[field], now[field]),
  );
  const taken = Object.fromEntries(untouched.map((field) => [field, now[field]]));
  return { form: { ...mine, ...taken }, clashes };
}

/** Nothing to save. */
export const isSameForm = (a: SettingsForm, b: SettingsForm): boolean =>
  (Object.keys(a) as (keyof SettingsForm)[]).every((field) => same(a[field], b[field]));

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
