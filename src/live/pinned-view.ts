import type { PublicEntry } from '#domain/public-view.ts';
import { pinnedHtml } from '#render/pinned.ts';
import type { RenderOptions } from '#render/words.ts';
import { elementOf } from './dom.ts';

/** Keeps the copy on top in step with its entry: there while it is pinned, gone when it is not, or was withdrawn. */
export function showPinned(container: HTMLElement, entry: PublicEntry, options: RenderOptions): void {
  const copies = [...container.querySelectorAll<HTMLElement>('[data-pinned]')];
  const there = copies.find(({ dataset }) => dataset.pinned === entry.id);
  if (!entry.pinned || !entry.content) {
    there?.remove();
    return;
  }
  const copy = elementOf(pinnedHtml([entry], options));
  if (there) {
    copy.toggleAttribute('open', there.hasAttribute('open'));
    there.replaceWith(copy);
    return;
  }
  const older = copies.find(({ dataset }) => Number(dataset.seq) < entry.seq) ?? null;
  container.insertBefore(copy, older);
}
