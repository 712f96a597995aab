import type { Verdict } from './judge.ts';

/** Counts that may be anything. */
const NEUTRAL = new Set<string>([
  'handed',
  'acknowledged',
  'records',
  'readersEqual',
] satisfies (keyof Verdict)[]);

/** Adds counts up, name by name. */
export function sum<K extends string>(counts: readonly Readonly<Record<K, number>>[]): Record<K, number> {
  const total: Partial<Record<K, number>> = {};
  for (const one of counts)
    for (const name of Object.keys(one) as K[]) total[name] = (total[name] ?? 0) + one[name];
  return total as Record<K, number>;
}

/** What must be 0 and is not, each in words. */
export const failures = (total: Readonly<Record<string, number>>): string[] =>
  Object.entries(total).flatMap(([name, count]) =>
    NEUTRAL.has(name) || count === 0 ? [] : [`${name}: ${count}`],
  );
