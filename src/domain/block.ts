/** A stretch of text with the same marks. `text` is plain: no HTML, no line breaks except in captions. */
export interface Run {
  readonly text: string;
  readonly bold?: true;
  readonly italic?: true;
  /** An absolute `https:` or `mailto:` address. */
  readonly link?: string;
  /** The printed mark of a footnote that hangs here, such as `¹` (documents only). */
  readonly note?: string;
}

export interface Paragraph {
  readonly type: 'paragraph';
  readonly runs: readonly Run[];
}

export interface List {
  readonly type: 'list';
  readonly ordered: boolean;
  readonly items: readonly (readonly Run[])[];
}

export interface Quote {
  readonly type: 'quote';
  readonly runs: readonly Run[];
}

/** A durable picture, named by the SHA-256 of its published bytes. */
export interface Image {
  /** 64 hexadecimal digits; the files are `/media/<id>-<width>.<format>`. */
  readonly id: string;
  /** Pixels of the largest rendition, after turning it upright. */
  readonly width: number;
  readonly height: number;
  /** Widths in pixels that exist, ascending. */
  readonly widths: readonly number[];
}

export type FigureKind = 'venue' | 'portrait' | 'scene' | 'group';

/** A photo with its words. It may lack the image: old texts came without, and a slow photo arrives later. */
export interface Figure {
  readonly type: 'figure';
  readonly id: string;
  readonly kind: FigureKind;
  readonly image?: Image;
  /** The image was announced and is on its way: readers do not see the figure before it is there. */
  readonly awaited?: true;
  /** May hold line breaks, as printed. */
  readonly caption: string;
  readonly credit?: string;
  readonly alt?: string;
  readonly venue?: string;
  readonly persons?: readonly string[];
}

/** Old texts came without pictures: a caption alone stands, unless its picture was announced. */
export const isComplete = (block: Block): boolean =>
  block.type !== 'figure' || block.image !== undefined || !block.awaited;

export type Block = Paragraph | List | Quote | Figure;

/** One paragraph of plain text. */
export const paragraph = (text: string): Paragraph => ({ type: 'paragraph', runs: [{ text }] });

export const textOfRuns = (runs: readonly Run[]): string => runs.map((run) => run.text).join('');

/** The words of one block, marks dropped, list items on lines of their own. */
export function textOfBlock(block: Block): string {
  switch (block.type) {
    case 'paragraph':
    case 'quote':
      return textOfRuns(block.runs);
    case 'list':
      return block.items.map(textOfRuns).join('\n');
    case 'figure':
      return block.caption;
    default:
      return block satisfies never;
  }
}
