import { describe, expect, it } from 'vitest';
import type { LogRecord } from '#domain/change.ts';
import { evolve } from '#domain/evolve.ts';
import type { PublicCoverage } from '#domain/public-view.ts';
import { publicCoverage } from '#domain/public-view.ts';
import type { PublicRecord } from '#live/protocol.ts';
import { readFollowAnswer } from '#live/read-follow-answer.ts';
import { printHour } from '#render/time.ts';
import { askDoor } from '../socket/site-doors.ts';
import { aLife } from './a-life.ts';
import { stateAfter, toldAfter } from './timeline-page.ts';

const { records } = aLife();
const NOW = stateAfter(records, records.length);
const newsroom = {
  coverageById: () => NOW,
  changes: async (_: string, after: number, limit: number): Promise<LogRecord[]> =>
    records.slice(after, after + limit),
};
/** What a reader is told who has the first so many changes, page by page. */
async function byHttp(seq: number, limit: number): Promise<readonly PublicRecord[]> {
  const told: PublicRecord[] = [];
  for (;;) {
    const after = told.at(-1)?.seq ?? seq;
    const path = `/api/v1/coverages/${NOW.id}/changes?epoch=${NOW.epoch}&after=${after}&limit=${limit}`;
    const response = await askDoor(new Request(`http://x${path}`), { newsroom } as unknown as App.Locals);
    const answer = readFollowAnswer(await response.json());
    if (answer?.kind !== 'behind') return told;
    told.push(...answer.changes);
  }
}

/** The whole of what a reader has, as bytes; places in the log decide the order, not the moment of arrival. */
function bytesOf({ entries, agenda, ...rest }: PublicCoverage): string {
  const byId = <T extends { readonly id: string }>(all: Iterable<T>): T[] =>
    [...all].sort((a, b) => (a.id < b.id ? -1 : 1));
  const sorted = (_: string, value: unknown): unknown =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  return JSON.stringify({ ...rest, entries: byId(entries.values()), agenda: byId(agenda.values()) }, sorted);
}

const pageAsOf = (seq: number): PublicCoverage => publicCoverage(stateAfter(records, seq), printHour);

describe('a reader whose page was made at any moment of the day', () => {
  const wanted = bytesOf(pageAsOf(records.length));
  const moments = records.map(({ seq }) => seq).filter((seq) => seq > 1);

  it.each([
    ['the socket', (seq: number) => toldAfter(records, seq)],
    ['HTTP', (seq: number) => byHttp(seq, 500)],
    ['HTTP in small pages', (seq: number) => byHttp(seq, 3)],
  ] as const)('[I8] has with the changes after it, by %s, byte for byte the page of now', async (_, told) => {
    expect(moments.length).toBeGreaterThan(25);
    for (const seq of moments) {
      const page = pageAsOf(seq);
      for (const change of await told(seq)) evolve(page, change);
      expect(bytesOf(page)).toBe(wanted);
    }
  });

  it('[I8] is told by HTTP what sockets are told', async () => {
    for (const seq of moments) expect(await byHttp(seq, 7)).toEqual(toldAfter(records, seq));
  });
});
