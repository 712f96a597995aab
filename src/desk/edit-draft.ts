import type { Figure } from '#domain/block.ts';
import type { EntryContent } from '#domain/entry.ts';
import type { Mention } from '#domain/speaker.ts';
import { line, mentionOf } from './draft.ts';
import { blocksToText, figuresOf, textToBlocks } from './text-blocks.ts';

/** The words of an entry as fields to edit. */
export interface EditDraft {
  headline: string;
  speakerName: string;
  speakerTitle: string;
  person: Mention | null;
  venue: string;
  text: string;
  figures: { readonly id: string; caption: string; credit: string; alt: string }[];
}

export const editOf = (content: EntryContent): EditDraft => ({
  headline: content.headline ?? '',
  speakerName: content.speaker?.name ?? '',
  speakerTitle: content.speaker?.title ?? content.speaker?.shortTitle ?? '',
  person: content.speaker ?? null,
  venue: content.venue ?? '',
  text: blocksToText(content.blocks),
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
  // In the order in which the newsroom writes the fields, which is what two texts are compared by (rule 9).
  return {
    kind: before.kind,
    ...(headline && { headline }),
    ...(speaker && { speaker }),
    ...(venue && { venue }),
    blocks: textToBlocks(edit.text, figures, before.blocks),
    ...(before.authors && { authors: before.authors }),
  };
}

function withWords(figure: Figure, words: { caption: string; credit: string; alt: string }): Figure {
  const { type, id, kind, image, venue, persons } = figure;
  const caption = words.caption.normalize('NFC').trim();
  const credit = line(words.credit);
  const alt = line(words.alt);
  return {
    type,
    id,
    kind,
    ...(image && { image }),
    caption,
    ...(credit && { credit }),
    ...(alt && { alt }),
    ...(venue && { venue }),
    ...(persons && { persons }),
  };
}

/** One's own text on top of somebody else's: pictures that arrived meanwhile are kept. */
export function rebase(mine: EntryContent, current: EntryContent): EntryContent {
  const pictures = new Map(figuresOf(current.blocks).map((figure) => [figure.id, figure.image]));
  return {
    ...mine,
    blocks: mine.blocks.map((block) => {
      const image = block.type === 'figure' ? pictures.get(block.id) : undefined;
      return image && block.type === 'figure' ? { ...block, image } : block;
    }),
  };
}

/** The same words and pictures, whatever the order their fields were written in. */
export const sameContent = (a: EntryContent, b: EntryContent): boolean => canonical(a) === canonical(b);

export const canonical = (content: EntryContent): string =>
  JSON.stringify(content, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
