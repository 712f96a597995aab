import { expect, it } from 'vitest';
import type { Coverage, CoverageStatus } from '#domain/coverage.ts';
import { blankCoverage } from '#domain/coverage.ts';
import type { Archives, Newsroom } from '#domain/ports.ts';
import type { PublicCoverage } from '#domain/public-view.ts';
import { relatedCoverages } from '../../src/components/related-coverages.ts';
import { anAbout } from '../cast/a-coverage.ts';

const REASONS = { sameSeries: 'cùng chuỗi', sameDay: 'cùng ngày' };

function aCoverage(
  slug: string,
  day: string,
  seriesId?: string,
  status: CoverageStatus = 'closed',
): Coverage {
  const coverage = blankCoverage(slug, 'epoch-1');
  coverage.head = 1;
  coverage.status = status;
  coverage.about = anAbout({ slug, title: slug, date: { iso: day }, ...(seriesId && { seriesId }) });
  return coverage;
}

const summaryOf = ({ id, status, about }: Coverage) => ({
  id,
  slug: about.slug,
  title: about.title,
  status,
  day: about.date.iso,
  entryCount: 0,
});

function related(here: Coverage, running: readonly Coverage[], shelved: readonly Coverage[] = []) {
  const newsroom = {
    summaries: () => running.map(summaryOf),
    coverageById: (id: string) => running.find((coverage) => coverage.id === id),
  } as unknown as Newsroom;
  const archives = {
    list: () => shelved.map(summaryOf),
    find: (slug: string) => ({ coverage: shelved.find(({ about }) => about.slug === slug) }),
  } as unknown as Archives;
  return relatedCoverages({ newsroom, archives }, here as unknown as PublicCoverage, REASONS).map(
    ({ href, reason }) => `${href} ${reason}`,
  );
}

it('coverages of the same series come first, newest first, then those of the same day, each with its reason', () => {
  const here = aCoverage('lan-8', '2026-03-12', 's');
  const others = [
    aCoverage('khac', '2026-03-12'),
    aCoverage('lan-6', '2024-03-12', 's'),
    aCoverage('lan-7', '2025-03-12', 's'),
    aCoverage('xa-la', '2025-01-01', 't'),
  ];
  expect(related(here, [here, ...others])).toEqual([
    '/truc-tiep/lan-7 cùng chuỗi',
    '/truc-tiep/lan-6 cùng chuỗi',
    '/truc-tiep/khac cùng ngày',
  ]);
});

it('[P4] no draft is named, nothing twice, and not what an editor named already', () => {
  const here = aCoverage('lan-8', '2026-03-12', 's');
  here.about = {
    ...here.about,
    related: [{ href: '/truc-tiep/lan-7', title: 'Lần thứ 7', reason: 'cùng kết luận' }],
  };
  const archived = aCoverage('lan-5', '2023-03-12', 's', 'archived');
  expect(
    related(
      here,
      [here, aCoverage('nhap', '2026-03-12', 's', 'draft'), aCoverage('lan-7', '2025-03-12', 's'), archived],
      [archived, aCoverage('lan-4', '2022-03-12', 's', 'archived')],
    ),
  ).toEqual(['/truc-tiep/lan-5 cùng chuỗi', '/truc-tiep/lan-4 cùng chuỗi']);
});
