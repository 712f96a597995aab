import type { Cursor } from '#domain/cursor.ts';
import { CATCH_UP_LIMIT } from '#domain/cursor.ts';
import type { Batch, FollowAnswer } from './protocol.ts';

/** What of a change this machine looks at; readers' changes and staff's records both fit. */
export interface Followed {
  readonly seq: number;
  readonly change: { readonly kind: string };
}

/**
 * - `connecting`: no connection yet, or lost a moment ago
 * - `behind`: connected, a range was asked for
 * - `live`: holds all there is, and hears of what comes
 * - `offline`, `stale`: without word for 5 s, for 45 s
 * - `restarting`: this numbering does not go on; the page is being fetched again
 * - `closed`: archived or gone, nothing will come any more
 */
export type Phase = 'connecting' | 'behind' | 'live' | 'offline' | 'stale' | 'restarting' | 'closed';

/** One who follows one coverage. Immutable; times are milliseconds of any one clock. */
export interface Following<C extends Followed> {
  readonly phase: Phase;
  readonly connected: boolean;
  /** Everything up to here was applied. */
  readonly cursor: Cursor;
  /** Changes beyond a gap, ascending, at most {@link CATCH_UP_LIMIT}. */
  readonly held: readonly C[];
  /** When a range was asked for that has not come yet. */
  readonly askedAt: number | null;
  /** Since when it is not known to hold all there is. */
  readonly unsureSince: number | null;
  readonly hiddenAt: number | null;
}

export type Input<C extends Followed> = { readonly at: number } & (
  | { readonly kind: 'connected' | 'disconnected' | 'tick' | 'hidden' }
  /** Something came that the page cannot show by itself: it is to be fetched again. */
  | { readonly kind: 'outdated' }
  /** The page is looked at again; `restored` from the browser's cache of whole pages. */
  | { readonly kind: 'shown'; readonly restored: boolean }
  | { readonly kind: 'answer'; readonly answer: FollowAnswer<C> }
  | { readonly kind: 'batch'; readonly batch: Pick<Batch<C>, 'epoch' | 'changes'> }
  /** The page was fetched again and stands here now. */
  | { readonly kind: 'restarted'; readonly cursor: Cursor }
);

export type Output<C extends Followed> =
  /** Contiguous, each exactly once, in order. */
  | { readonly kind: 'apply'; readonly changes: readonly C[] }
  /** Ask for what comes after this, by whatever way is open. */
  | { readonly kind: 'ask'; readonly cursor: Cursor }
  | { readonly kind: 'restart' }
  /** Let go of the connection. */
  | { readonly kind: 'leave' };

export interface Step<C extends Followed> {
  readonly following: Following<C>;
  readonly outputs: readonly Output<C>[];
}

export const OFFLINE_AFTER = 5_000;
export const STALE_AFTER = 45_000;
export const HIDDEN_LONG = 60_000;
/** An answer that did not come by then is asked for again. */
export const ANSWER_WITHIN = 10_000;

/** @param cursor where the page stands, from its server-rendered attributes */
export const beginFollowing = <C extends Followed>(cursor: Cursor, at: number): Following<C> => ({
  phase: 'connecting',
  connected: false,
  cursor,
  held: [],
  askedAt: null,
  unsureSince: at,
  hiddenAt: null,
});

/** Rule 6 from the follower's side: n+1 after n only; less is dropped, more is held and a range asked for. */
export function follow<C extends Followed>(following: Following<C>, input: Input<C>): Step<C> {
  if (following.phase === 'closed') return { following, outputs: [] };
  switch (input.kind) {
    case 'connected':
      return following.phase === 'restarting'
        ? { following: { ...following, connected: true }, outputs: [] }
        : ask({ ...following, connected: true }, input.at);
    case 'disconnected':
      return { following: disconnect(following, input.at), outputs: [] };
    case 'answer':
      return following.phase === 'restarting'
        ? { following, outputs: [] }
        : hear(following, input.answer, input.at);
    case 'batch':
      if (following.phase === 'restarting') return { following, outputs: [] };
      if (input.batch.epoch !== following.cursor.epoch) return restart(following);
      return hearBatch(following, input.batch.changes, input.at);
    case 'outdated':
      return following.phase === 'restarting' ? { following, outputs: [] } : restart(following);
    case 'tick':
      return tick(following, input.at);
    case 'hidden':
      return { following: { ...following, hiddenAt: input.at }, outputs: [] };
    case 'shown': {
      const long = following.hiddenAt !== null && input.at - following.hiddenAt >= HIDDEN_LONG;
      const shown = { ...following, hiddenAt: null };
      const asks = (long || input.restored) && shown.connected && shown.phase !== 'restarting';
      return asks ? ask(shown, input.at) : { following: shown, outputs: [] };
    }
    case 'restarted': {
      const fresh = {
        ...beginFollowing<C>(input.cursor, input.at),
        connected: following.connected,
        hiddenAt: following.hiddenAt,
      };
      return fresh.connected ? ask(fresh, input.at) : { following: fresh, outputs: [] };
    }
    default:
      return input satisfies never;
  }
}

