import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, Figure, Run } from '#domain/block.ts';
import { paragraph } from '#domain/block.ts';
import { blocksInEditor, editorDocument, throughEditor } from '../../src/desk/editor-blocks.ts';

const FIGURE: Figure = { type: 'figure', id: 'f1', kind: 'scene', caption: 'Toàn cảnh.' };

describe('what stands in the editor', () => {
  it('gives back every block that it was given, whatever its marks', () => {
    const word = fc.constantFrom('Đồng chí', 'Vân', 'Ủy viên', 'nhấn mạnh', '7,9%');
    const mark = fc.constantFrom<Omit<Run, 'text'>>(
      {},
      { bold: true },
      { italic: true },
      { link: 'https://a.vn/' },
    );
    const runs = fc
      .array(fc.tuple(word, mark), { minLength: 1, maxLength: 4 })
      .map((all) =>
        all.map(([text, marks], at): Run => ({ text: at < all.length - 1 ? `${text} ` : text, ...marks })),
      );
    const block = fc.oneof(
      runs.map((given): Block => ({ type: 'paragraph', runs: given })),
      runs.map((given): Block => ({ type: 'quote', runs: given })),
      fc
        .tuple(fc.boolean(), fc.array(runs, { minLength: 1, maxLength: 3 }))
        .map(([ordered, items]): Block => ({ type: 'list', ordered, items })),
      fc.constant(FIGURE),
    );
    // Letter by letter: neighbours of the same marks may become one run.
    const letters = (blocks: readonly Block[]): unknown[] =>
      blocks.map((one) => {
        const spelt = (all: readonly Run[]) =>
          all.flatMap(({ text, ...marks }) => [...text].map((letter) => letter + JSON.stringify(marks)));
        if (one.type === 'figure') return one;
        return one.type === 'list'
          ? { ...one, items: one.items.map(spelt) }
          : { ...one, runs: spelt(one.runs) };
      });
    fc.assert(
      fc.property(fc.array(block, { maxLength: 5 }), (blocks) => {
        const once = blocksInEditor(editorDocument(blocks), [FIGURE]);
        expect(letters(once)).toEqual(letters(blocks));
        expect(blocksInEditor(editorDocument(once), [FIGURE])).toEqual(once);
      }),
    );
  });

  it('[C42] is NFC, with single spaces and nothing empty', () => {
    const decomposed = 'Đồng  chí\u00a0Vân Đình Thảo, Ủy viên '.normalize('NFD');
    const typed = {
      type: 'doc',
      content: [
        { type: 'paragraph', content: [{ type: 'text', text: decomposed }] },
        { type: 'paragraph' },
        { type: 'bulletList', content: [{ type: 'listItem', content: [{ type: 'paragraph' }] }] },
        { type: 'blockquote', content: [{ type: 'paragraph', content: [{ type: 'text', text: ' ' }] }] },
      ],
    };
    expect(blocksInEditor(typed)).toEqual([paragraph('Đồng chí Vân Đình Thảo, Ủy viên')]);
  });

  it('joins runs of the same marks, as the editor does: an untouched paragraph is known again', () => {
    const imported: Block = { type: 'paragraph', runs: [{ text: 'Có ' }, { text: 'mặt.' }] };
    expect(throughEditor(imported)).toEqual(paragraph('Có mặt.'));
  });
});
