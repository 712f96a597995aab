import type { PublicItem } from '#domain/public-view.ts';
import type { PageOrder, Placed, Section } from './timeline-order.ts';
import { sectionsOf } from './timeline-order.ts';

/** So many entries stand on one page; a coverage with more is read in parts. */
export const WHOLE = 60;
/** Entries of a part. The newest part holds what is left over as well: at most one less than twice as many. */
export const PART = 30;

/**
 * A coverage cut into parts along the order of the day, so that what is in an older part stays there while the newest
 * one grows. Each is a list of sections in that order; a section may go on in the next part.
 */
export function partsOf<E extends Placed>(
  agenda: Iterable<PublicItem>,
  entries: Iterable<E>,
): Section<E>[][] {
  const sections = sectionsOf(agenda, entries, 'chronological');
  const total = sections.reduce((sum, section) => sum + section.entries.length, 0);
  const count = total <= WHOLE ? 1 : Math.floor(total / PART);
  const parts = Array.from({ length: count }, (): Section<E>[] => []);
  let placed = 0;
  const current = (): number => Math.min(Math.floor(placed / PART), count - 1);
  for (const { item, entries: said } of sections) {
    if (said.length === 0) parts[current()]?.push({ item, entries: [] });
    for (let from = 0; from < said.length; ) {
      const index = current();
      const room = index === count - 1 ? said.length : (index + 1) * PART - placed;
      const here = said.slice(from, from + room);
      parts[index]?.push({ item, entries: here });
      from += here.length;
      placed += here.length;
    }
  }
  return parts;
}

/** The sections of a part as a page has them. */
export const inPageOrder = <E>(sections: readonly Section<E>[], order: PageOrder): Section<E>[] =>
  order === 'chronological' ? [...sections] : sections.toReversed();
