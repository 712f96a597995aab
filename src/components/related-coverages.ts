import type { CoverageAbout } from '#domain/coverage.ts';
import type { Archives, Newsroom } from '#domain/ports.ts';
import type { PublicCoverage } from '#domain/public-view.ts';
import { coveragePath } from '#i18n/path.ts';

/** Another coverage with the reason why it is named here. */
export interface RelatedCoverage {
  /** Without `/en`. */
  readonly href: string;
  readonly title: string;
  readonly reason: string;
}

const MOST = 5;

/**
 * Coverages of the same series, then those of the same day, newest first; without those that an editor named.
 * @param reasons in the language of the page
 */
export function relatedCoverages(
  { newsroom, archives }: { readonly newsroom: Newsroom; readonly archives: Archives },
  { id, about }: PublicCoverage,
  reasons: { readonly sameSeries: string; readonly sameDay: string },
): RelatedCoverage[] {
  const named = new Set(about.related.map(({ href }) => href));
  const running = newsroom.summaries().filter(({ status }) => status !== 'draft');
  const known = new Set(running.map((summary) => summary.id));
  const shelved = archives.list().filter((summary) => !known.has(summary.id));
  const aboutOf = (other: string, slug: string): CoverageAbout | undefined =>
    known.has(other) ? newsroom.coverageById(other)?.about : archives.find(slug)?.coverage.about;

  const others = [...running, ...shelved]
    .filter((other) => other.id !== id && !named.has(coveragePath(other.slug)))
    .flatMap(({ id: other, slug, title, day }) => {
      const isSeries = about.seriesId !== undefined && aboutOf(other, slug)?.seriesId === about.seriesId;
      if (!isSeries && day !== about.date.iso) return [];
      return [{ href: coveragePath(slug), title, day, isSeries }];
    });
  return others
    .sort((a, b) => Number(b.isSeries) - Number(a.isSeries) || (a.day < b.day ? 1 : -1))
    .slice(0, MOST)
    .map(({ href, title, isSeries }) => ({
      href,
      title,
      reason: isSeries ? reasons.sameSeries : reasons.sameDay,
    }));
}
