import type { Cursor } from '#domain/cursor.ts';
import { keepPlace } from './keep-place.ts';

/** What of a coverage page is made anew when it is fetched again; the bars with the reader's own choices stay. */
const PARTS = ['.coverage-head', '#agenda', '#pinned', '#feed', '#page-start'] as const;

/**
 * Fetches the page again and swaps its parts in, where the reader is.
 * @returns where the new page stands
 * @throws when it cannot be fetched, or is no coverage page any more
 */
export async function swapPage(): Promise<Cursor> {
  const answer = await fetch(location.href, { cache: 'no-store' });
  if (!answer.ok) throw new Error(`The page answered ${answer.status}.`);
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const feed = document.getElementById('feed');
  const data = fresh.getElementById('feed')?.dataset;
  // A login page of the Wi-Fi answers with 200, too: what the reader has is better than that.
  if (!feed || !data?.epoch) throw new Error('This is not the page.');
  const isSameShape = PARTS.every((part) => !fresh.querySelector(part) === !document.querySelector(part));
  if (!isSameShape) {
    location.reload();
    throw new Error('The page has another shape now.');
  }
  const swap = (): void => {
    for (const part of PARTS) {
      const made = fresh.querySelector(part);
      if (made) document.querySelector(part)?.replaceWith(document.adoptNode(made));
    }
  };
  keepPlace(swap, { feed, mayMove: () => false });
  document.title = fresh.title;
  const main = document.querySelector('main');
  main?.setAttribute('data-status', fresh.querySelector('main')?.getAttribute('data-status') ?? '');
  return { epoch: data.epoch, seq: Number(data.seq) };
}
