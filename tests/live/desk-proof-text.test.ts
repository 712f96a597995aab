import { describe, expect, it } from 'vitest';
import type { Block } from '#domain/block.ts';
import { paragraph } from '#domain/block.ts';
import { proofText, withWords } from '../../src/desk/proof-text.ts';

const BLOCKS: readonly Block[] = [
  { type: 'paragraph', runs: [{ text: 'Đồng chí ' }, { text: 'Vân', bold: true }, { text: ' phát biểu.' }] },
  { type: 'figure', id: 'f1', kind: 'scene', caption: 'Ảnh.' },
  { type: 'list', ordered: false, items: [[{ text: 'trồng  rừng' }], [{ text: 'giữ nước' }]] },
  { type: 'quote', runs: [{ text: 'Cố gắng.' }] },
];

describe('a text that is proof-read', () => {
  it('has a line for each paragraph, item and quote', () => {
    expect(proofText(BLOCKS)).toBe('Đồng chí Vân phát biểu.\ntrồng  rừng\ngiữ nước\nCố gắng.');
  });

  it.each([
    ['Vân', 'Văn'],
    ['trồng  rừng', 'trồng rừng'],
    ['giữ nước', 'giữ nguồn nước'],
    ['Cố', 'Gắng'],
    ['chí Vân phát', 'chí Văn nói'],
    ['biểu.', 'biểu:'],
  ])('has “%s” put right as “%s” and nothing else, marks and figures included', (slip, words) => {
    const text = proofText(BLOCKS);
    const from = text.indexOf(slip);
    const mended = withWords(BLOCKS, from, from + slip.length, words);
    expect(proofText(mended)).toBe(text.replace(slip, words));
    expect(mended[1]).toBe(BLOCKS[1]);
    expect(mended.map(({ type }) => type)).toEqual(BLOCKS.map(({ type }) => type));
  });

  it('keeps the marks of the words that are put right', () => {
    const from = proofText(BLOCKS).indexOf('Vân');
    expect(withWords(BLOCKS, from, from + 3, 'Văn')[0]).toEqual({
      type: 'paragraph',
      runs: [{ text: 'Đồng chí ' }, { text: 'Văn', bold: true }, { text: ' phát biểu.' }],
    });
    expect(withWords([paragraph('Có có mặt.')], 3, 6, '')).toEqual([paragraph('Có mặt.')]);
  });
});
