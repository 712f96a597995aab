import type { Verdict } from './judge.ts';

/** Counts that may be anything. */
const NEUTRAL = new Set<string>([
  'handed',
  'acknowledged',
  'records',
  'readersEqual',
] satisfies (keyof Verdict)[]);

export function sum(verdicts: readonly Verdict[]): Record<keyof Verdict, number> {
  const total: Record<string, number> = {};
  for (const verdict of verdicts)
    for (const [name, count] of Object.entries(verdict)) total[name] = (total[name] ?? 0) + (count as number);
  return total as Record<keyof Verdict, number>;
}

/** What must be 0 and is not, each in words. */
export const failures = (total: Readonly<Record<string, number>>): string[] =>
  Object.entries(total).flatMap(([name, count]) =>
    NEUTRAL.has(name) || count === 0 ? [] : [`${name}: ${count}`],
  );
