import { onTestFinished } from 'vitest';
import type { Poster } from './a-poster.ts';
import { aPoster } from './a-poster.ts';

/** A poster that goes with the test. */
export function startPoster(...words: Parameters<typeof aPoster>): Poster {
  const poster = aPoster(...words);
  onTestFinished(poster.kill);
  return poster;
}
