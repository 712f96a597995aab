import type { Coverage } from '#domain/coverage.ts';
import type { PublicCoverage, PublicItem } from '#domain/public-view.ts';

/** What a coverage page hands to its script besides its HTML: the coverage without its entries. */
export type PageStart = Omit<Coverage<never, never>, 'agenda' | 'entries'> & {
  readonly agenda: readonly PublicItem[];
};

export function pageStart({ agenda, entries: _, ...rest }: PublicCoverage): PageStart {
  return { ...rest, agenda: [...agenda.values()] };
}
