import type { SafeHtml } from './html.ts';
import { html } from './html.ts';
import { localIso } from './instant.ts';

/** A page as search engines are told of it. */
export interface SitemapPage {
  /** Absolute. */
  readonly url: string;
  /** UTC instant or a day. */
  readonly modified?: string | undefined;
}

/** A coverage as news is told of. */
export interface NewsPage extends SitemapPage {
  readonly title: string;
  /** `vi` or `en`. */
  readonly language: string;
  /** UTC instant at which it was opened. */
  readonly publishedAt: string;
}

const SITEMAP = 'http://www.sitemaps.org/schemas/sitemap/0.9';
const NEWS = 'http://www.google.com/schemas/sitemap-news/0.9';
/** What is older is no news to search engines. */
const NEWS_HOURS = 48;

const document = (body: SafeHtml, namespaces: SafeHtml): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${html`<urlset xmlns="${SITEMAP}"${namespaces}>${body}</urlset>`}\n`;

/** sitemaps.org, protocol 0.9. */
export const sitemap = (pages: readonly SitemapPage[]): string =>
  document(
    html`${pages.map(({ url, modified }) => html`<url><loc>${url}</loc>${modified && html`<lastmod>${modified}</lastmod>`}</url>`)}`,
    html``,
  );

/**
 * The coverages of the last 48 hours, as Google News reads them.
 * @param now UTC instant
 */
export function newsSitemap(pages: readonly NewsPage[], now: string, site: string): string {
  const fresh = pages.filter(
    ({ publishedAt }) => Date.parse(now) - Date.parse(publishedAt) < NEWS_HOURS * 3_600_000,
  );
  return document(
    html`${fresh.map(
      ({ url, title, language, publishedAt }) =>
        html`<url><loc>${url}</loc><news:news><news:publication><news:name>${site}</news:name><news:language>${language}</news:language></news:publication><news:publication_date>${localIso(publishedAt)}</news:publication_date><news:title>${title}</news:title></news:news></url>`,
    )}`,
    html` xmlns:news="${NEWS}"`,
  );
}
