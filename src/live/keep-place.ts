/** What a reader's eye may rest on. */
const RESTS = '.coverage-head > *, .pinned-entry, .feed-bar, .section, .entry';
const SLIDE_MS = 280;

export interface PlaceOptions {
  readonly feed: HTMLElement;
  readonly mayMove: () => boolean;
}

interface Rest {
  readonly element: Element;
  readonly top: number;
}

const isInView = ({ top, bottom }: DOMRect): boolean => bottom > 0 && top < innerHeight;

/** Whether any of it is on the screen. */
export const isSeen = (element: Element): boolean => isInView(element.getBoundingClientRect());

/**
 * Nothing of the feed is being read: the page stands at its top, or the feed begins in the lower half of the screen.
 * Who has scrolled on to the first entry reads it, and is moved by nothing.
 */
export const isAtTop = (feed: HTMLElement): boolean =>
  scrollY < 8 || feed.getBoundingClientRect().top >= innerHeight / 2;

/**
 * Changes the page without moving what is being read. Scrolled into the feed, what was first on the screen is
 * measured before and after, and only the difference that is left is scrolled away, so that it works with and without
 * the browser's own anchoring. Whatever else moved slides to its new place by a transform, which is no layout shift.
 */
export function keepPlace(change: () => void, { feed, mayMove }: PlaceOptions): void {
  const rests = restsInView();
  const inFeed = isAtTop(feed) ? [] : rests.filter(({ element }) => feed.contains(element));
  const anchor = inFeed.find(({ element }) => element.matches('.entry')) ?? inFeed[0];
  change();
  if (anchor) {
    const residual = topNow(anchor) - anchor.top;
    if (Math.abs(residual) >= 1) scrollBy({ top: residual, behavior: 'instant' });
  }
  if (!mayMove()) return;
  // In the order of the page: an entry is measured after its section slides, and slides by what is left.
  for (const rest of rests) {
    const moved = topNow(rest) - rest.top;
    if (Math.abs(moved) >= 1) slide(rest.element, moved);
  }
}

function restsInView(): Rest[] {
  const rests: Rest[] = [];
  for (const element of document.querySelectorAll(RESTS)) {
    const rect = element.getBoundingClientRect();
    if (isInView(rect)) rests.push({ element, top: rect.top });
  }
  return rests;
}

/** An entry that was replaced is looked for by its id. */
function topNow({ element, top }: Rest): number {
  const now = element.isConnected ? element : element.id ? document.getElementById(element.id) : null;
  return now ? now.getBoundingClientRect().top : top;
}

function slide(element: Element, moved: number): void {
  element.animate([{ transform: `translateY(${-moved}px)` }, { transform: 'none' }], {
    duration: SLIDE_MS,
    easing: 'ease-out',
  });
}

/** New entries come in softly. */
export function fadeIn(element: Element): void {
  element.animate([{ opacity: 0 }, { opacity: 1 }], { duration: 2 * SLIDE_MS, easing: 'ease-out' });
}
