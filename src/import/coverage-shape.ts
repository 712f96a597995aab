import type { AgendaItemKind } from '#domain/agenda.ts';
import type { Figure, Paragraph } from '#domain/block.ts';
import type { PrintedDate } from '#domain/conference.ts';
import type { EntryKind } from '#domain/entry.ts';
import type { Mention } from '#domain/speaker.ts';
import type { ConferenceFacts } from './conference-facts.ts';
import type { Doubt } from './doubt.ts';
import type { VenueDraft } from './venues.ts';

/** A line of the programme as the page printed it. */
export interface ItemDraft {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** `HH:MM`. */
  readonly hour: string;
  /** `8h15`, verbatim. */
  readonly printed: string;
  readonly title: string;
  /** Proposed; at most 60 characters. */
  readonly shortTitle: string;
  /** Guessed from the title. */
  readonly kind: AgendaItemKind;
  readonly line: number;
}

/** A figure that has no id yet, nor a picture. */
export type FigureDraft = Omit<Figure, 'id' | 'image' | 'credit' | 'alt'>;

export interface EntryDraft {
  /** Index in `items`, or null for what stands before the first hour. */
  readonly item: number | null;
  readonly kind: EntryKind;
  readonly speaker?: Mention;
  readonly venue?: string;
  /** In the order of the source. */
  readonly blocks: readonly (Paragraph | FigureDraft)[];
  /** Of its first block. */
  readonly line: number;
}

export interface AboutDraft {
  readonly title: string;
  /** `Trực tiếp`. */
  readonly kicker?: string;
  /** Verbatim, without the kicker that was glued to it. */
  readonly lede?: string;
  readonly language: 'vi' | 'en';
  readonly date: PrintedDate;
  readonly organizer?: string;
  readonly venues: readonly VenueDraft[];
  readonly byline: readonly string[];
}

/**
 * Where a line of the source went: `index` is that of the item, entry or related title, `block` that of the entry's
 * block, `lead` what was printed before the field's own words and is kept as structure, such as `8h15: `.
 */
export interface LinePlace {
  readonly line: number;
  readonly place: 'blank' | 'title' | 'kicker' | 'lede' | 'day' | 'item' | 'entry' | 'byline' | 'related';
  readonly index?: number;
  readonly block?: number;
  readonly lead?: string;
}

/** A pasted live page, understood as far as it can be. Nothing of the source is missing from it. */
export interface CoverageDraft {
  readonly ok: true;
  readonly about: AboutDraft;
  readonly conference: ConferenceFacts;
  /** In the order of the day. */
  readonly items: readonly ItemDraft[];
  /** In the order of the day and, inside an item, of the source. */
  readonly entries: readonly EntryDraft[];
  /** Who speaks, each once, with the fullest titles printed. */
  readonly speakers: readonly Mention[];
  /** Every person's name the page prints, each once. */
  readonly persons: readonly string[];
  /** The heading of links to other pages, and the titles under it: there may be none. */
  readonly related: { readonly heading: string; readonly titles: readonly string[] } | null;
  /** Bylines as printed, with their dashes. */
  readonly bylineLines: readonly string[];
  /** Lines that hold only a day, as printed. */
  readonly dayLines: readonly string[];
  /** One for every line of the source. */
  readonly places: readonly LinePlace[];
  readonly doubts: readonly Doubt[];
}