function ask<C extends Followed>(following: Following<C>, at: number): Step<C> {
  return {
    following: {
      ...following,
      phase: 'behind',
      askedAt: at,
      unsureSince: following.unsureSince ?? at,
    },
    outputs: [{ kind: 'ask', cursor: following.cursor }],
  };
}

function disconnect<C extends Followed>(following: Following<C>, at: number): Following<C> {
  const lost = {
    ...following,
    connected: false,
    askedAt: null,
    unsureSince: following.unsureSince ?? at,
  };
  return following.phase === 'live' || following.phase === 'behind' ? { ...lost, phase: 'connecting' } : lost;
}

function hear<C extends Followed>(following: Following<C>, answer: FollowAnswer<C>, at: number): Step<C> {
  if (answer.kind === 'restart') return restart(following);
  if (answer.kind === 'refused') {
    // Nothing there for us: it will not come back by asking. Anything else passes, and the tick asks again.
    if (answer.code === 'not-found' || answer.code === 'not-allowed') return close(following, []);
    return { following, outputs: [] };
  }
  if (answer.head.epoch !== following.cursor.epoch) return restart(following);
  const absorbed = absorb(following, answer.kind === 'behind' ? answer.changes : []);
  const step = applying(absorbed);
  if (step.following.phase === 'closed') return step;
  const heard = step.following;
  if (heard.held.length === 0 && heard.cursor.seq >= answer.head.seq) {
    // Without a connection this answer was polled for: it holds for a while, not until further notice.
    const unsureSince = heard.connected ? null : at;
    return { following: { ...heard, phase: 'live', askedAt: null, unsureSince }, outputs: step.outputs };
  }
  // A range that brought nothing is not asked for again at once: the tick does, in its own time.
  if (absorbed.applied.length === 0) return { following: { ...heard, askedAt: at }, outputs: step.outputs };
  return asking(step, at);
}

function hearBatch<C extends Followed>(following: Following<C>, changes: readonly C[], at: number): Step<C> {
  const step = applying(absorb(following, changes));
  const { held, connected, askedAt } = step.following;
  return held.length > 0 && connected && askedAt === null ? asking(step, at) : step;
}

interface Absorbed<C extends Followed> {
  readonly following: Following<C>;
  readonly applied: readonly C[];
}

function absorb<C extends Followed>(following: Following<C>, changes: readonly C[]): Absorbed<C> {
  const bySeq = new Map<number, C>();
  for (const change of [...following.held, ...changes])
    if (change.seq > following.cursor.seq) bySeq.set(change.seq, change);
  const applied: C[] = [];
  let { seq } = following.cursor;
  for (let next = bySeq.get(seq + 1); next; next = bySeq.get(seq + 1)) {
    applied.push(next);
    bySeq.delete(next.seq);
    seq = next.seq;
  }
  // The nearest are kept: what is beyond them comes with a range.
  const held = [...bySeq.values()].sort((a, b) => a.seq - b.seq).slice(0, CATCH_UP_LIMIT);
  return { following: { ...following, cursor: { ...following.cursor, seq }, held }, applied };
}

function applying<C extends Followed>({ following, applied }: Absorbed<C>): Step<C> {
  const outputs: Output<C>[] = applied.length > 0 ? [{ kind: 'apply', changes: applied }] : [];
  const archived = applied.some(({ change }) => change.kind === 'coverage-archived');
  return archived ? close(following, outputs) : { following, outputs };
}

function asking<C extends Followed>({ following, outputs }: Step<C>, at: number): Step<C> {
  const asked = ask(following, at);
  return { following: asked.following, outputs: [...outputs, ...asked.outputs] };
}

function tick<C extends Followed>(following: Following<C>, at: number): Step<C> {
  if (following.phase === 'restarting' || following.unsureSince === null) return { following, outputs: [] };
  const unsure = at - following.unsureSince;
  const lost = !following.connected && following.phase !== 'live';
  const told: Following<C> =
    unsure >= STALE_AFTER
      ? { ...following, phase: 'stale' }
      : unsure >= OFFLINE_AFTER && lost
        ? { ...following, phase: 'offline' }
        : following;
  const overdue = told.connected && told.askedAt !== null && at - told.askedAt >= ANSWER_WITHIN;
  if (!overdue) return { following: told, outputs: [] };
  return { following: { ...told, askedAt: at }, outputs: [{ kind: 'ask', cursor: told.cursor }] };
}

const restart = <C extends Followed>(following: Following<C>): Step<C> => ({
  following: { ...following, phase: 'restarting', held: [], askedAt: null },
  outputs: [{ kind: 'restart' }],
});

const close = <C extends Followed>(following: Following<C>, outputs: readonly Output<C>[]): Step<C> => ({
  following: { ...following, phase: 'closed', held: [], askedAt: null, unsureSince: null },
  outputs: [...outputs, { kind: 'leave' }],
});
