import type { PublicEntry, PublicItem } from '#domain/public-view.ts';
import type { PageOrder } from '#render/timeline-order.ts';

/** New entries that a reader has not been shown. */
export interface Arrivals {
  /** Not on the page yet: they wait for the pill. */
  readonly held: Set<string>;
  /** On the page, where the reader is not looking: the pill offers to go there. */
  readonly elsewhere: Set<string>;
  /** On the page since before this visit and after the last one, not looked at yet. */
  readonly sinceVisit: Set<string>;
}

/** The words of the pill. */
export interface ArrivalWords {
  readonly updates: (count: number) => string;
  readonly updatesAt: (count: number, hour: string) => string;
  readonly below: (text: string) => string;
  readonly inNewest: (text: string) => string;
  readonly sinceVisit: (count: number, hour: string | undefined) => string;
}

export interface ArrivalFacts {
  readonly entryOf: (id: string) => PublicEntry | undefined;
  readonly itemOf: (id: string) => PublicItem | undefined;
  readonly currentItemId: string | null;
  readonly order: PageOrder;
  /** They come into another part of the coverage. */
  readonly isElsewhere: boolean;
  /** When the reader was here before, if that was today. */
  readonly visitHour: string | undefined;
}

/** Stubs of entries that were withdrawn before anybody saw them are no news. */
const isNews = (entry: PublicEntry | undefined): boolean => entry?.content !== undefined;

export const countOf = ({ held, elsewhere }: Arrivals, { entryOf }: ArrivalFacts): number =>
  [...held, ...elsewhere].filter((id) => isNews(entryOf(id))).length;

/** `3 cập nhật mới`; names the item when all of them belong to one that is over. Empty when there is nothing new. */
export function pillText(arrivals: Arrivals, facts: ArrivalFacts, words: ArrivalWords): string {
  const count = countOf(arrivals, facts);
  if (count === 0)
    return arrivals.sinceVisit.size > 0 ? words.sinceVisit(arrivals.sinceVisit.size, facts.visitHour) : '';
  const text = words.updates(count);
  const items = new Set(
    [...arrivals.held, ...arrivals.elsewhere].map((id) => facts.entryOf(id)?.itemId ?? null),
  );
  const [itemId = null] = items;
  const hour =
    items.size === 1 && itemId !== null && itemId !== facts.currentItemId
      ? facts.itemOf(itemId)?.hour
      : undefined;
  if (facts.isElsewhere) return words.inNewest(text);
  if (hour !== undefined) return words.updatesAt(count, hour);
  return facts.order === 'chronological' ? words.below(text) : text;
}
