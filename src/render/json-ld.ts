import { hourOf, inOrderOfDay } from '#domain/agenda.ts';
import type { Image } from '#domain/block.ts';
import type { CoverageStatus } from '#domain/coverage.ts';
import { byHour } from '#domain/entry.ts';
import type { PublicCoverage, PublicEntry } from '#domain/public-view.ts';
import { mediaPath } from './figure.ts';
import { localIso } from './instant.ts';
import { textOfEntry } from './plain-text.ts';

/** Search engines look at the newest only; a page need not carry its whole text twice. */
const MOST_UPDATES = 50;

export interface JsonLdOptions {
  /** Absolute address of the coverage. */
  readonly url: string;
  readonly publisher: string;
  /** Absolute address of the publisher's mark. */
  readonly logo: string;
  /** Absolute address of the coverage's drawn card. */
  readonly image: string;
  /** Makes an address of ours absolute. */
  readonly absolute: (path: string) => string;
  readonly entryUrl: (entryId: string) => string;
}

/** The coverage as a schema.org `LiveBlogPosting`, its conference as the `Event` it is about. */
export function liveBlogPosting(coverage: PublicCoverage, options: JsonLdOptions): Record<string, unknown> {
  const { about } = coverage;
  const entries = [...coverage.entries.values()]
    .filter((entry) => entry.content)
    .sort((a, b) => byHour(b, a));
  const first = entries.at(-1);
  const start = about.startsAt ?? coverage.openedAt ?? first?.at;
  const end = endOf(coverage.status, coverage.closedAt, about.endsAt, entries[0]?.at);
  const published = coverage.openedAt ?? first?.postedAt.iso ?? start;
  return {
    '@context': 'https://schema.org',
    '@type': 'LiveBlogPosting',
    '@id': options.url,
    url: options.url,
    mainEntityOfPage: options.url,
    headline: about.title,
    ...(about.lede && { description: about.lede }),
    image: options.image,
    inLanguage: about.language,
    ...(published && { datePublished: localIso(published) }),
    ...(coverage.updatedAt && { dateModified: localIso(coverage.updatedAt) }),
    ...(start && { coverageStartTime: localIso(start) }),
    ...(end && { coverageEndTime: localIso(end) }),
    isAccessibleForFree: true,
    author: about.byline.map(person),
    publisher: {
      '@type': 'NewsMediaOrganization',
      name: options.publisher,
      logo: { '@type': 'ImageObject', url: options.logo },
    },
    about: eventOf(coverage, start, end),
    liveBlogUpdate: entries.slice(0, MOST_UPDATES).map((entry) => updateOf(entry, coverage, options)),
  };
}

const person = (name: string): Record<string, string> => ({ '@type': 'Person', name });

function endOf(
  status: CoverageStatus,
  closedAt: string | undefined,
  planned: string | undefined,
  last: string | undefined,
): string | undefined {
  return status === 'closed' || status === 'archived' ? (closedAt ?? last ?? planned) : planned;
}

function eventOf(
  { about, agenda }: PublicCoverage,
  start: string | undefined,
  end: string | undefined,
): Record<string, unknown> {
  return {
    '@type': 'Event',
    name: about.title,
    startDate: start ? localIso(start) : about.date.iso,
    ...(end && { endDate: localIso(end) }),
    ...(about.organizer && { organizer: { '@type': 'Organization', name: about.organizer } }),
    ...(about.venues.length > 0 && {
      location: about.venues.map(({ name }) => ({ '@type': 'Place', name })),
    }),
    ...(about.venues.some(({ kind }) => kind === 'remote') && {
      eventAttendanceMode: 'https://schema.org/MixedEventAttendanceMode',
    }),
    subEvent: inOrderOfDay(agenda.values()).map((item) => {
      const hour = hourOf(item);
      return { '@type': 'Event', name: item.title, startDate: hour ? localIso(hour) : item.day };
    }),
  };
}

function updateOf(
  entry: PublicEntry,
  { about }: PublicCoverage,
  { entryUrl, absolute }: JsonLdOptions,
): Record<string, unknown> {
  const image = imageOf(entry);
  const corrected = entry.corrections.at(-1);
  return {
    '@type': 'BlogPosting',
    '@id': entryUrl(entry.id),
    url: entryUrl(entry.id),
    headline: entry.headline,
    articleBody: textOfEntry(entry),
    datePublished: localIso(entry.postedAt.iso),
    ...(corrected && {
      dateModified: localIso(corrected.at.iso),
      correction: entry.corrections.map(({ at, note }) => ({
        '@type': 'CorrectionComment',
        text: note,
        datePublished: localIso(at.iso),
      })),
    }),
    author: (entry.content?.authors ?? about.byline).map(person),
    ...(image && { image: absolute(mediaPath(image, image.width)) }),
  };
}

function imageOf(entry: PublicEntry): Image | undefined {
  for (const block of entry.content?.blocks ?? [])
    if (block.type === 'figure' && block.image) return block.image;
  return undefined;
}
