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
  'hours-run-back',
  'title-on-next-line',
  'title-joined',
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

export const doubt = (
  line: number,
  code: DoubtCode,
  { text, ...params }: Readonly<Record<string, string | number>> & { readonly text?: string } = {},
): Doubt => ({ line, code, ...(text !== undefined && { text }), params });

export const inOrderOfLines = (doubts: readonly Doubt[]): Doubt[] =>
  [...doubts].sort((a, b) => a.line - b.line);
