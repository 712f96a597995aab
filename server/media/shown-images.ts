import type { Coverage } from '#domain/coverage.ts';
import type { Entry } from '#domain/entry.ts';
import type { Newsroom } from '#domain/ports.ts';
import { isPublic, publicEntry } from '#domain/public-view.ts';

/** Which pictures readers are shown just now: those of entries that they can read (rules 5 and 7). */
export interface ShownImages {
  has(imageId: string): boolean;
}

export function followShownImages(
  newsroom: Pick<Newsroom, 'summaries' | 'coverageById' | 'follow'>,
): ShownImages {
  /** Image → the entries that show it, with their coverage. */
  const shownBy = new Map<string, Map<string, Coverage>>();
  const imagesOf = new Map<string, readonly string[]>();

  function look(coverage: Coverage, entry: Entry): void {
    // Clients make the ids of entries: another coverage may have the same.
    const key = `${coverage.id} ${entry.id}`;
    const before = imagesOf.get(key);
    // Most have none, and a long coverage has a hundred thousand.
    if (!before && !entry.content.blocks.some(({ type }) => type === 'figure')) return;
    for (const image of before ?? []) shownBy.get(image)?.delete(key);
    const images = (publicEntry(entry, () => '')?.content?.blocks ?? []).flatMap((block) =>
      block.type === 'figure' && block.image ? [block.image.id] : [],
    );
    imagesOf.set(key, images);
    for (const image of images) {
      const entries = shownBy.get(image) ?? new Map<string, Coverage>();
      shownBy.set(image, entries.set(key, coverage));
    }
  }

  for (const { id } of newsroom.summaries()) {
    const coverage = newsroom.coverageById(id);
    for (const entry of coverage?.entries.values() ?? []) if (coverage) look(coverage, entry);
  }
  newsroom.follow(({ coverage, records }) => {
    for (const { change } of records) if ('entry' in change) look(coverage, change.entry);
  });
  return {
    has: (imageId) => [...(shownBy.get(imageId)?.values() ?? [])].some(isPublic),
  };
}
