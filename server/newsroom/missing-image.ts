import type { Block, Image } from '#domain/block.ts';
import type { Command } from '#domain/command.ts';
import type { Coverage } from '#domain/coverage.ts';
import type { Refusal } from '#domain/refusal.ts';
import { refuse } from '#domain/refusal.ts';

/**
 * Readers would be led to a picture that is not there.
 * @returns null when every image of the command can be shown. One that the entry has already is not asked about: an
 *   editor can mend the words beside a picture that a restored backup lost
 */
export function missingImage(
  coverage: Coverage,
  command: Command,
  hasImage: (image: Image) => boolean,
): Refusal | null {
  const isMissing = (image: Image | undefined): boolean =>
    image !== undefined && !has(coverage, command, image) && !hasImage(image);
  if (command.kind === 'attach-figure')
    return isMissing(command.figure.image) ? refuse('photo-invalid', { field: 'figure.image' }) : null;
  if (!('content' in command)) return null;
  const index = command.content.blocks.findIndex((block) => isMissing(imageOf(block)));
  return index < 0 ? null : refuse('photo-invalid', { field: `content.blocks.${index}.image` });
}

const imageOf = (block: Block): Image | undefined => (block.type === 'figure' ? block.image : undefined);

function has({ entries }: Coverage, command: Command, image: Image): boolean {
  const entry = 'entryId' in command ? entries.get(command.entryId) : undefined;
  return (entry?.content.blocks ?? []).some((block) => {
    const known = imageOf(block);
    return known?.id === image.id && known.widths.join() === image.widths.join();
  });
}
