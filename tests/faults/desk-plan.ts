import type { Chance } from './chance.ts';

/**
 * - `cut-before`: the network is gone before anything is sent
 * - `cut-after`: the newsroom stores what is sent, its answer never comes, then the network is gone
 * - `reload`, `tab-closed`, `browser-killed`, `server-killed` (both with -9)
 */
export type Blow = 'cut-before' | 'cut-after' | 'reload' | 'tab-closed' | 'browser-killed' | 'server-killed';

const SHARES: readonly (readonly [Blow, number])[] = [
  ['cut-before', 18],
  ['cut-after', 22],
  ['reload', 20],
  ['tab-closed', 10],
  ['browser-killed', 18],
  ['server-killed', 12],
];

/** One entry, as it is going to be written. */
export interface WritingPlan {
  /** Goes on only after the desk has said that the draft is on the device. */
  readonly waitsForKept: boolean;
  /** Has it sent at once instead of leaving the time to take it back. */
  readonly sendsAtOnce: boolean;
}

/** Everything that chance decides about a round, drawn before it begins: one seed, the same rounds. */
export interface RoundPlan {
  readonly blow: Blow;
  readonly writings: readonly WritingPlan[];
  /** What the newsroom says does not get through any more when the first of them is sent. */
  readonly deaf: boolean;
  /** The blow comes while the last of them is a draft. */
  readonly leavesDraft: boolean;
  /** Milliseconds from the last touch to the blow. */
  readonly lag: number;
  /** Milliseconds until the network, or the server, is back. */
  readonly away: number;
  /** Whether everybody comes to rest before the next round. */
  readonly rests: boolean;
}

/** A network that is cut before anything is sent, and a server that is killed, have nothing to be deaf to. */
const MAY_BE_DEAF: readonly Blow[] = ['reload', 'tab-closed', 'browser-killed'];

export function planRound(chance: Chance): RoundPlan {
  const blow = pick(chance);
  const deaf = chance.percent(50);
  return {
    blow,
    deaf: blow === 'cut-after' || (deaf && MAY_BE_DEAF.includes(blow)),
    writings: Array.from({ length: 1 + chance.index(3) }, () => ({
      waitsForKept: chance.percent(40),
      sendsAtOnce: chance.percent(60),
    })),
    leavesDraft: chance.percent(25),
    lag: chance.percent(40) ? 0 : chance.between(0, 500),
    away: chance.between(0, 400),
    rests: chance.percent(30),
  };
}

function pick(chance: Chance): Blow {
  let left = chance.fraction() * 100;
  for (const [blow, share] of SHARES) {
    left -= share;
    if (left < 0) return blow;
  }
  return 'reload';
}
