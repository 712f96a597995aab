import type { Directory } from '#domain/ports.ts';
import type { Mention } from '#domain/speaker.ts';
import type { ConferenceFacts } from '#import/conference-facts.ts';
import { slugOf } from '#import/slug.ts';

interface Found {
  readonly directory: Directory;
  readonly newId: () => string;
  /** `YYYY-MM-DD` on which what the text says held. */
  readonly day: string;
}

/** Finds the conference and its series, or puts them into the directory. */
export async function keepConferenceOf(
  facts: ConferenceFacts,
  { directory, newId, day }: Found,
): Promise<{ conferenceId: string; seriesId?: string }> {
  const ids = { series: newId(), conference: newId() };
  const { seriesSlug, seriesName } = facts;
  let series = directory.series().find(({ slug }) => slug === seriesSlug);
  if (!series && seriesSlug && seriesName) {
    series = { id: ids.series, slug: seriesSlug, name: seriesName, ...(facts.term && { term: facts.term }) };
    await directory.keepSeries(series);
  }
  const known = directory.conferences().find(({ slug }) => slug === facts.slug);
  if (!known)
    await directory.keepConference({
      id: ids.conference,
      slug: facts.slug,
      title: facts.title,
      date: facts.date ?? { iso: day },
      venueIds: [],
      ...(series && { seriesId: series.id }),
      ...(facts.ordinal && { ordinal: facts.ordinal }),
      ...(facts.qualifier && { qualifier: facts.qualifier }),
      ...(facts.organizer && { organizer: facts.organizer }),
      ...(facts.mode && { mode: facts.mode }),
    });
  return { conferenceId: known?.id ?? ids.conference, ...(series && { seriesId: series.id }) };
}

/** Puts speakers that the directory does not know into it, with the titles they had on the day. */
export async function keepSpeakersOf(
  mentions: readonly Mention[],
  { directory, newId, day }: Found,
): Promise<void> {
  for (const { name, honorific, title, shortTitle } of mentions) {
    const id = newId();
    if (!name) continue;
    const slug = slugOf(name);
    if (directory.speakers().some((speaker) => speaker.slug === slug)) continue;
    const long = title ?? shortTitle;
    await directory.keepSpeaker({
      id,
      slug,
      name,
      aliases: [],
      titles: long ? [{ long, short: shortTitle ?? long, from: day, to: day }] : [],
      ...(honorific && { honorific }),
    });
  }
}

export async function keepVenuesOf(
  venues: readonly { readonly name: string; readonly kind: 'main' | 'remote' | 'body' }[],
  { directory, newId }: Found,
): Promise<void> {
  for (const { name, kind } of venues) {
    const id = newId();
    const slug = slugOf(name);
    if (!directory.venues().some((venue) => venue.slug === slug))
      await directory.keepVenue({ id, slug, name, kind });
  }
}
