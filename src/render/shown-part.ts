import type { PublicCoverage, PublicEntry } from '#domain/public-view.ts';
import { inPageOrder, partsOf } from './parts.ts';
import type { PageOrder, Section } from './timeline-order.ts';
import { anchorOf, sectionsOf } from './timeline-order.ts';

/** The part of a coverage that a page shows, and where the others are. */
export interface ShownPart {
  readonly order: PageOrder;
  /** 1 is the beginning of the day. */
  readonly number: number;
  readonly count: number;
  readonly sections: readonly Section<PublicEntry>[];
  /** New entries come into this page. */
  readonly grows: boolean;
  /** What of its address belongs to its canonical one: nothing for the part that opens first, and for the whole. */
  readonly canonicalQuery: string;
  /** Address of a part, of the page with an entry, and of the section of an agenda item; undefined for what is on none. */
  hrefOf(part: number): string;
  hrefOfEntry(entryId: string): string;
  hrefOfItem(itemId: string | null): string | undefined;
}

/**
 * @param address of the coverage, as links have it
 * @param wanted the page's `page`: a part's number, `all`, or null for the part that opens first
 * @returns null when there is no such part
 */
export function shownPart(
  { agenda, entries }: PublicCoverage,
  address: string,
  order: PageOrder,
  wanted: string | null,
  isTurned: boolean,
): ShownPart | null {
  const cut = wanted === 'all' ? undefined : partsOf(agenda.values(), entries.values());
  const parts = cut ?? [sectionsOf(agenda.values(), entries.values(), 'chronological')];
  const count = parts.length;
  const first = order === 'chronological' ? 1 : count;
  const number = wanted === null || wanted === 'all' ? first : Number(wanted);
  const here = parts[number - 1];
  if (!here) return null;
  const queryOf = (part: number): string => {
    const query = new URLSearchParams();
    if (wanted === 'all') query.set('page', 'all');
    else if (part !== first) query.set('page', String(part));
    if (isTurned) query.set('order', 'cu');
    return query.size > 0 ? `?${query}` : '';
  };
  const hrefOf = (part: number): string => `${address}${queryOf(part)}`;
  const partWith = (isThere: (section: Section<PublicEntry>) => boolean): number =>
    parts.findIndex((sections) => sections.some(isThere)) + 1;
  return {
    order,
    number,
    count,
    sections: inPageOrder(here, order),
    grows: number === count,
    canonicalQuery: number === first || wanted === 'all' ? '' : `?page=${number}`,
    hrefOf,
    hrefOfEntry(entryId) {
      const part = partWith((section) => section.entries.some(({ id }) => id === entryId));
      return `${part === number ? '' : hrefOf(part || first)}#e-${entryId}`;
    },
    hrefOfItem(itemId) {
      const isThere = ({ item }: Section<PublicEntry>): boolean => (item?.id ?? null) === itemId;
      const part = here.some(isThere) ? number : partWith(isThere);
      const anchor = `#${anchorOf(itemId === null ? null : { id: itemId })}`;
      return part === 0 ? undefined : `${part === number ? '' : hrefOf(part)}${anchor}`;
    },
  };
}
