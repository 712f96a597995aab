import { describe, expect, it } from 'vitest';
import type { EntryContent } from '#domain/entry.ts';
import { headlineOf } from '#domain/entry.ts';

const portrait = {
  type: 'figure',
  id: 'f',
  kind: 'portrait',
  caption: 'Thủ thư xã Đồi Sim Nông Thị Én.',
} as const;
const words = {
  type: 'paragraph',
  runs: [{ text: 'Bạn đọc nhỏ tuổi cần ghế thấp. Xin thêm hai chiếc.' }],
} as const;
const statement: EntryContent = {
  kind: 'statement',
  speaker: { name: 'Nông Thị Én', shortTitle: 'Thủ thư xã Đồi Sim' },
  blocks: [portrait, words],
};

describe('the derived headline', () => {
  it('takes what a speaker says before the caption of the portrait that stands over it', () => {
    expect(headlineOf(statement)).toBe('Thủ thư xã Đồi Sim Nông Thị Én: Bạn đọc nhỏ tuổi cần ghế thấp.');
  });

  it('takes the caption where there are no other words', () => {
    expect(headlineOf({ kind: 'photo', blocks: [portrait] })).toBe('Thủ thư xã Đồi Sim Nông Thị Én.');
  });

  it('names nobody twice: a sentence that begins with its speaker stands alone', () => {
    expect(
      headlineOf({
        kind: 'statement',
        speaker: { name: 'Nông Thị Én', shortTitle: 'Thủ thư xã Đồi Sim' },
        blocks: [
          { type: 'paragraph', runs: [{ text: 'Bà Nông Thị Én, thủ thư xã, xin thêm sách. Và ghế.' }] },
        ],
      }),
    ).toBe('Bà Nông Thị Én, thủ thư xã, xin thêm sách.');
  });

  it('does not end in the colon of a list that follows', () => {
    const announced: EntryContent = {
      kind: 'note',
      blocks: [
        { type: 'paragraph', runs: [{ text: 'Ba việc làm ngay:' }] },
        { type: 'list', ordered: false, items: [[{ text: 'sửa rãnh' }]] },
      ],
    };
    expect(headlineOf(announced)).toBe('Ba việc làm ngay');
  });
});
