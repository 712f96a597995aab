import { stretchesOf } from './word-stretches.ts';

/** What one side made of the words `from`–`to` (the latter not included) of the text that both began with. */
interface Edit {
  readonly from: number;
  readonly to: number;
  readonly words: readonly string[];
}

/** A piece of the merged text; where both sides changed the same words, what each of them says there. */
export type Merged =
  | { readonly words: readonly string[] }
  | {
      readonly before: readonly string[];
      readonly mine: readonly string[];
      readonly theirs: readonly string[];
    };

/** Puts together what two people made of one text. The words may as well be whole paragraphs. */
export function mergeThreeWays(
  before: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
): Merged[] {
  const left = editsOf(before, mine);
  const right = editsOf(before, theirs);
  const merged: Merged[] = [];
  let at = 0;
  while (left.length > 0 || right.length > 0) {
    const first = next(left, right);
    if (first.from > at) merged.push({ words: before.slice(at, first.from) });
    const [ours, others] = together(first, left, right);
    const from = first.from;
    at = Math.max(from, ...[...ours, ...others].map(({ to }) => to));
    const said = before.slice(from, at);
    const [here, there] = [applied(ours, before, from, at), applied(others, before, from, at)];
    if (others.length === 0 || isAlike(here, there)) merged.push({ words: here });
    else if (ours.length === 0) merged.push({ words: there });
    else merged.push({ before: said, mine: here, theirs: there });
  }
  if (at < before.length) merged.push({ words: before.slice(at) });
  return merged;
}

function editsOf(before: readonly string[], after: readonly string[]): Edit[] {
  let at = 0;
  return stretchesOf(before, after).flatMap((stretch) => {
    const from = at;
    at += 'same' in stretch ? stretch.same.length : stretch.before.length;
    return 'same' in stretch ? [] : [{ from, to: at, words: stretch.after }];
  });
}

function next([mine]: readonly Edit[], [theirs]: readonly Edit[]): Edit {
  if (!mine || !theirs) return (mine ?? theirs) as Edit;
  return mine.from <= theirs.from ? mine : theirs;
}

/** Takes the edits that hang together with the first one off both lists. */
function together(first: Edit, left: Edit[], right: Edit[]): [Edit[], Edit[]] {
  const taken: [Edit[], Edit[]] = [[], []];
  let span = first;
  for (let found = true; found; ) {
    found = false;
    for (const [side, edits] of [left, right].entries())
      while (edits[0] && (edits[0] === first || overlap(span, edits[0]))) {
        const edit = edits.shift() as Edit;
        taken[side]?.push(edit);
        span = { ...span, to: Math.max(span.to, edit.to) };
        found = true;
      }
  }
  return taken;
}

/** Words put in where the other side changed something have no place of their own. */
function overlap(a: Edit, b: Edit): boolean {
  const putIn = a.from === a.to || b.from === b.to;
  return putIn ? a.from <= b.to && b.from <= a.to : a.from < b.to && b.from < a.to;
}

function applied(edits: readonly Edit[], before: readonly string[], from: number, to: number): string[] {
  const words: string[] = [];
  let at = from;
  for (const edit of edits) {
    words.push(...before.slice(at, edit.from), ...edit.words);
    at = edit.to;
  }
  return [...words, ...before.slice(at, to)];
}

const isAlike = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((word, index) => word === b[index]);
