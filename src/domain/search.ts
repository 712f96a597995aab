import type { PublicEntry } from './public-view.ts';

/** A stretch of a text; marked where it is what was asked for. */
export interface Stretch {
  readonly text: string;
  readonly marked?: true;
}

/** A coverage as lists name it. */
export interface NamedCoverage {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly language: 'vi' | 'en';
}

export interface SearchHit {
  /** Without `/en`; leads to the very entry, the coverage, or the section of a paper. */
  readonly path: string;
  readonly title: readonly Stretch[];
  /** About two hundred characters around what was found; empty where the title says it all. */
  readonly excerpt: readonly Stretch[];
  /** As printed; absent where only the day is known. */
  readonly hour?: string;
  /** The coverage it stands in, or is; or the paper, for a section of one. A paper itself has neither. */
  readonly coverage?: NamedCoverage;
  /** It is the coverage itself. */
  readonly whole?: true;
  readonly paper?: { readonly path: string; readonly title: string };
}

/** Which part of a long answer is asked for; the first has the number 0. */
export interface Portion {
  readonly from: number;
  readonly count: number;
}

export interface SearchAsk extends Portion {
  /** As typed: with or without tones, in any case. */
  readonly words: string;
  /** Only inside the coverage of this address. */
  readonly slug?: string;
}

export interface SearchAnswer {
  readonly total: number;
  /** The best first. */
  readonly hits: readonly SearchHit[];
}

export interface Gathered {
  /** As it was printed. */
  readonly name: string;
  readonly total: number;
  /** The newest coverage first, each from its beginning. */
  readonly entries: readonly { readonly coverage: NamedCoverage; readonly entry: PublicEntry }[];
}

/** Finds what readers may read, in all coverages and papers, as of the newest durable change. */
export interface Search {
  find(ask: SearchAsk): Promise<SearchAnswer>;
  /** What was said or shown at a venue. @param slug of its name @returns null when there is nothing */
  atVenue(slug: string, portion: Portion): Promise<Gathered | null>;
  /** What a person said, and the photos of them. @param slug of their name @returns null when there is nothing */
  bySpeaker(slug: string, portion: Portion): Promise<Gathered | null>;
}
