import type { Coverage } from '#domain/coverage.ts';
import type { CoverageSummary } from '#domain/ports.ts';

/** Summaries of one coverage; its entries are counted again only after it changed. */
export function createSummary(): (coverage: Coverage) => CoverageSummary {
  let counted = { head: 0, entries: 0 };
  return ({ id, head, status, about, entries, updatedAt }) => {
    if (counted.head !== head) counted = { head, entries: countShown(entries) };
    return {
      id,
      slug: about.slug,
      title: about.title,
      status,
      day: about.date.iso,
      entryCount: counted.entries,
      ...(about.startsAt && { startsAt: about.startsAt }),
      ...(updatedAt && { updatedAt }),
      ...(about.simulated && { simulated: true }),
    };
  };
}

/** What readers can read: nothing that waits for an editor or its photo, nothing that was withdrawn. */
function countShown(entries: Coverage['entries']): number {
  let shown = 0;
  for (const { held, awaitsPhoto, withdrawn } of entries.values())
    if (!held && !awaitsPhoto && !withdrawn) shown += 1;
  return shown;
}
