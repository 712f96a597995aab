import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, Figure } from '#domain/block.ts';
import { paragraph } from '#domain/block.ts';
import { blocksToText, textToBlocks } from '../../src/desk/text-blocks.ts';

const photo: Figure = { type: 'figure', id: 'f1', kind: 'scene', caption: 'Quang cảnh hội nghị.' };

describe('typed text and blocks', () => {
  it('makes a paragraph of every stretch between blank lines', () => {
    expect(textToBlocks('Câu một.\ntiếp câu một.\n\n \nCâu hai.\r\n')).toEqual([
      paragraph('Câu một. tiếp câu một.'),
      paragraph('Câu hai.'),
    ]);
  });

  it('makes a list of dashed lines, also right under a sentence', () => {
    expect(textToBlocks('Ba việc:\n- làm đường\n- trồng rừng\n– mở trường')).toEqual([
      paragraph('Ba việc:'),
      {
        type: 'list',
        ordered: false,
        items: [[{ text: 'làm đường' }], [{ text: 'trồng rừng' }], [{ text: 'mở trường' }]],
      },
    ]);
  });

  it('makes an ordered list of two numbered lines, and none of a single one', () => {
    expect(textToBlocks('1. một\n2. hai')[0]).toMatchObject({ type: 'list', ordered: true });
    expect(textToBlocks('1. Về công tác chuẩn bị')).toEqual([paragraph('1. Về công tác chuẩn bị')]);
  });

  it('makes a quote of marked lines', () => {
    expect(textToBlocks('> Rừng là\n> của dân.')).toEqual([
      { type: 'quote', runs: [{ text: 'Rừng là của dân.' }] },
    ]);
  });

  it('puts figures where their mark stands, once, and the others at the end', () => {
    const other = { ...photo, id: 'f2' };
    expect(textToBlocks('[ảnh 1]\n\nSau ảnh.\n\n[ảnh 1]', [photo, other])).toEqual([
      photo,
      paragraph('Sau ảnh.'),
      paragraph('[ảnh 1]'),
      other,
    ]);
  });

  it('keeps the marks and the spaces of a block whose words were not touched', () => {
    const before: Block[] = [
      {
        type: 'paragraph',
        runs: [{ text: 'Giao ' }, { text: 'Sở Y tế', bold: true }, { text: ' thực hiện. ' }],
      },
      paragraph('– Câu mở đầu bằng gạch ngang.'),
    ];
    expect(textToBlocks(`${blocksToText(before)}\n\nThêm.`, [], before)).toEqual([
      ...before,
      paragraph('Thêm.'),
    ]);
  });

  it('gives the same blocks back for whatever it printed', () => {
    const word = fc.constantFrom('đường', 'rừng', '1.', '-', '>', 'Sở', '[ảnh', '1]', '2022');
    const text = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '));
    const block = fc.oneof(
      text.map((words): Block => paragraph(words)),
      text.map((words): Block => ({ type: 'quote', runs: [{ text: words }] })),
      fc.constant<Block>(photo),
      fc
        .tuple(fc.array(text, { minLength: 2, maxLength: 3 }), fc.boolean())
        .map(
          ([items, ordered]): Block => ({ type: 'list', ordered, items: items.map((t) => [{ text: t }]) }),
        ),
    );
    fc.assert(
      fc.property(fc.array(block, { maxLength: 6 }), (blocks) => {
        const oneFigure = blocks.filter((b, index) => b !== photo || blocks.indexOf(photo) === index);
        const figures = oneFigure.filter((b) => b === photo) as Figure[];
        const marks = oneFigure.some(
          (b) => b.type === 'paragraph' && /^\[ảnh 1\]$/u.test(b.runs[0]?.text ?? ''),
        );
        fc.pre(!marks);
        expect(textToBlocks(blocksToText(oneFigure), figures, oneFigure)).toEqual(oneFigure);
      }),
    );
  });
});
