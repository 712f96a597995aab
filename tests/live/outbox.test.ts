import fc from 'fast-check';
import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import type { Command, Receipt } from '#domain/command.ts';
import type { Outbox } from '#live/outbox.ts';
import {
  answered,
  discard,
  due,
  forgetOldConfirmed,
  isPassing,
  learn,
  put,
  restore,
  sent,
  unanswered,
} from '#live/outbox.ts';
import type { SpokenRefusal } from '#live/protocol.ts';
import { aPost } from '../cast/a-coverage.ts';

const [A1, A2, B1] = [aPost('a', 'Một.'), aPost('a', 'Hai.'), aPost('b', 'Ba.')];
const all: Outbox = [A1, A2, B1].reduce<Outbox>(put, []);
const idsOf = (outbox: Outbox): string[] => outbox.map(({ command }) => command.id);
const statesOf = (outbox: Outbox): string[] => outbox.map(({ state }) => state);
const receipt = (commandId: string): Receipt => ({
  ok: true,
  commandId,
  coverageId: 'a',
  epoch: 'e',
  seq: 4,
});
const no = (code: SpokenRefusal['code'], field?: string): SpokenRefusal => ({
  ok: false,
  code,
  message: 'No.',
  ...(field && { field }),
});

describe('an outbox', () => {
  it('sends the oldest first and one at a time of each coverage', () => {
    expect(idsOf(due(all))).toEqual([A1.id, B1.id]);
    const sending = sent(sent(all, A1.id), B1.id);
    expect(due(sending)).toEqual([]);
    expect(idsOf(due(answered(sending, A1.id, receipt(A1.id))))).toEqual([A2.id]);
  });

  it('sends again what was not answered, before anything younger', () => {
    expect(idsOf(due(unanswered(sent(all, A1.id), A1.id)))).toEqual([A1.id, B1.id]);
  });

  it('lets a correction pass what waits for room on the newsroom’s disk, but not its own entry', () => {
    const full = answered(sent(all, A1.id), A1.id, no('storage-full'));
    const about = (entryId: string, kind: 'withdraw-entry' | 'pin-entry'): Command => ({
      ...{ id: v7(), coverageId: 'a', entryId },
      ...(kind === 'pin-entry' ? { kind } : { kind, reason: 'Nhầm.' }),
    });
    const [pin, own, other] = [
      about('e9', 'pin-entry'),
      about(A2.entryId, 'withdraw-entry'),
      about('e8', 'withdraw-entry'),
    ];
    const asked = [pin, own, other].reduce<Outbox>(put, full);
    expect(idsOf(due(asked))).toEqual([other.id, B1.id]);
    expect(idsOf(due(sent(asked, other.id)))).toEqual([B1.id]);
    const fullForThat = answered(sent(asked, other.id), other.id, no('storage-full'));
    expect(idsOf(due(fullForThat))).toEqual([A1.id, B1.id]);
    const failed = answered(sent(asked, A1.id), A1.id, no('storage-failed'));
    expect(idsOf(due(failed))).toEqual([A1.id, B1.id]);
  });

  it('learns from other pages what is new, and what became of a command, but nothing older', () => {
    const [first, second] = all;
    if (!first || !second) throw new Error('nothing to learn');
    expect(idsOf(learn([second], first))).toEqual([A1.id, A2.id]);
    const sending = sent(all, A1.id);
    expect(learn(sending, first)).toBe(sending);
    const confirmed = answered(sending, A1.id, receipt(A1.id));
    expect(statesOf(learn(sending, confirmed[0] ?? first))[0]).toBe('confirmed');
    expect(learn(confirmed, first)).toBe(confirmed);
  });

  it('takes a command once, however often it is handed over', () => {
    const sending = sent(all, A1.id);
    expect(put(sending, { ...A1, entryId: 'other' }, 0)).toBe(sending);
  });

  it('keeps what is refused with the reason, and goes on with the next', () => {
    const refused = answered(sent(all, A1.id), A1.id, no('markup'));
    expect(refused[0]).toMatchObject({ state: 'refused', refusal: { code: 'markup' } });
    expect(idsOf(due(refused))).toEqual([A2.id, B1.id]);
    expect(idsOf(discard(refused, A1.id))).toEqual([A2.id, B1.id]);
  });

  it.each([
    [no('not-signed-in'), true],
    [no('storage-full'), true],
    [no('storage-failed'), true],
    [no('too-many'), true],
    [no('too-many', 'item'), false],
    [no('stale-revision'), false],
  ])('lets a command wait when the refusal passes by itself: %o', (refusal, passes) => {
    expect(isPassing(refusal)).toBe(passes);
    expect(statesOf(answered(sent(all, A1.id), A1.id, refusal))[0]).toBe(passes ? 'waiting' : 'refused');
  });

  it('never forgets what may be under way', () => {
    const sending = sent(all, A1.id);
    expect(discard(sending, A1.id)).toHaveLength(3);
    expect(discard(sending, A2.id)).toHaveLength(3);
  });

  it('shows the newest of what is confirmed', () => {
    const confirmed = [A1, A2, B1].reduce((box, { id }) => answered(sent(box, id), id, receipt(id)), all);
    expect(idsOf(forgetOldConfirmed(confirmed, 2))).toEqual([A2.id, B1.id]);
    expect(forgetOldConfirmed(all, 0)).toBe(all);
  });

  it('comes back from the device in its order, with what was on its way to be sent again', () => {
    const refused = answered(sent(all, A2.id), A2.id, no('markup'));
    const kept = sent(refused, A1.id);
    const restored = restore(JSON.parse(JSON.stringify([...kept].reverse())));
    expect(idsOf(restored)).toEqual([A1.id, A2.id, B1.id]);
    expect(statesOf(restored)).toEqual(['waiting', 'refused', 'waiting']);
  });

  it('brings each command of a coverage to its end in the order it was handed over, whatever gets lost', () => {
    const posts = Array.from({ length: 6 }, (_, n) => aPost(n % 2 ? 'a' : 'b', `Tin ${n}.`));
    fc.assert(
      fc.property(fc.infiniteStream(fc.constantFrom('answer', 'lose', 'reload')), (fates) => {
        let outbox = posts.reduce<Outbox>(put, []);
        const arrived: string[] = [];
        for (
          let turns = 0;
          turns < 500 && statesOf(outbox).some((state) => state !== 'confirmed');
          turns += 1
        )
          for (const { command } of due(outbox)) {
            outbox = sent(outbox, command.id);
            const fate = fates.next().value;
            if (fate !== 'lose') arrived.push(command.id);
            if (fate === 'answer') outbox = answered(outbox, command.id, receipt(command.id));
            else if (fate === 'reload') outbox = restore(outbox);
            else outbox = unanswered(outbox, command.id);
          }
        expect(new Set(statesOf(outbox))).toEqual(new Set(['confirmed']));
        for (const coverageId of ['a', 'b']) {
          const mine = posts.filter((post) => post.coverageId === coverageId).map(({ id }) => id);
          const first = [...new Set(arrived)].filter((id) => mine.includes(id));
          expect(first).toEqual(mine);
        }
      }),
      { numRuns: 200 },
    );
  });
});
