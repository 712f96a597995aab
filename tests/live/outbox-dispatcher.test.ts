import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDispatcher } from '#live/dispatcher.ts';
import type { Outbox, OutboxStore } from '#live/outbox.ts';
import { hindranceOf } from '#live/outbox.ts';
import { createMemoryOutboxStore } from '#live/outbox-store.ts';
import { ANSWER_WITHIN } from '#live/sending.ts';
import { alwaysMyTurn } from '#live/sending-turn.ts';
import { aPost } from '../cast/a-coverage.ts';
import { aLine, no, yes } from './a-line.ts';

/** A dispatcher whose line is held in the hand. */
function aDispatcher(store: OutboxStore = createMemoryOutboxStore()) {
  const { tries: onTheLine, send } = aLine();
  const seen: Outbox[] = [];
  const dispatcher = createDispatcher({
    store,
    send,
    openTurn: alwaysMyTurn,
    speak: (refusal) => ({ ...refusal, message: 'No.' }),
    onOutbox: (outbox) => seen.push(outbox),
  });
  return { dispatcher, onTheLine, seen, store };
}
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the dispatcher', () => {
  it('has a command on the device before it is sent', async () => {
    const keeping = Promise.withResolvers<void>();
    const store = { ...createMemoryOutboxStore(), keep: () => keeping.promise };
    const { dispatcher, onTheLine } = aDispatcher(store);
    void dispatcher.submit(aPost('a', 'Tin.'));
    await settle();
    expect(onTheLine).toEqual([]);
    keeping.resolve();
    await settle();
    expect(onTheLine).toHaveLength(1);
  });

  it('forgets a refused command also where the device cannot write', async () => {
    const { dispatcher, onTheLine, seen } = aDispatcher({
      ...createMemoryOutboxStore(),
      drop: () => Promise.reject(new Error('quota')),
    });
    const post = aPost('a', 'Tin.');
    const answer = dispatcher.submit(post);
    await settle();
    onTheLine[0]?.answer(no('markup'));
    await answer;
    await dispatcher.discard(post.id);
    expect(seen.at(-1)).toEqual([]);
  });

  it('sends all the same when the device can keep nothing', async () => {
    const full = () => Promise.reject(new Error('quota'));
    const { dispatcher, onTheLine } = aDispatcher({
      ...createMemoryOutboxStore(),
      load: full,
      keep: full,
      drop: full,
    });
    const post = aPost('a', 'Tin.');
    const answer = dispatcher.submit(post);
    await settle();
    onTheLine[0]?.answer(yes(post));
    expect(await answer).toMatchObject({ ok: true });
  });

  it('sends again with the same id, later and later, until it is answered', async () => {
    const { dispatcher, onTheLine } = aDispatcher();
    const post = aPost('a', 'Tin.');
    const answer = dispatcher.submit(post);
    await settle();
    for (let n = 0; n < 8; n += 1) {
      const lostAt = Date.now();
      onTheLine.at(-1)?.lose();
      while (onTheLine.length === n + 1) await vi.advanceTimersByTimeAsync(100);
      const pause = Math.min(1_000 * 2 ** n, 15_000);
      expect(Date.now() - lostAt).toBeGreaterThanOrEqual(0.5 * pause);
      expect(Date.now() - lostAt).toBeLessThanOrEqual(1.5 * pause + 100);
    }
    expect(new Set(onTheLine.map(({ command }) => command.id))).toEqual(new Set([post.id]));
    onTheLine.at(-1)?.answer(yes(post));
    expect(await answer).toMatchObject({ ok: true });
  });

  it('goes on at once when it is woken', async () => {
    const { dispatcher, onTheLine } = aDispatcher();
    void dispatcher.submit(aPost('a', 'Tin.'));
    await settle();
    onTheLine[0]?.lose();
    await settle();
    dispatcher.wake();
    expect(onTheLine).toHaveLength(2);
  });

  it('keeps the order of one coverage and does not let another wait for it', async () => {
    const { dispatcher, onTheLine } = aDispatcher();
    const [first, second, other] = [aPost('a', 'Một.'), aPost('a', 'Hai.'), aPost('b', 'Ba.')];
    for (const post of [first, second, other]) void dispatcher.submit(post);
    await settle();
    expect(onTheLine.map(({ command }) => command.id)).toEqual([first.id, other.id]);
    onTheLine[0]?.answer(yes(first));
    await settle();
    expect(onTheLine[2]?.command.id).toBe(second.id);
  });

  it('gives everybody who asks for one command the same answer, then and later', async () => {
    const { dispatcher, onTheLine } = aDispatcher();
    const post = aPost('a', 'Tin.');
    const answers = [dispatcher.submit(post), dispatcher.submit(post)];
    await settle();
    onTheLine[0]?.answer(yes(post));
    expect(new Set(await Promise.all([...answers, dispatcher.submit(post)])).size).toBe(1);
    expect(onTheLine).toHaveLength(1);
  });

  it('sends after a reload what was under way before it', async () => {
    const store = createMemoryOutboxStore();
    const before = aDispatcher(store);
    const post = aPost('a', 'Tin.');
    void before.dispatcher.submit(post);
    await settle();
    before.dispatcher.stop();
    const after = aDispatcher(store);
    await settle();
    expect(after.onTheLine.map(({ command }) => command.id)).toEqual([post.id]);
    const answer = after.dispatcher.submit(post);
    after.onTheLine[0]?.answer(yes(post));
    expect(await answer).toMatchObject({ ok: true });
    expect(await store.load()).toEqual([]);
  });

  it('says nothing any more once it is stopped', async () => {
    const { dispatcher, onTheLine } = aDispatcher();
    void dispatcher.submit(aPost('a', 'Tin.'));
    await settle();
    dispatcher.stop();
    onTheLine[0]?.lose();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(onTheLine).toHaveLength(1);
  });

  it('[I4] takes a receipt that comes late, for whichever try, and sends no more', async () => {
    const { dispatcher, onTheLine } = aDispatcher();
    const post = aPost('a', 'Tin.');
    const answer = dispatcher.submit(post);
    await vi.advanceTimersByTimeAsync(ANSWER_WITHIN + 2_000);
    expect(onTheLine).toHaveLength(2);
    onTheLine[0]?.answer(yes(post));
    expect(await answer).toEqual(yes(post));
    onTheLine[1]?.answer(no('storage-full'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(onTheLine).toHaveLength(2);
  });

  it('[I3] takes no refusal of a try that has a successor: that one may have been taken', async () => {
    const { dispatcher, onTheLine } = aDispatcher();
    const post = aPost('a', 'Tin.');
    const answer = dispatcher.submit(post);
    await vi.advanceTimersByTimeAsync(ANSWER_WITHIN + 2_000);
    onTheLine[0]?.answer(no('not-live'));
    await settle();
    onTheLine[1]?.answer(yes(post));
    expect(await answer).toEqual(yes(post));
  });

  it.each(['storage-full', 'storage-failed', 'not-signed-in', 'too-many'] as const)(
    'keeps what was answered with %s, says why, sends it again, and forgets the reason with the receipt',
    async (code) => {
      const { dispatcher, onTheLine, seen, store } = aDispatcher();
      const post = aPost('a', 'Tin.');
      const answer = dispatcher.submit(post);
      await settle();
      onTheLine[0]?.answer(no(code));
      await settle();
      expect(hindranceOf(seen.at(-1) ?? [])).toEqual(no(code));
      expect(await store.load()).toMatchObject([{ state: 'waiting', refusal: { code } }]);
      await vi.advanceTimersByTimeAsync(2_000);
      expect(hindranceOf(seen.at(-1) ?? [])).toEqual(no(code));
      onTheLine[1]?.answer(yes(post));
      expect(await answer).toEqual(yes(post));
      expect(hindranceOf(seen.at(-1) ?? [])).toBeNull();
      expect(await store.load()).toEqual([]);
    },
  );
});
