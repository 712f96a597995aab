import type { Chance } from '../chance.ts';
import type { Blow, Call } from './a-process.ts';

const CHANGES_SOMETHING = new Set<Call>([
  'makeFolder',
  'rename',
  'remove',
  'syncFolder',
  'write',
  'sync',
  'truncate',
]);
/** Calls at which something happens: mostly any that change something, often those that promise something. */
const WHERE = [
  CHANGES_SOMETHING,
  CHANGES_SOMETHING,
  new Set<Call>(['rename', 'syncFolder']),
  new Set<Call>(['write', 'sync']),
] as const;

export interface Blows {
  readonly struck: boolean;
  blow(call: Call, path: string): Blow | null;
}

const DEATHS = ['dies-before', 'dies-within', 'dies-behind'] as const;
const FAULTS = ['EIO', 'EIO', 'ENOSPC'] as const;

/** Nothing happens to a process. */
export const NO_BLOWS: Blows = { struck: false, blow: () => null };

/**
 * What happens to a process, at which of its calls.
 * @param span how many times later than in the first few calls
 */
export function createBlows(chance: Chance, say: (line: () => string) => void, span = 1): Blows {
  const shortCalls = chance.percent(15) ? 40 : 0;
  const faulty = chance.percent(30);
  const where = WHERE[chance.index(WHERE.length)] ?? CHANGES_SOMETHING;
  /** A disk may fail at what only looks, too. */
  const anywhere = faulty && chance.percent(25);
  let left = 1 + chance.index(span * (where === CHANGES_SOMETHING ? 30 : 8));
  let struck = false;
  return {
    get struck() {
      return struck;
    },
    blow(call, path) {
      if (anywhere || where.has(call)) left -= 1;
      if (left === 0) {
        left = 1 + chance.index(span * 20);
        struck = true;
        const what = (faulty ? FAULTS : DEATHS)[chance.index(3)] ?? 'EIO';
        say(() => `  ${call} ${path}: ${what}`);
        return what;
      }
      if (CHANGES_SOMETHING.has(call)) say(() => `  ${call} ${path}`);
      return (call === 'write' || call === 'read') && chance.percent(shortCalls) ? 'short' : null;
    },
  };
}
