import type { Block, Figure, Run } from '#domain/block.ts';
import { inOneOrder } from '#domain/same-content.ts';

/**
 * Blocks as one row of words, so that texts can be merged word by word: each word with the space before it and its
 * marks; where a block, or an item of a list, begins and ends; a figure is one word, its id.
 */
export type BlockWord = string;

type Said =
  | readonly ['begin', Begun['type']]
  | readonly ['item']
  | readonly ['word', string, string]
  | readonly ['figure', string]
  | readonly ['end'];

const word = (said: Said): BlockWord => JSON.stringify(said);

/** Begins a block: what stands before it is another one's. */
export const isBeginning = (one: BlockWord): boolean => /^\["(?:begin|figure)"/u.test(one);

export const wordsOfBlocks = (blocks: readonly Block[]): BlockWord[] =>
  blocks.flatMap((block) => {
    switch (block.type) {
      case 'figure':
        return [word(['figure', block.id])];
      case 'list':
        return [
          word(['begin', block.ordered ? 'ordered' : 'list']),
          ...block.items.flatMap((runs) => [word(['item']), ...wordsOfRuns(runs)]),
          word(['end']),
        ];
      default:
        return [word(['begin', block.type]), ...wordsOfRuns(block.runs), word(['end'])];
    }
  });

export const wordsOfRuns = (runs: readonly Run[]): BlockWord[] =>
  runs.flatMap(({ text, ...marks }) =>
    (text.match(/\s*\S+|\s+$/gu) ?? []).map((one) => word(['word', one, JSON.stringify(marks, inOneOrder)])),
  );

interface Begun {
  readonly type: 'paragraph' | 'quote' | 'list' | 'ordered';
  readonly items: Said[][];
}

/** The inverse. What begins nowhere is a paragraph; what has no words is nothing. */
export function blocksOfWords(words: readonly BlockWord[], figures: readonly Figure[]): Block[] {
  const begun: (Begun | Figure)[] = [];
  let open: Begun | null = null;
  const begin = (type: Begun['type']): Begun => {
    const one = { type, items: [[]] };
    begun.push(one);
    return one;
  };
  for (const said of words.map((one) => JSON.parse(one) as Said)) {
    if (said[0] === 'begin') open = begin(said[1]);
    else if (said[0] === 'end') open = null;
    else if (said[0] === 'figure') {
      open = null;
      begun.push(...figures.filter(({ id }) => id === said[1]));
    } else {
      open ??= begin('paragraph');
      if (said[0] === 'item') open.items.push([]);
      else open.items.at(-1)?.push(said);
    }
  }
  return begun.flatMap((one): Block[] => {
    if (one.type === 'figure') return [one];
    const items = one.items.map(runsOf).filter((runs) => runs.length > 0);
    if (items.length === 0) return [];
    return one.type === 'list' || one.type === 'ordered'
      ? [{ type: 'list', ordered: one.type === 'ordered', items }]
      : [{ type: one.type, runs: items.flat() }];
  });
}

/** Words that are marked alike stand in one run. */
export function runsOfWords(words: readonly BlockWord[]): Run[] {
  return runsOf(words.map((one) => JSON.parse(one) as Said));
}

function runsOf(words: readonly Said[]): Run[] {
  const runs: { text: string; readonly marks: string }[] = [];
  for (const said of words) {
    if (said[0] !== 'word') continue;
    const [, text, marks] = said;
    const last = runs.at(-1);
    if (last?.marks === marks) last.text += text;
    else runs.push({ text, marks });
  }
  const [first] = runs;
  if (first) first.text = first.text.trimStart();
  return runs.map(({ text, marks }) => ({ text, ...(JSON.parse(marks) as Omit<Run, 'text'>) }));
}
