import type { EntryContent } from './entry.ts';

export const REFUSAL_CODES = [
  'invalid',
  'too-long',
  'markup',
  'unknown-command',
  'wrong-zone',
  'not-signed-in',
  'not-allowed',
  'not-found',
  'id-reused',
  'slug-taken',
  'stale-revision',
  'needs-correction-note',
  'nothing-changed',
  'not-live',
  'coverage-closed',
  'coverage-archived',
  'wrong-status',
  'entries-held',
  'item-in-use',
  'entry-withdrawn',
  'photo-invalid',
  'photo-too-large',
  'photo-undescribed',
  'unreadable-text',
  'too-many',
  'storage-full',
  'storage-failed',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** The no, as data. Doors add the sentence in the person's language (`i18n`), by code. */
export interface Refusal {
  readonly ok: false;
  readonly code: RefusalCode;
  /** Path of the field that is wrong, such as `content.blocks.0`. */
  readonly field?: string;
  /** What would help: a line number, the allowed number. Never somebody's hidden text. */
  readonly detail?: string;
  /** For `stale-revision`: the entry's text as it now is; the asker has the other one. */
  readonly current?: { readonly revision: number; readonly content: EntryContent };
}

export const refuse = (code: RefusalCode, more: Omit<Refusal, 'ok' | 'code'> = {}): Refusal => ({
  ok: false,
  code,
  ...more,
});
