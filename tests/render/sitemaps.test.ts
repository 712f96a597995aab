import { expect, it } from 'vitest';
import { newsSitemap, sitemap } from '#render/sitemaps.ts';
import { at } from '../cast/a-coverage.ts';

const page = (title: string, publishedAt: string) => ({
  url: `https://bao.example/truc-tiep/${title}`,
  title,
  language: 'vi',
  publishedAt,
});

it('[C39] the news sitemap lists a coverage for 48 hours', () => {
  const opened = at('8h00');
  const listed = (hours: number): boolean => {
    const now = new Date(Date.parse(opened) + hours * 3_600_000).toISOString();
    return newsSitemap([page('hoi-nghi', opened)], now, 'Báo').includes('/hoi-nghi</loc>');
  };
  expect(listed(0)).toBe(true);
  expect(listed(47.9)).toBe(true);
  expect(listed(48.1)).toBe(false);
});

it('[C39] says in it what it is called, in which language, and when it was opened, in Vietnam’s time', () => {
  const text = newsSitemap([page('Rừng & nước', at('8h00'))], at('9h00'), 'Báo Lâm Sơn');
  expect(text).toContain('<news:title>Rừng &amp; nước</news:title>');
  expect(text).toContain('<news:name>Báo Lâm Sơn</news:name><news:language>vi</news:language>');
  expect(text).toMatch(/<news:publication_date>\d{4}-\d\d-\d\dT08:00:00\+07:00</u);
});

it('a sitemap lists pages, with when they changed where that is known', () => {
  const text = sitemap([
    { url: 'https://bao.example/' },
    { url: 'https://bao.example/a', modified: '2026-03-12' },
  ]);
  expect(text.match(/<url>/gu)).toHaveLength(2);
  expect(text).toContain('<lastmod>2026-03-12</lastmod>');
});
