import { describe, expect, it } from 'vitest';
import type { Entry } from '#domain/entry.ts';
import { deskVi } from '#i18n/desk-vi.ts';
import type { Outgoing, OutgoingState } from '../../src/desk/outgoing.ts';
import { isUnsent, takeOver, wordsOfEntry, wordsOfOutgoing } from '../../src/desk/outgoing.ts';

const NOW = 1_000_000;
const said = (state: Parameters<typeof wordsOfOutgoing>[0], online = true) =>
  wordsOfOutgoing(state, deskVi, NOW, online).text;
const ENTRY: Entry = {
  id: 'e1',
  itemId: null,
  seq: 1,
  revision: 1,
  at: '2026-03-12T02:10:00.000Z',
  postedAt: '2026-03-12T02:13:00.000Z',
  by: 'ha',
  content: { kind: 'note', blocks: [] },
  corrections: [],
};

describe('the state of a post in words', () => {
  it('counts down while it can be taken back, never to nought', () => {
    expect(said({ kind: 'undo', until: NOW + 5_000 })).toBe('Gửi sau 5 giây');
    expect(said({ kind: 'undo', until: NOW + 10 })).toBe('Gửi sau 1 giây');
  });

  it('waits without a connection, is sent with one', () => {
    expect(said({ kind: 'sent' }, false)).toBe('Chờ gửi');
    expect(said({ kind: 'sent' })).toBe('Đang gửi');
    expect(said({ kind: 'sent', waits: true })).toBe('Chờ gửi');
    expect(said({ kind: 'accepted' })).toBe('Tòa soạn đã nhận');
    expect(said({ kind: 'accepted', held: true })).toBe('Chờ duyệt');
  });

  it('says why it was refused', () => {
    const refusal = { ok: false, code: 'coverage-closed', message: 'Tường thuật đã bế mạc.' } as const;
    expect(said({ kind: 'refused', refusal })).toBe('Lỗi: Tường thuật đã bế mạc.');
  });

  it('says of an entry when it was posted, [10] that it waits, or that it was withdrawn', () => {
    expect(wordsOfEntry(ENTRY, deskVi).text).toBe('Đã đăng 9h13');
    expect(wordsOfEntry({ ...ENTRY, held: true }, deskVi).text).toBe('Chờ duyệt');
    const withdrawn = { at: ENTRY.at, by: 'ha', reason: 'Nhầm.' };
    expect(wordsOfEntry({ ...ENTRY, held: true, withdrawn }, deskVi).text).toBe('Đã gỡ');
  });

  it('counts as unsent what the newsroom may not have', () => {
    const command = { id: 'c1', coverageId: 'k1', kind: 'open-coverage' } as const;
    const kinds = [
      { kind: 'undo', until: NOW },
      { kind: 'sent' },
      { kind: 'accepted' },
      { kind: 'parked' },
    ] as const;
    expect(kinds.map((state) => isUnsent({ command, state }))).toEqual([true, true, false, false]);
  });
});

describe('the list of one page, after another page of the same person changed its own', () => {
  const one = (id: string, state: OutgoingState = { kind: 'sent' }): Outgoing => ({
    command: { id, coverageId: 'k1', kind: 'open-coverage' },
    state,
  });
  const idsOf = (list: readonly Outgoing[]): string[] => list.map(({ command }) => command.id);

  it('has what was added there, and keeps what only this page has', () => {
    expect(idsOf(takeOver([one('mine')], [], [one('theirs')]))).toEqual(['mine', 'theirs']);
    expect(idsOf(takeOver([one('both')], [], [one('both')]))).toEqual(['both']);
  });

  it('has no longer what was taken back or settled there, and does not get back what it settled itself', () => {
    expect(idsOf(takeOver([one('a'), one('b')], [one('a'), one('b')], [one('b')]))).toEqual(['b']);
    expect(idsOf(takeOver([], [one('a')], [one('a'), one('b')]))).toEqual(['b']);
  });

  it('goes forward with the state of a post, never back', () => {
    const refusal = { ok: false, code: 'markup', message: 'Có mã.' } as const;
    const states: OutgoingState[] = [
      { kind: 'undo', until: 5 },
      { kind: 'sent' },
      { kind: 'refused', refusal },
    ];
    for (const [mine, state] of states.entries())
      for (const [theirs, other] of states.entries())
        expect(takeOver([one('a', state)], [], [one('a', other)])).toEqual([
          one('a', states[Math.max(mine, theirs)]),
        ]);
  });
});
