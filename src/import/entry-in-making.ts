import type { Caption } from './caption.ts';
import type { EntryDraft, FigureDraft } from './coverage-shape.ts';
import type { Doubt } from './doubt.ts';
import type { Chunk } from './source-lines.ts';

/** An entry while its section is read: blocks remember their chunks, so that every line's place is known at the end. */
export interface EntryInMaking extends Omit<EntryDraft, 'item' | 'line' | 'blocks'> {
  readonly parts: readonly Part[];
  /** A portrait that looks for its statement. */
  readonly portrait?: Caption['portrait'];
}

export interface Part {
  readonly chunk: Chunk;
  /** Absent for running text. */
  readonly figure?: Omit<FigureDraft, 'caption'>;
}

export interface SectionEntries {
  readonly entries: readonly EntryInMaking[];
  readonly doubts: readonly Doubt[];
}
