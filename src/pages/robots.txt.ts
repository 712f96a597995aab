import type { APIRoute } from 'astro';

/** `GET` what search engines may read: all but the desks and the doors of programs. */
export const GET: APIRoute = ({ locals: { publicUrl } }) =>
  new Response(
    [
      'User-agent: *',
      'Disallow: /desk',
      'Disallow: /api/',
      'Disallow: /tim',
      ...['sitemap.xml', 'sitemap-news.xml'].map((name) => `Sitemap: ${publicUrl}/${name}`),
      '',
    ].join('\n'),
    { headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=3600' } },
  );
