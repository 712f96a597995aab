import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aPost } from '../cast/a-coverage.ts';
import type { Page } from './a-device.ts';
import { aDevice } from './a-device.ts';
import { aLine, no, yes } from './a-line.ts';

const soon = (): Promise<unknown> => vi.advanceTimersByTimeAsync(10);
const statesOf = (page: Page): string[] => page.outbox.map(({ state }) => state);

/** Two pages of one reporter, the first of which has the turn. */
async function twoPages() {
  const device = aDevice();
  const [lineOfOne, lineOfOther] = [aLine(), aLine()];
  const one = device.open({ send: lineOfOne.send });
  await soon();
  const other = device.open({ send: lineOfOther.send });
  await soon();
  return { device, one, other, lineOfOne, lineOfOther };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('two pages of one reporter', () => {
  it('[I3] have one of them send what either hands over, and both know what became of it', async () => {
    const { device, one, other, lineOfOne, lineOfOther } = await twoPages();
    const [first, second] = [aPost('a', 'Một.'), aPost('a', 'Hai.')];
    const answers = [one.dispatcher.submit(first)];
    await soon();
    answers.push(other.dispatcher.submit(second));
    await soon();
    lineOfOne.tries[0]?.answer(yes(first, 1));
    await soon();
    lineOfOne.tries[1]?.answer(yes(second, 2));
    await soon();
    expect(lineOfOne.tries.map(({ command }) => command.id)).toEqual([first.id, second.id]);
    expect(lineOfOther.tries).toEqual([]);
    expect(await Promise.all(answers)).toEqual([yes(first, 1), yes(second, 2)]);
    expect(device.kept).toBe(0);
  });

  it('both know why it waits, and both know a refusal until one of them forgets it', async () => {
    const { one, other, lineOfOne } = await twoPages();
    const post = aPost('a', 'Tin.');
    const answer = other.dispatcher.submit(post);
    await soon();
    lineOfOne.tries[0]?.answer(no('storage-full'));
    await soon();
    expect(other.outbox[0]).toMatchObject({ state: 'waiting', refusal: { code: 'storage-full' } });
    await vi.advanceTimersByTimeAsync(2_000);
    lineOfOne.tries[1]?.answer(no('markup'));
    await soon();
    expect(await answer).toEqual(no('markup'));
    expect([statesOf(one), statesOf(other)]).toEqual([['refused'], ['refused']]);
    await one.dispatcher.discard(post.id);
    await soon();
    expect(statesOf(other)).toEqual([]);
  });

  it('[I3] go on when the one that sends is killed, and send again what it had under way', async () => {
    const { one, other, lineOfOther } = await twoPages();
    const post = aPost('a', 'Tin.');
    void one.dispatcher.submit(post);
    await soon();
    one.die();
    await soon();
    expect(lineOfOther.tries.map(({ command }) => command.id)).toEqual([post.id]);
    expect(statesOf(other)).toEqual(['sending']);
  });

  it('do not wait for ever for one that was put to sleep with the turn in its hands', async () => {
    const { one, other, lineOfOther } = await twoPages();
    one.sleep();
    const post = aPost('a', 'Tin.');
    void other.dispatcher.submit(post);
    await vi.advanceTimersByTimeAsync(9_000);
    expect(lineOfOther.tries).toEqual([]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(lineOfOther.tries.map(({ command }) => command.id)).toEqual([post.id]);
  });

  it('[I5] keep the order when one that slept through the other’s post hands over its own', async () => {
    const { one, other, lineOfOne } = await twoPages();
    one.sleep();
    const [first, second] = [aPost('a', 'Một.'), aPost('a', 'Hai.')];
    void other.dispatcher.submit(first);
    await soon();
    one.wake();
    void one.dispatcher.submit(second);
    await soon();
    lineOfOne.tries[0]?.answer(yes(first));
    await soon();
    expect(lineOfOne.tries.map(({ command }) => command.id)).toEqual([first.id, second.id]);
  });

  it('lose nothing that one handed over while the other slept, when the turn comes to that one', async () => {
    const { one, other, lineOfOther } = await twoPages();
    other.sleep();
    const post = aPost('a', 'Tin.');
    void one.dispatcher.submit(post);
    await soon();
    other.wake();
    one.die();
    await soon();
    expect(lineOfOther.tries.map(({ command }) => command.id)).toEqual([post.id]);
  });
});
