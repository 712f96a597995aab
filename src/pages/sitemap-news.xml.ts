import type { APIRoute } from 'astro';
import { isPublic } from '#domain/public-view.ts';
import { coveragePath } from '#i18n/path.ts';
import { readerWords } from '#i18n/words.ts';
import { newsSitemap } from '#render/sitemaps.ts';
import { xml } from './_xml.ts';

/** `GET` the coverages that were opened within two days. */
export const GET: APIRoute = ({ locals: { newsroom, publicUrl, language } }) => {
  const pages = newsroom.summaries().flatMap(({ id, slug, title }) => {
    const coverage = newsroom.coverageById(id);
    if (!coverage?.openedAt || !isPublic(coverage)) return [];
    return [
      {
        url: `${publicUrl}${coveragePath(slug)}`,
        title,
        language: coverage.about.language,
        publishedAt: coverage.openedAt,
      },
    ];
  });
  return xml(newsSitemap(pages, new Date().toISOString(), readerWords(language).site));
};
