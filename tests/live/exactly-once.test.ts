import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Command, Receipt } from '#domain/command.ts';
import type { Outbox } from '#live/outbox.ts';
import type { Answer } from '#live/read-answer.ts';
import { createSending } from '#live/sending.ts';
import { aPost } from '../cast/a-coverage.ts';
import type { Page } from './a-device.ts';
import { aDevice } from './a-device.ts';

/** What happens to one try on its way: a network that loses, doubles, delays and reorders, and talks itself. */
interface Fate {
  readonly kind: 'through' | 'lost-there' | 'lost-back' | 'twice' | 'foreign' | 'cached' | 'cut';
  /** Milliseconds there, and back. */
  readonly there: number;
  readonly back: number;
}

type Move =
  | { readonly kind: 'post'; readonly page: number; readonly coverage: string }
  | { readonly kind: 'open' | 'line' | 'disk' }
  | { readonly kind: 'kill' | 'sleep' | 'wake'; readonly page: number }
  | { readonly kind: 'wait'; readonly ms: number };

const fate: fc.Arbitrary<Fate> = fc.record({
  kind: fc.constantFrom<Fate['kind']>(
    'through',
    'through',
    'lost-there',
    'lost-back',
    'twice',
    'foreign',
    'cached',
    'cut',
  ),
  there: fc.integer({ min: 1, max: 9_000 }),
  back: fc.integer({ min: 1, max: 9_000 }),
});
const page = fc.nat(3);
const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('post'), page, coverage: fc.constantFrom('a', 'b') }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('open', 'line', 'disk') }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('kill', 'sleep', 'wake'), page }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('wait'), ms: fc.integer({ min: 1, max: 20_000 }) }) },
);

/** What is broken on purpose, to see that the model sees it. */
type Broken = 'nothing' | 'dedupe' | 'reading of answers';

