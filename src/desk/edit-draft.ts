import type { Block, Figure } from '#domain/block.ts';
import type { EntryContent } from '#domain/entry.ts';
import type { Mention } from '#domain/speaker.ts';
import { line, mentionOf } from './draft.ts';
import { throughEditor } from './editor-blocks.ts';
import { figuresOf } from './text-blocks.ts';

/** The words of an entry as fields to edit. */
export interface EditDraft {
  headline: string;
  speakerName: string;
  speakerTitle: string;
  person: Mention | null;
  venue: string;
  /** Its figures stand for their places only: their words are the fields'. */
  blocks: readonly Block[];
  figures: { readonly id: string; caption: string; credit: string; alt: string }[];
}

export const editOf = (content: EntryContent): EditDraft => ({
  headline: content.headline ?? '',
  speakerName: content.speaker?.name ?? '',
  speakerTitle: content.speaker?.title ?? content.speaker?.shortTitle ?? '',
  person: content.speaker ?? null,
  venue: content.venue ?? '',
  blocks: content.blocks,
  figures: figuresOf(content.blocks).map(({ id, caption, credit, alt }) => ({
    id,
    caption,
    credit: credit ?? '',
    alt: alt ?? '',
  })),
});

/**
 * The entry as it would be.
 * @param before the entry as it is: what no field shows (marks of untouched paragraphs, pictures, authors) stays
 */
export function contentOfEdit(edit: EditDraft, before: EntryContent): EntryContent {
  const headline = line(edit.headline);
  const speaker = mentionOf(edit);
  const venue = line(edit.venue);
  const figures = figuresOf(before.blocks).flatMap((figure) => {
    const words = edit.figures.find(({ id }) => id === figure.id);
    return words ? [withWords(figure, words)] : [];
  });
  return {
    kind: before.kind,
    ...(headline && { headline }),
    ...(speaker && { speaker }),
    ...(venue && { venue }),
    blocks: placed(edit.blocks, figures, before.blocks),
    ...(before.authors && { authors: before.authors }),
  };
}

/**
 * Figures where their places are, those without one at the end. A block that only passed through the editor is the one
 * that was there: imported texts hold what the editor would write in another way.
 */
function placed(blocks: readonly Block[], figures: readonly Figure[], before: readonly Block[]): Block[] {
  const text = blocks.flatMap((block): Block[] => {
    if (block.type === 'figure') return figures.filter(({ id }) => id === block.id);
    const written = JSON.stringify(block);
    return [before.find((old) => JSON.stringify(throughEditor(old)) === written) ?? block];
  });
  return [...text, ...figures.filter((figure) => !text.includes(figure))];
}

function withWords(figure: Figure, words: { caption: string; credit: string; alt: string }): Figure {
  const { type, id, kind, image, awaited, venue, persons } = figure;
  const caption = words.caption.normalize('NFC').trim();
  const credit = line(words.credit);
  const alt = line(words.alt);
  return {
    type,
    id,
    kind,
    ...(image && { image }),
    ...(awaited && { awaited }),
    caption,
    ...(credit && { credit }),
    ...(alt && { alt }),
    ...(venue && { venue }),
    ...(persons && { persons }),
  };
}

/** One's own text on top of somebody else's: pictures that arrived meanwhile are kept, and no longer awaited. */
export function rebase(mine: EntryContent, current: EntryContent): EntryContent {
  const pictures = new Map(figuresOf(current.blocks).map((figure) => [figure.id, figure.image]));
  return {
    ...mine,
    blocks: mine.blocks.map((block) => {
      const image = block.type === 'figure' ? pictures.get(block.id) : undefined;
      if (!image || block.type !== 'figure') return block;
      const { awaited: _, ...figure } = block;
      return { ...figure, image };
    }),
  };
}
