import { inOrderOfDay } from '#domain/agenda.ts';
import { byHour } from '#domain/entry.ts';
import type { PublicItem } from '#domain/public-view.ts';

/** `newest-first` while it goes on, unless the reader asks for the order of the day; archives only that. */
export type PageOrder = 'newest-first' | 'chronological';

/** As much of an entry as its place on the page depends on (rule 8). */
export interface Placed {
  readonly id: string;
  readonly itemId: string | null;
  readonly at: string;
  readonly seq: number;
}

/** An agenda item with what was said under it; without an item, what was said on the side. */
export interface Section<E> {
  readonly item: PublicItem | null;
  /** Oldest first in either order: a discussion is read as it went. */
  readonly entries: readonly E[];
}

/**
 * The sections of a page. An item that has neither begun nor any entries is none yet. What stands under no item
 * follows the page: on top of the newest, at the end of a record.
 */
export function sectionsOf<E extends Placed>(
  agenda: Iterable<PublicItem>,
  entries: Iterable<E>,
  order: PageOrder,
): Section<E>[] {
  const items = inOrderOfDay(agenda);
  const under = new Map<string | null, E[]>(items.map((item) => [item.id, []]));
  const aside: E[] = [];
  for (const entry of entries) (under.get(entry.itemId) ?? aside).push(entry);
  const sections: Section<E>[] = [];
  for (const item of items) {
    const said = under.get(item.id) ?? [];
    if (said.length > 0 || item.startedAt) sections.push({ item, entries: said.sort(byHour) });
  }
  if (aside.length > 0) sections.push({ item: null, entries: aside.sort(byHour) });
  return order === 'chronological' ? sections : sections.reverse();
}

/** Part of the address of a section: `muc-…`. */
export const anchorOf = (item: { readonly id: string } | null): string =>
  item ? `muc-${item.id}` : 'ben-le';
