import { describe, expect, it } from 'vitest';
import { createAudience } from '#server/live/audience.ts';
import { createPresenceBook } from '#server/live/presence.ts';
import { createBucket } from '#server/live/rate-limit.ts';

const INES = { id: 'ines', name: 'Ines' };

describe('the presence book', () => {
  it('[C53] forgets after 45 s without a word that somebody is writing, not that they are there', () => {
    let now = 0;
    const book = createPresenceBook({ now: () => now });
    book.arrive('c', 'socket-1', INES);
    expect(book.write('c', 'socket-1', [{ itemId: 'item' }])).toBe(true);
    now = 30_000;
    expect(book.write('c', 'socket-1', [{ itemId: 'item' }])).toBe(false);
    now = 74_999;
    expect(book.forget()).toEqual([]);
    now = 75_000;
    expect(book.forget()).toEqual(['c']);
    expect(book.in('c')).toEqual([{ staffId: 'ines', name: 'Ines', writing: [] }]);
    expect(book.forget()).toEqual([]);
  });

  it('has one line a person, however many windows they have open', () => {
    const book = createPresenceBook({ now: () => 0 });
    book.arrive('c', 'socket-1', INES);
    book.arrive('c', 'socket-2', INES);
    book.write('c', 'socket-1', [{ itemId: null }]);
    book.write('c', 'socket-2', [{ entryId: 'entry' }]);
    expect(book.in('c')).toEqual([
      { staffId: 'ines', name: 'Ines', writing: [{ itemId: null }, { entryId: 'entry' }] },
    ]);
    book.leave('c', 'socket-1');
    expect(book.in('c')).toEqual([{ staffId: 'ines', name: 'Ines', writing: [{ entryId: 'entry' }] }]);
    expect(book.leave('c', 'socket-1')).toBe(false);
  });

  it('tells writing under no agenda item from not writing', () => {
    const book = createPresenceBook({ now: () => 0 });
    book.arrive('c', 'socket-1', INES);
    expect(book.write('c', 'socket-1', [{ itemId: null }])).toBe(true);
    expect(book.in('c')[0]?.writing).toEqual([{ itemId: null }]);
    expect(book.write('c', 'socket-1', [])).toBe(true);
    expect(book.in('c')[0]?.writing).toEqual([]);
  });

  it('knows nobody who did not come', () => {
    const book = createPresenceBook({ now: () => 0 });
    expect(book.write('c', 'socket-1', [{ itemId: 'item' }])).toBe(false);
    expect(book.in('c')).toEqual([]);
  });
});

describe('the audience', () => {
  it('is told when it changed, at most every 10 s, to two figures', () => {
    let now = 0;
    let count = 7;
    const told: number[] = [];
    const audience = createAudience({
      count: () => count,
      tell: (_, readers) => told.push(readers),
      now: () => now,
    });
    const turn = (ms: number, readers: number) => {
      now += ms;
      count = readers;
      audience.changed('c');
      audience.tick();
    };
    turn(0, 7);
    turn(9_999, 8);
    expect(told).toEqual([7]);
    turn(1, 1_249);
    turn(10_000, 1_150);
    turn(10_000, 1_151);
    audience.tick();
    expect(told).toEqual([7, 1_200]);
    turn(10_000, 98);
    expect(told).toEqual([7, 1_200, 98]);
  });
});

describe('the rate of one socket', () => {
  it('takes a burst, then so many a second, and cuts who does not stop', () => {
    let now = 0;
    const take = createBucket({ perSecond: 5, burst: 10 }, () => now);
    const verdicts = (times: number) => Array.from({ length: times }, take);
    expect(new Set(verdicts(10))).toEqual(new Set(['ok']));
    expect(take()).toBe('too-many');
    now = 1_000;
    expect(verdicts(5)).toEqual(['ok', 'ok', 'ok', 'ok', 'too-many']);
    expect(verdicts(9).at(-1)).toBe('too-many');
    expect(take()).toBe('cut');
  });
});
