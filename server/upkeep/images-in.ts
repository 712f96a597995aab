import type { Image } from '#domain/block.ts';
import type { LogRecord } from '#domain/change.ts';

/** The pictures that a record names. */
export const imagesIn = ({ change }: LogRecord): Image[] =>
  'entry' in change
    ? change.entry.content.blocks.flatMap((block) =>
        block.type === 'figure' && block.image ? [block.image] : [],
      )
    : [];
