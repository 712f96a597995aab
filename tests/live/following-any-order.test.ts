import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Followed, Following, Input } from '#live/following.ts';
import { ANSWER_WITHIN, beginFollowing, follow } from '#live/following.ts';

const EPOCH = 'epoch-1';

/** One move of a network that loses, doubles, delays and reorders whatever it likes. */
type Move =
  | { readonly kind: 'post'; readonly count: number }
  /** Any stretch of the log that was ever broadcast arrives, now or again. */
  | { readonly kind: 'deliver'; readonly from: number; readonly count: number }
  /** One of the asks under way is answered, not necessarily the oldest, with no more than `most` changes. */
  | { readonly kind: 'answer'; readonly which: number; readonly most: number }
  | { readonly kind: 'lose-ask'; readonly which: number }
  | { readonly kind: 'connected' | 'disconnected' | 'tick' };

const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('post'), count: fc.integer({ min: 1, max: 4 }) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('deliver'),
      from: fc.nat(40),
      count: fc.integer({ min: 1, max: 5 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('answer'),
      which: fc.nat(5),
      most: fc.integer({ min: 0, max: 6 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('lose-ask'), which: fc.nat(5) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('connected', 'disconnected', 'tick') }) },
);

class Run {
  head = 0;
  now = 0;
  readonly applied: number[] = [];
  asks: number[] = [];
  following: Following<Followed> = beginFollowing({ epoch: EPOCH, seq: 0 }, 0);

  private range(after: number, count: number): Followed[] {
    const length = Math.max(0, Math.min(count, this.head - after));
    return Array.from({ length }, (_, index) => ({
      seq: after + 1 + index,
      change: { kind: 'entry-posted' },
    }));
  }

  private feed(input: Input<Followed>): void {
    const step = follow(this.following, input);
    this.following = step.following;
    for (const output of step.outputs) {
      if (output.kind === 'apply') this.applied.push(...output.changes.map(({ seq }) => seq));
      else if (output.kind === 'ask') this.asks.push(output.cursor.seq);
      else throw new Error(`nobody asked for ${output.kind}`);
    }
  }

  do(one: Move): void {
    this.now += ANSWER_WITHIN;
    const at = this.now;
    if (one.kind === 'post') this.head += one.count;
    else if (one.kind === 'deliver') {
      const changes = this.range(one.from, one.count);
      if (changes.length > 0) this.feed({ kind: 'batch', at, batch: { epoch: EPOCH, changes } });
    } else if (one.kind === 'answer' || one.kind === 'lose-ask') {
      const [after] = this.asks.splice(one.which % Math.max(1, this.asks.length), 1);
      if (after === undefined || one.kind === 'lose-ask') return;
      const head = { epoch: EPOCH, seq: this.head };
      this.feed({
        kind: 'answer',
        at,
        answer: { kind: 'behind', head, changes: this.range(after, one.most) },
      });
    } else {
      if (one.kind === 'disconnected') this.asks = [];
      this.feed({ kind: one.kind, at });
    }
  }
}

it('[I7] [L3] any order of lost, doubled, delayed batches and answers leaves a prefix, and in the end the log', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 80 }), (moves) => {
      const run = new Run();
      for (const one of moves) {
        run.do(one);
        expect(run.applied).toEqual(run.applied.map((_, index) => index + 1));
      }
      run.do({ kind: 'connected' });
      for (let turns = 0; run.following.phase !== 'live' && turns < 200; turns += 1)
        run.do(run.asks.length > 0 ? { kind: 'answer', which: 0, most: 5 } : { kind: 'tick' });
      expect(run.following.phase).toBe('live');
      expect(run.applied).toEqual(Array.from({ length: run.head }, (_, index) => index + 1));
    }),
    { numRuns: 500 },
  );
});
