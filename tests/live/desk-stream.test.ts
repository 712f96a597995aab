import { describe, expect, it } from 'vitest';
import type { AgendaItem } from '#domain/agenda.ts';
import type { Entry } from '#domain/entry.ts';
import { nextItem, streamSections } from '../../src/desk/stream-order.ts';

const item = (id: string, hour: string, started = false): AgendaItem => ({
  id,
  day: '2026-01-14',
  plannedAt: `2026-01-14T0${hour}:00:00.000Z`,
  ...(started && { startedAt: `2026-01-14T0${hour}:01:00.000Z` }),
  title: id,
  shortTitle: id,
  kind: 'other',
});
const AGENDA = [item('opening', '1', true), item('discussion', '2', true), item('closing', '4')];
const entry = (
  seq: number,
  id: string,
  itemId: string | null,
  minute: string,
  more: Partial<Entry> = {},
): Entry => ({
  id,
  itemId,
  seq,
  revision: 1,
  at: `2026-01-14T02:${minute}:00.000Z`,
  postedAt: `2026-01-14T02:${minute}:30.000Z`,
  by: 'hoa',
  content: { kind: 'note', blocks: [] },
  corrections: [],
  ...more,
});
const ENTRIES = [
  entry(1, 'a', 'opening', '01'),
  entry(2, 'b', 'discussion', '05', { key: true }),
  entry(3, 'c', 'discussion', '03', { by: 'nam' }),
  entry(4, 'd', null, '04', { held: true }),
  entry(5, 'e', 'discussion', '03'),
];
const ids = (filter: Parameters<typeof streamSections>[2]) =>
  streamSections(AGENDA, ENTRIES, filter, 'hoa').map(({ item, entries }) => [
    item?.id ?? null,
    entries.map((e) => e.id).join(''),
  ]);

describe('the stream of the desk', () => {
  it('[8] lists the last agenda item first and in it the newest hour, then the newest number', () => {
    expect(ids('all')).toEqual([
      ['discussion', 'bec'],
      ['opening', 'a'],
      [null, 'd'],
    ]);
  });

  it('narrows to one’s own, to milestones, to what waits for an editor', () => {
    expect(ids('mine')).toEqual([
      ['discussion', 'be'],
      ['opening', 'a'],
      [null, 'd'],
    ]);
    expect(ids('key')).toEqual([['discussion', 'b']]);
    expect(ids('waiting')).toEqual([[null, 'd']]);
  });

  it('names the item that comes next: the first before any began, none after the last', () => {
    expect(nextItem(AGENDA, 'discussion')?.id).toBe('closing');
    expect(nextItem([item('one', '1'), item('two', '2')], null)?.id).toBe('one');
    expect(nextItem(AGENDA, 'closing')).toBeNull();
  });

  it('keeps to the order of the programme when the conference runs late, and comes back to what was passed over', () => {
    const late: AgendaItem = { ...item('opening', '1'), startedAt: '2026-01-14T09:00:00.000Z' };
    const [talk, awards] = [item('talk', '2'), item('awards', '3')];
    expect(nextItem([late, talk, awards], 'opening')?.id).toBe('talk');
    const begun = { ...awards, startedAt: '2026-01-14T09:30:00.000Z' };
    expect(nextItem([late, talk, begun], 'awards')?.id).toBe('talk');
    expect(nextItem([late, { ...talk, startedAt: late.plannedAt ?? '' }, begun], 'awards')).toBeNull();
  });
});
