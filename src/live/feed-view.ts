import type { PublicEntry } from '#domain/public-view.ts';
import { placeHtml, sectionHeadingHtml, sectionHtml } from '#render/section.ts';
import type { Placed, Section } from '#render/timeline-order.ts';
import { anchorOf } from '#render/timeline-order.ts';
import type { RenderOptions } from '#render/words.ts';
import { elementOf } from './dom.ts';

/** Keeps the feed's elements in the order of the page, made by the same templates as the page itself. */
export interface FeedView {
  /** @param bodies entries that came since the page was made; the others stand in the page already */
  arrange(sections: readonly Section<Placed>[], bodies: ReadonlyMap<string, PublicEntry>): void;
  /** Makes an entry that is on the page anew. */
  replace(entry: PublicEntry): void;
  placeOf(entryId: string): HTMLElement | undefined;
}

export function createFeedView(feed: HTMLElement, options: RenderOptions): FeedView {
  const places = new Map<string, HTMLElement>();
  for (const place of feed.querySelectorAll<HTMLElement>('.place'))
    places.set(place.dataset.entry ?? '', place);

  function placeFor(id: string, bodies: ReadonlyMap<string, PublicEntry>): HTMLElement | undefined {
    const there = places.get(id);
    if (there) return there;
    const body = bodies.get(id);
    if (!body) return undefined;
    const made = elementOf(placeHtml(body, options));
    places.set(id, made);
    return made;
  }

  function sectionFor({ item }: Section<Placed>): HTMLElement {
    const there = document.getElementById(anchorOf(item));
    if (!there || !feed.contains(there)) return elementOf(sectionHtml({ item, entries: [] }, options));
    const heading = elementOf(sectionHeadingHtml(item, options));
    const old = there.querySelector('.section-name');
    if (old && old.outerHTML !== heading.outerHTML) old.replaceWith(heading);
    return there;
  }

  return {
    arrange(sections, bodies) {
      const kept = new Set<Element>();
      const shown = new Set<string>();
      for (const [index, section] of sections.entries()) {
        const element = sectionFor(section);
        kept.add(element);
        putAt(feed, element, index);
        const list = element.querySelector('.entries');
        if (!list) continue;
        const inOrder = section.entries.flatMap(({ id }) => placeFor(id, bodies) ?? []);
        for (const [position, place] of inOrder.entries()) putAt(list, place, position);
        for (const { id } of section.entries) shown.add(id);
      }
      for (const child of [...feed.children]) if (!kept.has(child)) child.remove();
      for (const [id, place] of places)
        if (!shown.has(id)) {
          place.remove();
          places.delete(id);
        }
    },
    replace(entry) {
      const made = elementOf(placeHtml(entry, options));
      places.get(entry.id)?.replaceWith(made);
      places.set(entry.id, made);
    },
    placeOf: (entryId) => places.get(entryId),
  };
}

/** Moves nothing that stands where it should: moving an element would lose its focus and its running film. */
function putAt(parent: Element, element: Element, index: number): void {
  const there = parent.children[index] ?? null;
  if (there !== element) parent.insertBefore(element, there);
}
