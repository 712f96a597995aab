import type { APIRoute } from 'astro';
import { isPublic } from '#domain/public-view.ts';
import { coveragePath, documentPath } from '#i18n/path.ts';
import { sitemap } from '#render/sitemaps.ts';
import { xml } from './_xml.ts';

/** `GET` every page that stays: lists, coverages, archives, documents. */
export const GET: APIRoute = ({ locals: { newsroom, archives, documents, publicUrl } }) => {
  const shown = newsroom.summaries().filter(({ id }) => {
    const coverage = newsroom.coverageById(id);
    return coverage && isPublic(coverage);
  });
  const coverages = new Map(
    [...archives.list(), ...shown].map(({ slug, updatedAt, day }) => [slug, updatedAt ?? day]),
  );
  const pages = [
    ...['/', '/luu-tru', '/van-kien'].map((path) => ({ path, modified: undefined })),
    ...[...coverages].map(([slug, modified]) => ({ path: coveragePath(slug), modified })),
    ...documents.list().map(({ slug }) => ({ path: documentPath(slug), modified: undefined })),
  ];
  return xml(sitemap(pages.map(({ path, modified }) => ({ url: `${publicUrl}${path}`, modified }))));
};
