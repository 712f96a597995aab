import { describe, expect, it } from 'vitest';
import type { AgendaItem } from '#domain/agenda.ts';
import type { Placed } from '#render/timeline-order.ts';
import { sectionsOf } from '#render/timeline-order.ts';
import { anItem, at } from '../cast/a-coverage.ts';

const opening: AgendaItem = { ...anItem('8h00', 'Khai mạc'), startedAt: at('8h00') };
const report: AgendaItem = { ...anItem('8h15', 'Báo cáo'), startedAt: at('8h17') };
const closing: AgendaItem = anItem('11h00', 'Bế mạc');
const AGENDA = [opening, report, closing];

const entry = (id: string, itemId: string | null, hour: string, seq: number): Placed => ({
  id,
  itemId,
  at: at(hour),
  seq,
});
const ENTRIES = [
  entry('c', report.id, '8h30', 9),
  entry('b', report.id, '8h20', 8),
  entry('a', opening.id, '8h05', 3),
  entry('d', report.id, '8h20', 4),
  entry('side', null, '8h10', 5),
];

const shape = (order: 'newest-first' | 'chronological') =>
  sectionsOf(AGENDA, ENTRIES, order).map(({ item, entries }) => [
    item?.title ?? null,
    entries.map(({ id }) => id).join(''),
  ]);

describe('the order of a page', () => {
  it('[rule 8] has the newest item first and, inside it, the hour it happened, then the number', () => {
    expect(shape('newest-first')).toEqual([
      [null, 'side'],
      ['Báo cáo', 'dbc'],
      ['Khai mạc', 'a'],
    ]);
  });

  it('[rule 8] follows the day where the whole page is read from the start, with the side last', () => {
    expect(shape('chronological')).toEqual([
      ['Khai mạc', 'a'],
      ['Báo cáo', 'dbc'],
      [null, 'side'],
    ]);
  });

  it('has no section for an item that has not begun, unless something was said under it', () => {
    expect(shape('chronological').map(([title]) => title)).not.toContain('Bế mạc');
    const early = sectionsOf(AGENDA, [entry('e', closing.id, '8h40', 10)], 'newest-first');
    expect(early[0]?.item?.title).toBe('Bế mạc');
  });

  it('loses no entry whose item was taken off the programme', () => {
    const [section] = sectionsOf([], [entry('x', 'gone', '8h40', 1)], 'newest-first');
    expect(section).toMatchObject({ item: null, entries: [{ id: 'x' }] });
  });
});
