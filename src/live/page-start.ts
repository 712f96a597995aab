import type { Coverage } from '#domain/coverage.ts';
import type { PublicCoverage, PublicItem } from '#domain/public-view.ts';

/** What a coverage page hands to its script besides its HTML: the coverage without its entries. */
export type PageStart = Omit<Coverage<never, never>, 'agenda' | 'entries'> & {
  readonly agenda: readonly PublicItem[];
  /** Where the sections are that are not on this page, by agenda item. */
  readonly elsewhere: Readonly<Record<string, string>>;
};

export function pageStart(
  { agenda, entries: _, ...rest }: PublicCoverage,
  elsewhere: PageStart['elsewhere'],
): PageStart {
  return { ...rest, agenda: [...agenda.values()], elsewhere };
}
