/** Milliseconds over which many pages do at different moments what one thing gave all of them reason for. */
const SPREAD = 10_000;

/** Whoever tried in vain again and again stays away for so long at most. */
const LONGEST_PAUSE = 15_000;

/** Waits for this page's moment, so that a house full of readers does not fetch the page at once. */
export const spread = (): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * SPREAD));

/**
 * Milliseconds to stay away before connecting: anywhere within a time that grows with every vain try.
 * @param spread milliseconds for the first try
 */
export const pauseBefore = (vainTries: number, spread: number): number =>
  Math.random() * Math.min(spread * 2 ** vainTries, LONGEST_PAUSE);
