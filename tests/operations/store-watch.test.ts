import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { StoreHealth } from '#domain/ports.ts';
import { watchStore } from '#server/operations/store-watch.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('[12] notes when the disk fills, fails and has space again, each once, and has a failed one ended', () => {
  const health = { state: 'writable', freeBytes: 50, totalBytes: 100 } as {
    -readonly [K in keyof StoreHealth]: StoreHealth[K];
  };
  const notes: string[] = [];
  const stop = watchStore(
    () => health,
    ({ note }) => notes.push(note),
    () => notes.push('to be ended'),
  );
  const becomes = (now: Partial<StoreHealth>): string[] => {
    Object.assign(health, now);
    vi.advanceTimersByTime(3_000);
    return notes.splice(0);
  };
  expect(becomes({})).toEqual([]);
  expect(becomes({ freeBytes: 9 })).toEqual(['disk-low']);
  // At the edge it is not noted every second.
  expect(becomes({ freeBytes: 11 })).toEqual([]);
  expect(becomes({ freeBytes: 1, state: 'full' })).toEqual(['disk-full']);
  expect(becomes({ freeBytes: 12, state: 'writable' })).toEqual(['disk-has-space']);
  expect(becomes({ state: 'failed' })).toEqual(['disk-failed', 'to be ended']);
  stop();
  expect(becomes({ state: 'full' })).toEqual([]);
});
