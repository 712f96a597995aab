import type { Coverage } from './coverage.ts';
import type { Entry } from './entry.ts';
import type { Refusal } from './refusal.ts';
import { refuse } from './refusal.ts';

/** Clocks of phones run ahead; an hour further off is a slip. A server's own clock may have been set back. */
export function soonAfter({ updatedAt = '' }: Coverage, now: string): string {
  const latest = updatedAt > now ? updatedAt : now;
  return new Date(Date.parse(latest) + 5 * 60_000).toISOString();
}

/** Rule 4. */
export const stale = (entry: Entry): Refusal =>
  refuse('stale-revision', {
    field: 'base',
    current: { revision: entry.revision, content: entry.content },
  });

type Flag = 'key' | 'pinned' | 'held' | 'returned' | 'publishAt' | 'awaitsPhoto';

export function without(entry: Entry, ...flags: readonly Flag[]): Entry {
  const rest = { ...entry };
  for (const flag of flags) delete (rest as { -readonly [K in keyof Entry]: Entry[K] })[flag];
  return rest;
}
