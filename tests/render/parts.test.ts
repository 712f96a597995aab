import { describe, expect, it } from 'vitest';
import type { AgendaItem } from '#domain/agenda.ts';
import { partsOf } from '#render/parts.ts';
import type { Placed } from '#render/timeline-order.ts';
import { anItem, at } from '../cast/a-coverage.ts';

const opening: AgendaItem = { ...anItem('8h00', 'Khai mạc'), startedAt: at('8h00') };
const rest: AgendaItem = { ...anItem('8h40', 'Giải lao'), startedAt: at('8h40') };
const debate: AgendaItem = { ...anItem('9h00', 'Thảo luận'), startedAt: at('9h00') };
const AGENDA = [opening, rest, debate];

/** So many entries, the first ten under the opening, the rest under the debate. */
const entries = (count: number): Placed[] =>
  Array.from({ length: count }, (_, n) => ({
    id: String(n + 1),
    itemId: n < 10 ? opening.id : debate.id,
    at: n < 10 ? at('8h05', n) : at('9h05', n),
    seq: n + 1,
  }));

const sizes = (count: number): number[] =>
  partsOf(AGENDA, entries(count)).map((part) =>
    part.reduce((sum, section) => sum + section.entries.length, 0),
  );

describe('the parts of a long coverage', () => {
  it.each([
    [0, [0]],
    [60, [60]],
    [61, [30, 31]],
    [89, [30, 59]],
    [90, [30, 30, 30]],
    [500, [...Array.from({ length: 15 }, () => 30), 50]],
  ])('%i entries', (count, parts) => {
    expect(sizes(count)).toEqual(parts);
  });

  it('an older part stays as it is while entries come', () => {
    const before = partsOf(AGENDA, entries(95)).slice(0, 2);
    expect(partsOf(AGENDA, entries(200)).slice(0, 2)).toEqual(before);
  });

  it('every entry stands in one part, in the order of the day; a long section goes on in the next', () => {
    const parts = partsOf(AGENDA, entries(75));
    expect(parts.flatMap((part) => part.flatMap((section) => section.entries.map(({ id }) => id)))).toEqual(
      entries(75).map(({ id }) => id),
    );
    expect(parts.map((part) => part.map(({ item }) => item?.title))).toEqual([
      ['Khai mạc', 'Giải lao', 'Thảo luận'],
      ['Thảo luận'],
    ]);
  });
});
