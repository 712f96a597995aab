import type { CoverageAbout } from '#domain/coverage.ts';
import type { Archives, Newsroom } from '#domain/ports.ts';
import type { PrintHour, PublicEntry } from '#domain/public-view.ts';
import { isPublic, publicEntry, publicItem } from '#domain/public-view.ts';
import type { NamedCoverage } from '#domain/search.ts';

/** An entry as readers can read it at this moment. */
export interface Readable {
  readonly coverage: NamedCoverage;
  readonly entry: PublicEntry;
  /** Its own, or its agenda item's, printed. */
  readonly hour?: string;
}

export interface ReadableCoverage {
  readonly coverage: NamedCoverage;
  readonly about: CoverageAbout;
}

/** Looks entries up where they live, so that nothing is ever shown out of an index. */
export interface Reading {
  /** Every entry that there is, by coverage. */
  all(): Iterable<readonly [coverageId: string, entryIds: Iterable<string>]>;
  /**
   * @param print hours are printed for who is shown them; it costs more than all the rest
   * @returns null for what readers cannot read: unknown, draft, held, awaiting its photo, withdrawn
   */
  entry(coverageId: string, entryId: string, print: PrintHour): Readable | null;
  /** @returns null for a draft */
  coverage(coverageId: string): ReadableCoverage | null;
  idOfSlug(slug: string): string | undefined;
}

export function createReading(
  newsroom: Pick<Newsroom, 'summaries' | 'coverage' | 'coverageById'>,
  archives: Archives,
): Reading {
  /** Of coverages that the newsroom no longer has; the shelf gets no others while the server runs. */
  const shelved = new Map(
    archives
      .list()
      .filter(({ id }) => !newsroom.coverageById(id))
      .map(({ id, slug }) => [id, slug]),
  );

  function fromShelf(coverageId: string, entryId: string): Readable | null {
    const coverage = archives.find(shelved.get(coverageId) ?? '')?.coverage;
    const entry = coverage?.entries.get(entryId);
    if (!coverage || !entry?.content) return null;
    const hour = entry.hour ?? coverage.agenda.get(entry.itemId ?? '')?.hour;
    return { coverage: named(coverageId, coverage.about), entry, ...(hour && { hour }) };
  }

  return {
    *all() {
      for (const { id } of newsroom.summaries())
        yield [id, newsroom.coverageById(id)?.entries.keys() ?? []] as const;
      for (const [id, slug] of shelved)
        yield [id, archives.find(slug)?.coverage.entries.keys() ?? []] as const;
    },
    entry(coverageId, entryId, print) {
      const coverage = newsroom.coverageById(coverageId);
      if (!coverage) return fromShelf(coverageId, entryId);
      const kept = isPublic(coverage) ? coverage.entries.get(entryId) : undefined;
      const entry = kept ? publicEntry(kept, print) : null;
      if (!entry?.content) return null;
      const item = coverage.agenda.get(entry.itemId ?? '');
      const hour = entry.hour ?? (item && publicItem(item, print).hour);
      return { coverage: named(coverageId, coverage.about), entry, ...(hour && { hour }) };
    },
    coverage(coverageId) {
      const running = newsroom.coverageById(coverageId);
      if (running && !isPublic(running)) return null;
      const about = running?.about ?? archives.find(shelved.get(coverageId) ?? '')?.coverage.about;
      return about ? { coverage: named(coverageId, about), about } : null;
    },
    idOfSlug: (slug) => newsroom.coverage(slug)?.id ?? [...shelved].find(([, other]) => other === slug)?.[0],
  };
}

const named = (id: string, { slug, title, date, language }: CoverageAbout): NamedCoverage => ({
  id,
  slug,
  title,
  day: date.iso,
  language,
});
