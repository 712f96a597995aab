import type { EntryContent } from '#domain/entry.ts';
import { slugOf } from '#import/slug.ts';

/** Which entries belong to a venue or a person, by the address that their name gives. */
export interface Places {
  /** @param names as printed; none takes the entry out */
  put(id: string, names: readonly string[]): void;
  ids(slug: string): readonly string[];
  /** As it was printed last. */
  name(slug: string): string | undefined;
}

export function createPlaces(): Places {
  const idsOf = new Map<string, Set<string>>();
  const slugsOf = new Map<string, readonly string[]>();
  const printed = new Map<string, string>();
  return {
    put(id, names) {
      for (const slug of slugsOf.get(id) ?? []) idsOf.get(slug)?.delete(id);
      slugsOf.delete(id);
      if (names.length === 0) return;
      const slugs = [...new Set(names.map(slugOf))];
      slugsOf.set(id, slugs);
      for (const [index, slug] of names.map(slugOf).entries()) {
        idsOf.set(slug, (idsOf.get(slug) ?? new Set()).add(id));
        printed.set(slug, names[index] ?? slug);
      }
    },
    ids: (slug) => [...(idsOf.get(slug) ?? [])],
    name: (slug) => printed.get(slug),
  };
}

/** Where it was said, or its photos were taken. */
export const venuesOf = ({ venue, blocks }: EntryContent): string[] => [
  ...(venue ? [venue] : []),
  ...blocks.flatMap((block) => (block.type === 'figure' && block.venue ? [block.venue] : [])),
];

/** Who says it, or is on its photos. */
export const personsOf = ({ speaker, blocks }: EntryContent): string[] => [
  ...(speaker?.name ? [speaker.name] : []),
  ...blocks.flatMap((block) => (block.type === 'figure' ? (block.persons ?? []) : [])),
];
