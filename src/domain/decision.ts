import type { Change } from './change.ts';
import type { Refusal } from './refusal.ts';
import type { Actor } from './staff.ts';

/** What a decision may know besides the coverage: it asks no clock and makes no ids (rule 2). */
export interface Circumstances {
  readonly actor: Actor;
  /** UTC instant. */
  readonly now: string;
}

/** Changes to be numbered from `coverage.head + 1`; or a refusal, and nothing changes. */
export type Decision = readonly Change[] | Refusal;
