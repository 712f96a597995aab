import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Polling } from '#live/polling.ts';
import { createPolling } from '#live/polling.ts';
import type { FollowAnswer, PublicRecord } from '#live/protocol.ts';

const HEAD = { epoch: 'e', seq: 3 };
const CAUGHT_UP = { kind: 'caught-up', head: HEAD };

let asked: { at: number; url: string; init: RequestInit }[];
let heard: FollowAnswer<PublicRecord>[];
let polling: Polling;

/** @param body of every answer */
function answering(body: string, status = 200): void {
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    asked.push({ at: Date.now(), url, init });
    return new Response(body, { status });
  });
}

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  asked = [];
  heard = [];
  polling = createPolling({
    origin: '',
    coverageId: 'coverage-1',
    cursor: () => HEAD,
    hear: (answer) => heard.push(answer),
  });
});
afterEach(() => {
  polling.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const gaps = (): number[] => asked.slice(1).map(({ at }, index) => at - (asked[index]?.at ?? 0));

it('asks at once from where the reader stands, and less often while nothing comes', async () => {
  answering(JSON.stringify(CAUGHT_UP));
  polling.start();
  await vi.advanceTimersByTimeAsync(300_000);
  expect(asked[0]).toMatchObject({ at: 0, url: '/api/v1/coverages/coverage-1/changes?epoch=e&after=3' });
  expect(heard).toEqual(asked.map(() => CAUGHT_UP));
  expect(Math.max(...gaps())).toBeGreaterThan(35_000);
  expect(Math.max(...gaps())).toBeLessThanOrEqual(40_000);
  expect(Math.min(...gaps())).toBeGreaterThan(15_000);
});

it.each([
  ['a login page', '<!doctype html><title>Wi-Fi</title>', 200],
  ['JSON of somebody else', '{"code":"not-found","message":"no route"}', 404],
  ['half an answer', JSON.stringify(CAUGHT_UP).slice(0, 20), 200],
  ['a proxy whose newsroom is away', 'Bad gateway', 502],
])('[I7] hears nothing in %s, follows it nowhere, and asks later and later', async (_, body, status) => {
  answering(body, status);
  polling.start();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(heard).toEqual([]);
  expect(asked.every(({ init }) => init.redirect === 'error')).toBe(true);
  expect(Math.max(...gaps())).toBeGreaterThan(100_000);
  expect(Math.max(...gaps())).toBeLessThanOrEqual(120_000);
});

it('passes on that its numbering is over', async () => {
  answering(JSON.stringify({ kind: 'restart', reason: 'epoch' }), 409);
  polling.start();
  await vi.advanceTimersByTimeAsync(0);
  expect(heard).toEqual([{ kind: 'restart', reason: 'epoch' }]);
});

it('asks nothing any more once it is stopped', async () => {
  answering(JSON.stringify(CAUGHT_UP));
  polling.start();
  await vi.advanceTimersByTimeAsync(0);
  polling.stop();
  await vi.advanceTimersByTimeAsync(300_000);
  expect(asked).toHaveLength(1);
});
