import { execFileSync } from 'node:child_process';
import type { ParseArgsConfig } from 'node:util';
import { parseArgs } from 'node:util';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Reads the words of a script, or tells its usage and ends. */
export function readWords<O extends Options>(usage: string, options: O) {
  const { values } = parseArgs({ options: { ...options, help: { type: 'boolean' } }, strict: true });
  if ('help' in values) {
    process.stdout.write(`${usage}\n`);
    process.exit(0);
  }
  return values;
}

/** The state of the project that is run: a commit, `+` when files differ from it. */
export function commit(): string {
  const git = (...words: string[]): string =>
    execFileSync('git', words, {
      cwd: import.meta.dirname,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  try {
    return `${git('rev-parse', '--short', 'HEAD').trim()}${git('status', '--porcelain', '--', '../../server', '../../src').trim() && '+'}`;
  } catch {
    return 'unknown';
  }
}

/** Ends a script: its figures as one line of JSON, and exit code 1 when anything failed. */
export function conclude(figures: Readonly<Record<string, unknown>>, failed: readonly string[]): never {
  process.stdout.write(`${JSON.stringify({ ...figures, failed })}\n`);
  process.exit(failed.length > 0 ? 1 : 0);
}

/** Share `of` of the values is at most this. */
export function quantile(values: readonly number[], of: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * of))] ?? Number.NaN);
}
