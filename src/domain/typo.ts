import type { EntryContent } from './entry.ts';
import { inOneOrder } from './same-content.ts';
import { wordDifferences } from './word-differences.ts';

const MOST_WORDS = 2;
const SHARE_OF_WORDS = 0.1;
const NEVER_IN_A_TYPO = /\p{N}|^\P{L}*\p{Lu}/u;

/**
 * Rule 9: whether an edit may pass silently. At most two words or a tenth of the words differ, none of them with a
 * digit or a capital at its start in either text, and nothing but words differs: no picture, speaker, link or block.
 */
export function isTypoFix(before: EntryContent, after: EntryContent): boolean {
  const a = takeApart(before);
  const b = takeApart(after);
  if (a.shape !== b.shape) return false;
  const differences = wordDifferences(a.words, b.words);
  if (differences === null) return false;
  const removed = differences.flatMap(({ before: words }) => words);
  const added = differences.flatMap(({ after: words }) => words);
  if ([...removed, ...added].some((word) => NEVER_IN_A_TYPO.test(word))) return false;
  const count = Math.max(removed.length, added.length);
  return count <= Math.max(MOST_WORDS, Math.floor(a.words.length * SHARE_OF_WORDS));
}

/** The words of a content, and everything else about it as one string. */
function takeApart(content: EntryContent): { words: string[]; shape: string } {
  const words: string[] = [];
  const shape = JSON.stringify(content, (key, value: unknown) => {
    if (typeof value !== 'string' || !WORDED.has(key)) return inOneOrder(key, value);
    words.push(...value.split(/\s+/u).filter(Boolean));
    return '';
  });
  return { words, shape };
}

/** Fields in which a slip of the pen can happen; a speaker's name and title are not among them. */
const WORDED = new Set(['text', 'headline', 'caption', 'alt', 'credit']);
