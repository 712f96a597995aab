import type { Refusal } from './refusal.ts';
import type { Actor } from './staff.ts';

export const FAULT_CODES = [
  'empty',
  'not-text',
  'markup',
  'too-long',
  'too-many',
  'no-hours',
  'not-yet',
  'no-title',
  'item-without-title',
  'unrecognised',
] as const;
export type FaultCode = (typeof FAULT_CODES)[number];

/** Why a text cannot be imported, and where. Nothing of it is imported then. */
export interface ImportFault {
  readonly ok: false;
  /** 1 is the first line of the source. */
  readonly line: number;
  readonly code: FaultCode;
  /** What the sentence about it needs: the field, the limit. */
  readonly params: Readonly<Record<string, string | number>>;
}

/** What the importer decided but would rather have asked. Every one is about a line of the source. */
export const DOUBT_CODES = [
  // The page as a whole.
  'date-missing',
  'year-inferred',
  'lede-missing',
  'before-first-hour',
  'byline-missing',
  'byline-or-text',
  'related-empty',
  'related-without-address',
  'main-venue-unknown',
  // The programme.
  'hour-impossible',
  'hour-missing',
  'hour-without-colon',
  'hours-run-back',
  'title-on-next-line',
  'title-joined',
  'below-title',
  'not-used',
  'several-days',
  'item-without-entries',
  // Entries and people.
  'caption-or-text',
  'portrait-without-statement',
  'statement-without-portrait',
  'whose-words',
  'joined-to-statement',
  'name-uncertain',
  'title-unclear',
  // Official papers.
  'type-missing',
  'rejoined',
  'lines-joined',
  'note-or-text',
  'maybe-cut',
  'label-out-of-order',
  'note-without-anchor',
  'anchor-without-note',
  'mark-repeated',
  'unpaired-asterisk',
  'set-aside',
  'unplaced',
  'recipients-missing',
  'signature-missing',
] as const;
export type DoubtCode = (typeof DOUBT_CODES)[number];

export interface Doubt {
  /** 1 is the first line of the source. */
  readonly line: number;
  readonly code: DoubtCode;
  /** The words it is about, verbatim. */
  readonly text?: string;
  readonly params: Readonly<Record<string, string | number>>;
}

export interface TakenIn {
  readonly ok: true;
  readonly kind: 'coverage' | 'document';
  /** Id of the coverage or document. */
  readonly id: string;
  readonly slug: string;
  /** Where it can be read, such as `/truc-tiep/<slug>`. */
  readonly path: string;
  readonly doubts: readonly Doubt[];
  /** The same text had been taken in before; nothing was done again. */
  readonly already: boolean;
}

export interface Intake {
  /**
   * Takes a pasted text in. Doing it again with the same text finishes what was cut short and doubles nothing.
   * @param asked.actor somebody who may make a coverage
   * @param asked.simulated made-up material: its pages say so
   * @returns a fault with line and reason for a text that cannot be read; a refusal when the newsroom says no
   */
  takeIn(
    text: string,
    asked: { readonly actor: Actor; readonly simulated?: true },
  ): Promise<TakenIn | ImportFault | Refusal>;
}
