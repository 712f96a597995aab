import type { PublicEntry, PublicItem } from '#domain/public-view.ts';
import type { PageOrder } from '#render/timeline-order.ts';

/** New entries that a reader has not been shown. */
export interface Arrivals {
  /** Not on the page yet: they wait for the pill. */
  readonly held: Set<string>;
  /** On the page, where the reader is not looking: the pill offers to go there. */
  readonly elsewhere: Set<string>;
}

/** The words of the pill. */
export interface ArrivalWords {
  readonly updates: (count: number) => string;
  readonly updatesAt: (count: number, hour: string) => string;
  readonly below: (text: string) => string;
}

export interface ArrivalFacts {
  readonly entryOf: (id: string) => PublicEntry | undefined;
  readonly itemOf: (id: string) => PublicItem | undefined;
  readonly currentItemId: string | null;
  readonly order: PageOrder;
}

/** Stubs of entries that were withdrawn before anybody saw them are no news. */
const isNews = (entry: PublicEntry | undefined): boolean => entry?.content !== undefined;

export const countOf = ({ held, elsewhere }: Arrivals, { entryOf }: ArrivalFacts): number =>
  [...held, ...elsewhere].filter((id) => isNews(entryOf(id))).length;

/** `3 cập nhật mới`; names the item when all of them belong to one that is over. Empty when there is none. */
export function pillText(arrivals: Arrivals, facts: ArrivalFacts, words: ArrivalWords): string {
  const count = countOf(arrivals, facts);
  if (count === 0) return '';
  const items = new Set(
    [...arrivals.held, ...arrivals.elsewhere].map((id) => facts.entryOf(id)?.itemId ?? null),
  );
  const [itemId = null] = items;
  const hour =
    items.size === 1 && itemId !== null && itemId !== facts.currentItemId
      ? facts.itemOf(itemId)?.hour
      : undefined;
  if (hour !== undefined) return words.updatesAt(count, hour);
  const text = words.updates(count);
  return facts.order === 'chronological' ? words.below(text) : text;
}