/** A newsroom, a network, and a device of one reporter. */
function aWorld(fates: readonly Fate[], broken: Broken) {
  const log: Command[] = [];
  const posted: Command[] = [];
  const faults: string[] = [];
  const receipts = new Map<string, Receipt>();
  const device = aDevice();
  const pages: (Page | null)[] = [];
  let isConnected = true;
  let isFull = false;
  let isQuiet = false;
  let tries = 0;

  function newsroom(command: Command): Answer {
    const { id: commandId, coverageId } = command;
    const first = receipts.get(commandId);
    if (first && broken !== 'dedupe') return first;
    if (isFull && command.kind === 'post-entry') return { ok: false, code: 'storage-full', message: 'Full.' };
    log.push(command);
    const seq = log.filter((one) => one.coverageId === coverageId).length;
    const receipt: Receipt = { ok: true, commandId, coverageId, epoch: 'e', seq };
    receipts.set(commandId, receipt);
    return receipt;
  }

  const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

  async function carry(command: Command): Promise<unknown> {
    tries += 1;
    const drawn = isQuiet ? undefined : fates[tries % fates.length];
    const { kind, there, back } = drawn ?? { kind: 'through', there: 1, back: 1 };
    // A login page that speaks JSON, and a cache that gives everybody what it gave somebody before.
    if (kind === 'foreign') return after(back).then(() => ({ ok: true, online: true }));
    if (kind === 'cached') return after(back).then(() => [...receipts.values()].at(-1) ?? {});
    if (kind === 'cut') throw new Error('cut');
    await after(there);
    if (kind === 'lost-there') return new Promise(() => undefined);
    const answer = newsroom(command);
    if (kind === 'twice') void after(there).then(() => newsroom(command));
    if (kind === 'lost-back') return new Promise(() => undefined);
    await after(back);
    return answer;
  }

  function open(): void {
    const sendTruly = createSending({
      bySocket: (command) => (isConnected ? carry(command) : null),
      byHttp: carry,
      isBlocked: () => true,
    });
    const send =
      broken === 'reading of answers' ? (command: Command) => carry(command) as Promise<Answer> : sendTruly;
    pages.push(device.open({ send, onOutbox: lookAt }));
  }

  /** What a page calls published must be. */
  function lookAt(outbox: Outbox): void {
    for (const { command, state } of outbox)
      if (state === 'confirmed' && !log.some(({ id }) => id === command.id))
        faults.push(`${command.id} is called published and is not`);
  }

  const pageOf = (number: number): Page | null => pages[number % Math.max(1, pages.length)] ?? null;
  const asleep = new Set<Page>();
  function post(at: Page, coverage: string): void {
    if (asleep.has(at)) return;
    const command = aPost(coverage, 'Tin.');
    posted.push(command);
    void at.dispatcher.submit(command).then((answer) => {
      if (JSON.stringify(answer) !== JSON.stringify(receipts.get(command.id)))
        faults.push(`${command.id} was answered ${JSON.stringify(answer)}`);
    });
  }

  return {
    log,
    posted,
    faults,
    receipts,
    async make(one: Move): Promise<void> {
      const at = 'page' in one ? pageOf(one.page) : null;
      if (one.kind === 'open') open();
      else if (one.kind === 'line') isConnected = !isConnected;
      else if (one.kind === 'disk') isFull = !isFull;
      else if (one.kind === 'wait') await vi.advanceTimersByTimeAsync(one.ms);
      else if (at && one.kind === 'post') post(at, one.coverage);
      else if (at && one.kind === 'kill') {
        at.die();
        pages[pages.indexOf(at)] = null;
      } else if (at && one.kind === 'sleep') {
        at.sleep();
        asleep.add(at);
      } else if (at) {
        at.wake();
        asleep.delete(at);
      }
      // Nobody is faster than a page hears of another one.
      await vi.advanceTimersByTimeAsync(10);
    },
    /** All is well again, and somebody opens the desk. */
    async end(): Promise<void> {
      isFull = false;
      isQuiet = true;
      isConnected = true;
      open();
      await vi.advanceTimersByTimeAsync(120_000);
      for (const at of pages) at?.die();
      // The timers of dead pages would run on into the next life.
      vi.clearAllTimers();
    },
  };
}

/** One whole life. @returns what was wrong */
async function live(
  moves: readonly Move[],
  fates: readonly Fate[],
  broken: Broken = 'nothing',
): Promise<string[]> {
  const world = aWorld(fates, broken);
  await world.make({ kind: 'open' });
  for (const one of moves) await world.make(one);
  await world.end();
  const wrong = [...world.faults];
  for (const coverage of ['a', 'b']) {
    const numbersOf = (commands: readonly Command[]): string =>
      commands
        .filter(({ coverageId }) => coverageId === coverage)
        .map(({ id }) => world.posted.findIndex((post) => post.id === id))
        .join(' ');
    const [wanted, got] = [numbersOf(world.posted), numbersOf(world.log)];
    if (wanted !== got) wrong.push(`the log of ${coverage} has ${got}, not ${wanted}`);
  }
  return wrong;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a reporter with several pages on a bad line', () => {
  const life = [fc.array(move, { maxLength: 40 }), fc.array(fate, { minLength: 1, maxLength: 12 })] as const;

  it('[I3] [I4] [I5] has every post in the log once, in order, whatever is lost, doubled, late, killed or asleep', async () => {
    await fc.assert(
      fc.asyncProperty(...life, async (moves, fates) => {
        expect(await live(moves, fates)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  }, 60_000);

  it.each(['dedupe', 'reading of answers'] as const)(
    'would not, without %s: the model sees it',
    async (broken) => {
      const found = await fc.check(
        fc.asyncProperty(...life, async (moves, fates) => {
          expect(await live(moves, fates, broken)).toEqual([]);
        }),
        { numRuns: 100, endOnFailure: true },
      );
      expect(found.failed).toBe(true);
    },
  );
});
