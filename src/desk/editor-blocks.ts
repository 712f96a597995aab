import type { JSONContent } from '@tiptap/core';
import type { Block, Figure, Run } from '#domain/block.ts';
import { textOfBlock } from '#domain/block.ts';

/** Blocks as the editor holds them. A figure is a place that only carries its id. */
export const editorDocument = (blocks: readonly Block[]): JSONContent => ({
  type: 'doc',
  content: blocks.length > 0 ? blocks.map(nodeOf) : [{ type: 'paragraph' }],
});

function nodeOf(block: Block): JSONContent {
  switch (block.type) {
    case 'paragraph':
      return paragraphNode(block.runs);
    case 'quote':
      return { type: 'blockquote', content: [paragraphNode(block.runs)] };
    case 'list':
      return {
        type: block.ordered ? 'orderedList' : 'bulletList',
        content: block.items.map((runs) => ({ type: 'listItem', content: [paragraphNode(runs)] })),
      };
    case 'figure':
      return { type: 'figure', attrs: { id: block.id } };
    default:
      return block satisfies never;
  }
}

const paragraphNode = (runs: readonly Run[]): JSONContent => ({
  type: 'paragraph',
  content: runs
    .filter(({ text }) => text !== '')
    .map(({ text, bold, italic, link }) => ({
      type: 'text',
      text,
      marks: [
        ...(bold ? [{ type: 'bold' }] : []),
        ...(italic ? [{ type: 'italic' }] : []),
        ...(link ? [{ type: 'link', attrs: { href: link } }] : []),
      ],
    })),
});

/**
 * What stands in the editor, as blocks: NFC, single spaces, nothing that is empty. A quote of several paragraphs is
 * several quotes.
 * @param figures those that its places may name
 */
export function blocksInEditor(document: JSONContent, figures: readonly Figure[] = []): Block[] {
  return (document.content ?? []).flatMap((node): Block[] => {
    const inside = node.content ?? [];
    switch (node.type) {
      case 'blockquote':
        return inside.map((child): Block => ({ type: 'quote', runs: runsOf(child) })).filter(hasText);
      case 'bulletList':
      case 'orderedList': {
        const items = inside.map((item) => runsOf(item.content?.[0] ?? {})).filter((runs) => runs.length > 0);
        return items.length > 0 ? [{ type: 'list', ordered: node.type === 'orderedList', items }] : [];
      }
      case 'figure':
        return figures.filter(({ id }) => id === node.attrs?.id);
      default:
        return [{ type: 'paragraph', runs: runsOf(node) } satisfies Block].filter(hasText);
    }
  });
}

/** Whether anybody would miss it: a figure always. */
export const hasText = (block: Block): boolean => block.type === 'figure' || textOfBlock(block).trim() !== '';

function runsOf({ content = [] }: JSONContent): Run[] {
  const runs: Run[] = [];
  for (const node of content) {
    const text = (node.text ?? '').normalize('NFC').replace(/\s+/gu, ' ');
    const marked = (type: string) => node.marks?.find((mark) => mark.type === type);
    const link: unknown = marked('link')?.attrs?.href;
    const run: Run = {
      text,
      ...(marked('bold') && { bold: true }),
      ...(marked('italic') && { italic: true }),
      ...(typeof link === 'string' && { link }),
    };
    const last = runs.at(-1);
    if (last && isAlike(last, run)) runs[runs.length - 1] = { ...last, text: joined(last.text, text) };
    else runs.push(last?.text.endsWith(' ') ? { ...run, text: text.trimStart() } : run);
  }
  return trimmed(runs);
}

const isAlike = (a: Run, b: Run): boolean => a.bold === b.bold && a.italic === b.italic && a.link === b.link;

const joined = (a: string, b: string): string => (a + b).replace(/\s+/gu, ' ');

function trimmed(runs: readonly Run[]): Run[] {
  const last = runs.length - 1;
  return runs
    .map((run, index) => ({ ...run, text: index === 0 ? run.text.trimStart() : run.text }))
    .map((run, index) => ({ ...run, text: index === last ? run.text.trimEnd() : run.text }))
    .filter(({ text }) => text !== '');
}

/** What a block becomes by passing through the editor untouched. */
export const throughEditor = (block: Block): Block | undefined =>
  blocksInEditor(editorDocument([block]), block.type === 'figure' ? [block] : [])[0];
