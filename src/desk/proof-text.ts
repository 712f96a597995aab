import type { Block, Run } from '#domain/block.ts';
import { textOfRuns } from '#domain/block.ts';

/** The texts of some blocks in their order: a paragraph, a quote and an item of a list are one each. */
const stretchesOf = (blocks: readonly Block[]): (readonly Run[])[] =>
  blocks.flatMap((block) => {
    if (block.type === 'figure') return [];
    return block.type === 'list' ? block.items : [block.runs];
  });

/** As it is proof-read: one line each. */
export const proofText = (blocks: readonly Block[]): string => stretchesOf(blocks).map(textOfRuns).join('\n');

/**
 * The blocks with other words in place of `from`–`to` of their {@link proofText}. Marks stay; words that span several
 * runs become those of the first.
 */
export function withWords(blocks: readonly Block[], from: number, to: number, words: string): Block[] {
  let start = 0;
  const changed = stretchesOf(blocks).map((runs) => {
    const length = textOfRuns(runs).length;
    const [first, last] = [from - start, to - start];
    start += length + 1;
    return first >= 0 && last <= length ? replaceIn(runs, first, last, words) : runs;
  });
  let next = 0;
  const take = (): readonly Run[] => {
    next += 1;
    return changed[next - 1] ?? [];
  };
  return blocks.map((block) => {
    if (block.type === 'figure') return block;
    return block.type === 'list' ? { ...block, items: block.items.map(take) } : { ...block, runs: take() };
  });
}

function replaceIn(runs: readonly Run[], from: number, to: number, words: string): Run[] {
  let start = 0;
  let placed = false;
  return runs
    .map((run) => {
      const [first, last] = [Math.max(0, from - start), Math.min(run.text.length, to - start)];
      start += run.text.length;
      const isTouched = from < to ? first < last : !placed && first === last && first <= run.text.length;
      if (!isTouched) return run;
      const put = placed ? '' : words;
      placed = true;
      return { ...run, text: run.text.slice(0, first) + put + run.text.slice(last) };
    })
    .filter(({ text }) => text !== '');
}
