import { describe, expect, it } from 'vitest';
import type { Entry } from '#domain/entry.ts';
import { deskVi } from '#i18n/desk-vi.ts';
import type { Outgoing, OutgoingState } from '../../src/desk/outgoing.ts';
import { isUnsent, takeIn, wordsOfEntry, wordsOfOutgoing } from '../../src/desk/outgoing.ts';

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
    expect(kinds.map((state) => isUnsent({ command, place: 0, state }))).toEqual([true, true, false, false]);
  });
});

describe('the list of one page, when the device or another page of the same person knows more', () => {
  const one = (id: string, place = 0, state: OutgoingState = { kind: 'sent' }): Outgoing => ({
    command: { id, coverageId: 'k1', kind: 'open-coverage' },
    place,
    state,
  });
  const idsOf = (list: readonly Outgoing[]): string[] => list.map(({ command }) => command.id);

  it('has what was added there, in the order it was asked for', () => {
    expect(idsOf(takeIn([one('mine', 2)], one('theirs', 3)))).toEqual(['mine', 'theirs']);
    expect(idsOf(takeIn([one('mine', 2)], one('theirs', 1)))).toEqual(['theirs', 'mine']);
    expect(idsOf(takeIn([one('both')], one('both')))).toEqual(['both']);
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
        expect(takeIn([one('a', 0, state)], one('a', 0, other))).toEqual([
          one('a', 0, states[Math.max(mine, theirs)]),
        ]);
  });
});
