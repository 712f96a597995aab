import type { APIRoute } from 'astro';
import type { CoverageStatus } from '#domain/coverage.ts';
import type { Cursor } from '#domain/cursor.ts';
import { isPublic } from '#domain/public-view.ts';
import { ANYBODY, json } from '../_answer.ts';

interface ListedCoverage {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly status: CoverageStatus;
  /** Its newest change: follow from here, or read the changes after 0. */
  readonly cursor: Cursor;
}

/** `GET` every coverage that readers may know of. */
export const GET: APIRoute = ({ locals: { newsroom } }) => {
  const coverages = newsroom.summaries().flatMap((summary): ListedCoverage[] => {
    const coverage = newsroom.coverageById(summary.id);
    if (!coverage || !isPublic(coverage)) return [];
    const { id, slug, title, status } = summary;
    return [{ id, slug, title, status, cursor: { epoch: coverage.epoch, seq: coverage.head } }];
  });
  return json({ coverages }, 200, { 'cache-control': 'public, max-age=0, s-maxage=1', ...ANYBODY });
};
