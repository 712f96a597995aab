import { hourOfInstant } from '#render/instant.ts';
import type { Phase } from './following.ts';

const GOOD_NEWS_MS = 5_000;

export interface ConnectionWords {
  readonly offline: (hour: string) => string;
  readonly back: string;
  readonly backWith: (count: number) => string;
}

/** Says that the page is out of touch, since when, and that it is in touch again. */
export interface ConnectionBar {
  onPhase(phase: Phase): void;
  /** So many new entries came. */
  onArrived(count: number): void;
}

/** @param bar holds a `span` for the words and a link that reloads */
export function createConnectionBar(
  bar: HTMLElement,
  words: ConnectionWords,
  now: () => string,
): ConnectionBar {
  const text = bar.querySelector('span');
  let inTouchUntil = now();
  let arrived = 0;
  /** The page is a copy that the service worker kept: it says itself since when. */
  let kept = document.getElementById('kept');
  let isOut = kept !== null;
  /** Until then a page that finds no socket may still find the way by polling. */
  let wasLive = false;
  function show(sentence: string, tone: 'bad' | 'good'): void {
    if (text) text.textContent = sentence;
    bar.dataset.tone = tone;
    bar.hidden = false;
  }
  return {
    onPhase(phase) {
      if (phase === 'live') {
        wasLive = true;
        kept?.remove();
        kept = null;
        if (isOut) {
          show(arrived > 0 ? words.backWith(arrived) : words.back, 'good');
          setTimeout(() => {
            if (!isOut) bar.hidden = true;
          }, GOOD_NEWS_MS);
        }
        isOut = false;
        arrived = 0;
      }
      if (phase === 'connecting') inTouchUntil = now();
      if (phase === 'stale' || (phase === 'offline' && wasLive)) {
        isOut = true;
        if (!kept) show(words.offline(hourOfInstant(inTouchUntil)), 'bad');
      }
    },
    onArrived(count) {
      arrived += count;
    },
  };
}
