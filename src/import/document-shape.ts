import type { OfficialDocument, Reference } from '#domain/document.ts';
import type { ConferenceFacts } from './conference-facts.ts';
import type { Doubt } from './doubt.ts';

/** Where a line of a paper went. */
export interface PaperPlace {
  readonly line: number;
  readonly place:
    | 'blank'
    | 'header'
    | 'issuingBody'
    | 'number'
    | 'placeAndDate'
    | 'type'
    | 'title'
    | 'preamble'
    | 'section'
    | 'footnote'
    | 'recipients'
    | 'signature'
    /** Two fields side by side. */
    | 'columns'
    /** Page numbers and drawn rules: no words of the text. Each is asked about. */
    | 'set-aside';
  /** The section's anchor. */
  readonly anchor?: string;
  /** Index in the place's own list: title line, block, footnote, recipient. Absent for a section's heading. */
  readonly index?: number;
  /** What was printed before the field's own words and is kept as structure: `I- `, `¹ `, `- `. */
  readonly lead?: string;
  /** From left to right, for `columns`. */
  readonly columns?: readonly Omit<PaperPlace, 'line'>[];
}

type Understood = Omit<
  OfficialDocument,
  'v' | 'id' | 'slug' | 'conferenceIds' | 'related' | 'simulated' | 'publishedAt'
>;

/** A pasted official paper. Nothing of the source is missing from it. */
export interface DocumentDraft extends Understood {
  readonly ok: true;
  /** Part of the address, proposed. */
  readonly proposedSlug: string;
  /** Its conference, as title and preamble name it; the date is the conference's, not that of issue. */
  readonly conference: ConferenceFacts;
  /** Every mention of another numbered paper, in order. */
  readonly references: readonly Reference[];
  /** One for every line of the source. */
  readonly places: readonly PaperPlace[];
  readonly doubts: readonly Doubt[];
}
