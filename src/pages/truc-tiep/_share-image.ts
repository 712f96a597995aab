import type { PublicEntry } from '#domain/public-view.ts';
import { mediaPath } from '#render/figure.ts';

/** Absolute address of the newest photo among entries, for share cards. */
export function shareImage(entries: Iterable<PublicEntry>, publicUrl: string): string | undefined {
  for (const entry of [...entries].reverse())
    for (const block of entry.content?.blocks ?? [])
      if (block.type === 'figure' && block.image)
        return `${publicUrl}${mediaPath(block.image, block.image.widths.at(-1) ?? block.image.width)}`;
  return undefined;
}
