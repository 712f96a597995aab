/** The body that meets again and again: its conferences are the 8th, 10th … of one series. */
export interface Series {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly body?: string;
  readonly term?: { readonly number?: string; readonly years?: string };
  readonly place?: string;
}

export const VENUE_KINDS = ['main', 'remote', 'body'] as const;
export type VenueKind = (typeof VENUE_KINDS)[number];

/** Where: the main hall or a remote site (`điểm cầu`). */
export interface Venue {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly kind: VenueKind;
}

/** The happening itself (schema.org `Event`). */
export interface Conference {
  readonly id: string;
  readonly slug: string;
  readonly seriesId?: string;
  readonly title: string;
  /** Which of its series: 8 for the 8th. */
  readonly ordinal?: number;
  /** `mở rộng` and the like, as printed. */
  readonly qualifier?: string;
  readonly organizer?: string;
  readonly date: PrintedDate;
  /** `trực tuyến` and the like, as printed. */
  readonly mode?: string;
  readonly venueIds: readonly string[];
}

/** A day as printed next to what was understood of it. */
export interface PrintedDate {
  /** `14 - 1`, verbatim; absent when nobody printed it. */
  readonly printed?: string;
  /** `YYYY-MM-DD`. */
  readonly iso: string;
  /** The source gave no year; a person or the importer filled it in. */
  readonly yearInferred?: true;
}
