import { validate, version } from 'uuid';
import { LIMITS } from '#domain/limits.ts';
import { cleanText, hasMarkup } from '#domain/plain-text.ts';
import type { Refusal } from '#domain/refusal.ts';
import { refuse } from '#domain/refusal.ts';
import type { Speaker } from '#domain/speaker.ts';
import { titleOn } from '#domain/speaker.ts';
import { freeSlug } from '#import/slug.ts';

/** A person whom somebody at a desk puts into the directory. */
export interface NewSpeaker {
  /** UUIDv7, made where it is asked: asking twice is safe. */
  readonly id: string;
  /** Its day is the first on which the title holds. */
  readonly coverageId: string;
  readonly name: string;
  readonly honorific?: string;
  /** As in running text. */
  readonly title?: string;
  /** As in captions; the other one where it lacks. */
  readonly shortTitle?: string;
}

const MOST: Readonly<Record<'name' | 'honorific' | 'title' | 'shortTitle', number>> = {
  name: LIMITS.nameCharacters,
  honorific: LIMITS.nameCharacters,
  title: LIMITS.personTitleCharacters,
  shortTitle: LIMITS.personTitleCharacters,
};
const FIELDS = Object.keys(MOST) as (keyof typeof MOST)[];

/** @param said anything that came from outside */
export function readNewSpeaker(said: unknown): NewSpeaker | Refusal {
  if (typeof said !== 'object' || said === null || Array.isArray(said)) return refuse('invalid');
  const { id, coverageId, ...rest } = said as Record<string, unknown>;
  const unknown = Object.keys(rest).find((key) => !FIELDS.some((field) => field === key));
  if (unknown !== undefined) return refuse('invalid', { field: unknown.slice(0, 200) });
  if (typeof id !== 'string' || !validate(id) || version(id) !== 7) return refuse('invalid', { field: 'id' });
  if (typeof coverageId !== 'string') return refuse('invalid', { field: 'coverageId' });

  const texts: Partial<Record<keyof typeof MOST, string>> = {};
  for (const field of FIELDS) {
    const text = rest[field] ?? '';
    const where = { field: `speaker.${field}` };
    if (typeof text !== 'string') return refuse('invalid', where);
    if (text.length > MOST[field]) return refuse('too-long', { ...where, detail: String(MOST[field]) });
    if (hasMarkup(text)) return refuse('markup', where);
    const line = cleanText(text).replace(/\s+/gu, ' ').trim();
    if (line) texts[field] = line;
  }
  const { name, ...others } = texts;
  return name ? { id, coverageId, name, ...others } : refuse('invalid', { field: 'speaker.name' });
}

/**
 * The record to keep. A name that is known gets the title from the day on, and keeps those it had: a title is true on
 * its days. The same name with other accents is somebody else.
 * @param day `YYYY-MM-DD`
 */
export function speakerToKeep(asked: NewSpeaker, known: readonly Speaker[], day: string): Speaker {
  const { id, name, honorific } = asked;
  const long = asked.title ?? asked.shortTitle;
  const title = long === undefined ? null : { long, short: asked.shortTitle ?? long, from: day };
  const before =
    known.find((speaker) => speaker.id === id) ??
    known.find((speaker) => speaker.name.toLowerCase() === name.toLowerCase());
  if (!before)
    return {
      id,
      slug: freeSlug(name, (slug) => known.some((speaker) => speaker.slug === slug)),
      name,
      ...(honorific && { honorific }),
      titles: title ? [title] : [],
      aliases: [],
    };
  const holds = titleOn(before, day);
  const isKnown = !title || (holds?.long === title.long && holds.short === title.short);
  return {
    ...before,
    ...(honorific && { honorific }),
    // Of two that begin on one day the first one holds.
    titles: isKnown ? before.titles : [title, ...before.titles],
  };
}
