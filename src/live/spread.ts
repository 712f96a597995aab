/** Milliseconds over which many pages do at different moments what one thing gave all of them reason for. */
const MOST = 10_000;

/** Waits for this page's moment, so that a house full of readers does not fetch the page at once. */
export const spread = (): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * MOST));
