import type { Figure, Image } from '#domain/block.ts';
import type { Entry } from '#domain/entry.ts';
import { figuresOf } from './text-blocks.ts';

/** A picture that is durable, for a figure that was announced without it. */
export interface Attachment {
  readonly entryId: string;
  readonly figure: Figure;
}

/**
 * Photos that have arrived and whose entries are posted: the words are the entry's as they are now, so that an edit
 * made meanwhile stands.
 * @param images by figure id
 */
export const attachmentsDue = (entries: Iterable<Entry>, images: ReadonlyMap<string, Image>): Attachment[] =>
  [...entries].flatMap((entry) =>
    entry.withdrawn
      ? []
      : figuresOf(entry.content.blocks).flatMap((figure) => {
          const image = images.get(figure.id);
          return image && !figure.image ? [{ entryId: entry.id, figure: { ...figure, image } }] : [];
        }),
  );

/** Figures that have their picture: the device need not keep it any longer. */
export const figuresWithPicture = (entries: Iterable<Entry>): string[] =>
  [...entries].flatMap(({ content }) =>
    figuresOf(content.blocks).flatMap(({ id, image }) => (image ? [id] : [])),
  );
