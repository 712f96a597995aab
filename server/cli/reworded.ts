import type { Block, Run } from '#domain/block.ts';
import type { EntryContent } from '#domain/entry.ts';

/** A content with one wording put in the place of another. @returns null when the wording is not in it */
export function reworded(content: EntryContent, find: string, replace: string): EntryContent | null {
  let found = false;
  const inText = (text: string): string => {
    if (found || !text.includes(find)) return text;
    found = true;
    return text.replace(find, () => replace);
  };
  const inRuns = (runs: readonly Run[]): Run[] => runs.map((run) => ({ ...run, text: inText(run.text) }));
  const inBlock = (block: Block): Block => {
    if (block.type === 'figure') return { ...block, caption: inText(block.caption) };
    if (block.type === 'list') return { ...block, items: block.items.map(inRuns) };
    return { ...block, runs: inRuns(block.runs) };
  };
  const blocks = content.blocks.map(inBlock);
  return found ? { ...content, blocks } : null;
}
