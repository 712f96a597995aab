import type { Block, Run } from './block.ts';
import type { PrintedDate } from './conference.ts';

/** A section with its label exactly as printed: `I-`, `III.`, `2.1-`. */
export interface DocumentSection {
  readonly label: string;
  /** Part of the address, such as `muc-ii` or `muc-2-1`; unique in the document. */
  readonly anchor: string;
  /** Empty where the text runs on behind the label without a heading of its own. */
  readonly heading: readonly Run[];
  readonly blocks: readonly Block[];
  readonly sections: readonly DocumentSection[];
}

export interface Footnote {
  /** `¹` as printed. */
  readonly mark: string;
  /** 1, 2, 3 …: part of the anchors `cn-1` and `cn-1-ve`. */
  readonly number: number;
  readonly runs: readonly Run[];
}

export interface Recipient {
  /** Verbatim, without the leading dash. */
  readonly text: string;
  /** `Lưu …`: the copy that is filed. */
  readonly filing?: true;
}

export interface Signature {
  /** `T/M …`. */
  readonly authority?: string;
  readonly position?: string;
  readonly name?: string;
}

/** A mention of another numbered paper, such as `số 11-NQ/TW ngày 10/02/2022`. */
export interface Reference {
  /** Verbatim. */
  readonly printed: string;
  readonly number: number;
  readonly symbol: string;
  /** As printed, `10/02/2022`. */
  readonly date?: string;
}

/**
 * An official paper. Every word stands as in its source. What a paper of this kind must carry by rule but the source
 * does not is null, and shown as missing: it is never invented.
 */
export interface OfficialDocument {
  /** Version of the record's format. */
  readonly v: 1;
  readonly id: string;
  readonly slug: string;
  readonly language: 'vi' | 'en';
  /** `KẾT LUẬN`. */
  readonly type: string | null;
  /** The heading lines under the type, as printed. */
  readonly titleLines: readonly string[];
  /** `Đảng Cộng sản Việt Nam` and the like, over the issuing body. */
  readonly header: string | null;
  readonly issuingBody: string | null;
  readonly number: string | null;
  readonly place: string | null;
  readonly issuedOn: PrintedDate | null;
  readonly preamble: readonly Block[];
  readonly sections: readonly DocumentSection[];
  readonly footnotes: readonly Footnote[];
  readonly recipients: readonly Recipient[];
  readonly signature: Signature | null;
  readonly conferenceIds: readonly string[];
  readonly related: readonly { readonly href: string; readonly title: string; readonly reason: string }[];
  readonly simulated?: true;
  /** UTC instant at which it was published here. */
  readonly publishedAt: string;
}

/** The parts of a paper that a reader is told are missing, in the order they are printed. */
export const DOCUMENT_PARTS = [
  'header',
  'issuingBody',
  'number',
  'place',
  'issuedOn',
  'type',
  'signature',
] as const;
export type DocumentPart = (typeof DOCUMENT_PARTS)[number];

export const missingParts = (document: OfficialDocument): DocumentPart[] =>
  DOCUMENT_PARTS.filter((part) => document[part] === null);

/** One title line for lists, `<title>` and share cards. */
export const titleOfDocument = (document: OfficialDocument): string =>
  [document.type, ...document.titleLines].filter(Boolean).join(' ') || document.slug;
