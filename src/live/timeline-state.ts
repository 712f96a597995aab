import type { Coverage } from '#domain/coverage.ts';
import type { PublicItem } from '#domain/public-view.ts';
import type { Placed } from '#render/timeline-order.ts';
import type { PageStart } from './page-start.ts';

/** The coverage as an open page knows it: of the entries that the server rendered, only where they stand. */
export type PageCoverage = Coverage<Placed, PublicItem> & Pick<PageStart, 'elsewhere'>;

/** Reads what the server rendered: the programme from its data block, the entries' places from the feed. */
export function readPage(feed: HTMLElement): PageCoverage {
  const start = JSON.parse(document.getElementById('page-start')?.textContent ?? '') as PageStart;
  const entries = [...feed.querySelectorAll<HTMLElement>('.place')].map(placedOf);
  return {
    ...start,
    agenda: new Map(start.agenda.map((item) => [item.id, item])),
    entries: new Map(entries.map((entry) => [entry.id, entry])),
  };
}

const placedOf = ({ dataset }: HTMLElement): Placed => ({
  id: dataset.entry ?? '',
  itemId: dataset.item || null,
  at: dataset.at ?? '',
  seq: Number(dataset.seq),
});
