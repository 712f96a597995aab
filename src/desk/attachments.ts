import type { Figure, Image } from '#domain/block.ts';
import type { Entry } from '#domain/entry.ts';
import { shorten } from '#domain/entry.ts';
import { LIMITS } from '#domain/limits.ts';
import { line } from './draft.ts';
import { figuresOf } from './text-blocks.ts';

/** A picture that is durable, for a figure that was announced without it. */
export interface Attachment {
  readonly entryId: string;
  readonly figure: Figure;
}

/**
 * Photos that have arrived and whose entries are posted: the words are the entry's as they are now, so that an edit
 * made meanwhile stands. A caption that stood without a picture gets what a picture cannot go out without.
 * @param images by figure id
 * @param credit for figures that name none
 */
export const attachmentsDue = (
  entries: Iterable<Entry>,
  images: ReadonlyMap<string, Image>,
  credit: string,
): Attachment[] =>
  [...entries].flatMap(({ id: entryId, withdrawn, content }) =>
    figuresOf(withdrawn ? [] : content.blocks).flatMap((figure) => {
      const image = images.get(figure.id);
      if (!image || figure.image) return [];
      const alt = figure.alt ?? shorten(line(figure.caption), LIMITS.altCharacters);
      return [{ entryId, figure: { ...figure, image, credit: figure.credit ?? credit, alt } }];
    }),
  );

/** Figures that have their picture: the device need not keep it any longer. */
export const figuresWithPicture = (entries: Iterable<Entry>): string[] =>
  [...entries].flatMap(({ content }) =>
    figuresOf(content.blocks).flatMap(({ id, image }) => (image ? [id] : [])),
  );
