import type { EntryContent } from './entry.ts';
import { inOneOrder } from './same-content.ts';

const MOST_WORDS = 2;
const SHARE_OF_WORDS = 0.1;
const NEVER_IN_A_TYPO = /\p{N}|^\P{L}*\p{Lu}/u;
/** Beyond this many words on both sides of a difference it is no typo, and comparing them would cost too much. */
const COMPARABLE_WORDS = 400;

/**
 * Rule 9: whether an edit may pass silently. At most two words or a tenth of the words differ, none of them with a
 * digit or a capital at its start in either text, and nothing but words differs: no picture, speaker, link or block.
 */
export function isTypoFix(before: EntryContent, after: EntryContent): boolean {
  const a = takeApart(before);
  const b = takeApart(after);
  if (a.shape !== b.shape) return false;
  const changed = changedWords(a.words, b.words);
  if (changed === null || changed.some((word) => NEVER_IN_A_TYPO.test(word.text))) return false;
  const removed = changed.filter((word) => word.from === 'before').length;
  const count = Math.max(removed, changed.length - removed);
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

interface ChangedWord {
  readonly text: string;
  readonly from: 'before' | 'after';
}

/** The words that a longest common subsequence leaves over, or null when there are too many to compare. */
function changedWords(before: readonly string[], after: readonly string[]): ChangedWord[] | null {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (
    end < Math.min(before.length, after.length) - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end += 1;
  const a = before.slice(start, before.length - end);
  const b = after.slice(start, after.length - end);
  if (a.length > COMPARABLE_WORDS || b.length > COMPARABLE_WORDS) return null;

  const width = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number): number => longest[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      longest[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));

  const changed: ChangedWord[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) {
      changed.push({ text: a[i] ?? '', from: 'before' });
      i += 1;
    } else {
      changed.push({ text: b[j] ?? '', from: 'after' });
      j += 1;
    }
  }
  return changed;
}
