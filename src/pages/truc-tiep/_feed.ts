import type { APIRoute } from 'astro';
import type { PublicCoverage } from '#domain/public-view.ts';
import { coveragePath, entryPath, pathIn } from '#i18n/path.ts';
import { readerWords } from '#i18n/words.ts';
import type { FeedOptions } from '#render/feeds.ts';
import { shownCoverage } from './_shown-coverage.ts';

/** A coverage as a feed, in one of the forms. Its newest change names the bytes; a cache keeps them a second. */
export const feedRoute =
  (name: string, type: string, write: (coverage: PublicCoverage, options: FeedOptions) => string): APIRoute =>
  ({ locals, params, request }) => {
    const shown = shownCoverage(locals, params.slug ?? '');
    if (!shown) return new Response(null, { status: 404 });
    const { coverage } = shown;
    const { language, publicUrl } = locals;
    const { slug } = coverage.about;
    const words = readerWords(language);
    const etag = `"${coverage.epoch}.${coverage.head}.${language}"`;
    const headers = { 'cache-control': 'max-age=0, s-maxage=1', etag };
    if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
    const absolute = (path: string): string => `${publicUrl}${path}`;
    const url = absolute(pathIn(language, coveragePath(slug)));
    const body = write(coverage, {
      words,
      site: words.site,
      url,
      self: `${url}/${name}`,
      entryUrl: (id) => absolute(pathIn(language, entryPath(slug, id))),
      absolute,
    });
    return new Response(body, { headers: { ...headers, 'content-type': `${type}; charset=utf-8` } });
  };
