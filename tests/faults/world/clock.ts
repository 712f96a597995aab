import type { Chance } from '../chance.ts';

/** Everything of one story happens in turn at simulated moments. */
export interface Clock {
  /** Milliseconds since 1970, as the people of the story have it. */
  readonly now: number;
  /** Lets time pass. @throws when more happens than could ever be of use: something goes round in circles */
  pass(milliseconds: number): Promise<void>;
  /** Lets time pass until something is so, at most so long. @returns whether it is */
  until(isSo: () => boolean, milliseconds: number): Promise<boolean>;
  /** Gives the thread its own time back. */
  restore(): void;
}

interface Due {
  at: number;
  order: number;
  act: (() => void) | null;
}

const BEGIN = Date.UTC(2026, 2, 12, 1);
const MOST_EVENTS = 400_000;
const theirs = {
  setTimeout,
  clearTimeout,
  setInterval,
  clearInterval,
  setImmediate,
  random: Math.random,
  now: Date.now,
};

/** Everything that is under way without waiting for time comes to its end. */
const drain = (): Promise<void> => new Promise((resolve) => theirs.setImmediate(resolve));

/**
 * Takes over this thread's timers, its clock and its chance: product code that was loaded here lives in the story.
 * One story at a time.
 */
export function startClock(chance: Chance): Clock {
  let now = BEGIN;
  let order = 0;
  let events = 0;
  const heap: Due[] = [];

  function push(due: Due): void {
    let at = heap.length;
    heap.push(due);
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above] as Due;
      if (!isBefore(due, parent)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = due;
  }

  function pop(): Due {
    const first = heap[0] as Due;
    const last = heap.pop() as Due;
    if (heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= heap.length) break;
      if (below + 1 < heap.length && isBefore(heap[below + 1] as Due, heap[below] as Due)) below += 1;
      if (!isBefore(heap[below] as Due, last)) break;
      heap[at] = heap[below] as Due;
      at = below;
    }
    heap[at] = last;
    return first;
  }

  function after(delay: number, act: () => void): Due {
    order += 1;
    const due = { at: now + Math.max(0, delay || 0), order, act };
    push(due);
    return due;
  }

  function every(delay: number, act: () => void): Due {
    const due: Due = { at: 0, order: 0, act: null };
    const again = (): void => {
      act();
      if (due.act) after(delay, again);
    };
    due.act = again;
    after(delay, () => due.act?.());
    return due;
  }

  const stop = (due: Due | undefined): void => {
    if (due) due.act = null;
  };
  Object.assign(globalThis, {
    setTimeout: (act: (...args: unknown[]) => void, delay: number, ...args: unknown[]) =>
      after(delay, () => act(...args)),
    setInterval: (act: () => void, delay: number) => every(delay, act),
    setImmediate: (act: (...args: unknown[]) => void, ...args: unknown[]) => after(0, () => act(...args)),
    clearTimeout: stop,
    clearInterval: stop,
  });
  Math.random = chance.fraction;
  Date.now = () => Math.floor(now);

  async function step(): Promise<void> {
    events += 1;
    if (events > MOST_EVENTS) throw new Error('the story does not come to an end');
    const due = pop();
    now = Math.max(now, due.at);
    if (!due.act) return;
    due.act();
    await drain();
  }

  return {
    get now() {
      return now;
    },
    async pass(milliseconds) {
      const end = now + milliseconds;
      while (heap[0] && heap[0].at <= end) await step();
      now = end;
    },
    async until(isSo, milliseconds) {
      const end = now + milliseconds;
      while (!isSo() && heap[0] && heap[0].at <= end) await step();
      return isSo();
    },
    restore() {
      const { random, now: real, ...timers } = theirs;
      Object.assign(globalThis, timers);
      Math.random = random;
      Date.now = real;
    },
  };
}

const isBefore = (a: Due, b: Due): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);
