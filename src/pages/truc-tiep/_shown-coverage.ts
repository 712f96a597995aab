import type { ArchiveManifest, Locals } from '#domain/ports.ts';
import type { PublicCoverage } from '#domain/public-view.ts';
import { isPublic, publicCoverage } from '#domain/public-view.ts';
import { printHour } from '#render/time.ts';

/** A coverage as a page shows it: from the running newsroom, or what was frozen of it, with the proof. */
export interface ShownCoverage {
  readonly coverage: PublicCoverage;
  readonly manifest: ArchiveManifest | null;
  /** When words were taken out of what was frozen, by order of law. */
  readonly removedAt: readonly string[];
}

/** @returns null for a coverage that readers know nothing of */
export function shownCoverage(
  { newsroom, archives }: Pick<Locals, 'newsroom' | 'archives'>,
  slug: string,
): ShownCoverage | null {
  const running = newsroom.coverage(slug);
  if (running && !isPublic(running)) return null;
  if (!running || running.status === 'archived') {
    const archive = archives.find(slug);
    // Another coverage has the address since: what was archived here must not be taken for it.
    if (archive && (!running || running.id === archive.manifest.coverageId)) return archive;
  }
  return running ? { coverage: publicCoverage(running, printHour), manifest: null, removedAt: [] } : null;
}
