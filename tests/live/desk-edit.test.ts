import { describe, expect, it } from 'vitest';
import type { Figure, Image } from '#domain/block.ts';
import { paragraph } from '#domain/block.ts';
import type { EntryChangeKind, LogRecord } from '#domain/change.ts';
import type { Entry, EntryContent } from '#domain/entry.ts';
import { isTypoFix } from '#domain/typo.ts';
import { attachmentsDue, figuresWithPicture } from '../../src/desk/attachments.ts';
import { contentOfEdit, editOf, rebase } from '../../src/desk/edit-draft.ts';
import { historyOf } from '../../src/desk/history.ts';

const IMAGE: Image = { id: 'a'.repeat(64), width: 800, height: 600, widths: [400, 800] };
const FIGURE: Figure = {
  type: 'figure',
  id: 'f1',
  kind: 'scene',
  caption: 'Hội trường.',
  credit: 'Thu Hà',
  alt: 'Hội trường.',
};
const CONTENT: EntryContent = {
  kind: 'statement',
  headline: 'Về rừng',
  speaker: { name: 'Lò Văn Đạt', title: 'Giám đốc Sở Nông nghiệp', shortTitle: 'GĐ Sở' },
  venue: 'Nà Lương',
  blocks: [
    {
      type: 'paragraph',
      runs: [{ text: 'Trồng ' }, { text: 'rừng', bold: true }, { text: ' trên đồi cao.' }],
    },
    FIGURE,
    paragraph('Câu thứ hai nói về đường xá.'),
  ],
  authors: ['Thu Hà'],
};
const ENTRY: Entry = {
  id: 'e1',
  itemId: null,
  seq: 3,
  revision: 1,
  at: '2026-03-12T02:00:00.000Z',
  postedAt: '2026-03-12T02:01:00.000Z',
  by: 'ha',
  content: CONTENT,
  corrections: [],
};

describe('editing an entry on the desk', () => {
  it('changes nothing when nothing was typed', () => {
    expect(contentOfEdit(editOf(CONTENT), CONTENT)).toEqual(CONTENT);
  });

  it('keeps a speaker who has only a short title', () => {
    const content: EntryContent = { ...CONTENT, speaker: { shortTitle: 'Đại diện ban tổ chức' } };
    expect(contentOfEdit(editOf(content), content)).toEqual(content);
  });

  it('[9] touches only the paragraph that was typed in, so that a slip still passes as one', () => {
    const edit = editOf(CONTENT);
    const blocks = JSON.parse(JSON.stringify(edit.blocks).replace('đường xá', 'đường sá'));
    const after = contentOfEdit({ ...edit, blocks }, CONTENT);
    expect(after.blocks.slice(0, 2)).toEqual(CONTENT.blocks.slice(0, 2));
    expect(isTypoFix(CONTENT, after)).toBe(true);
  });

  it('empties fields that were emptied, drops a figure that was taken out', () => {
    const after = contentOfEdit(
      { ...editOf(CONTENT), headline: '', speakerName: '', speakerTitle: '', venue: '', figures: [] },
      CONTENT,
    );
    expect(after).not.toHaveProperty('headline');
    expect(after).not.toHaveProperty('speaker');
    expect(after).not.toHaveProperty('venue');
    expect(after.blocks.some(({ type }) => type === 'figure')).toBe(false);
    expect(after.authors).toEqual(['Thu Hà']);
  });

  it('[4] puts one’s own words over the newer text and keeps the picture that arrived meanwhile', () => {
    const current = { ...CONTENT, blocks: [{ ...FIGURE, image: IMAGE }, paragraph('Chữ của người khác.')] };
    const mine = rebase(CONTENT, current);
    expect(mine.blocks[1]).toEqual({ ...FIGURE, image: IMAGE });
    expect(mine.blocks[2]).toEqual(CONTENT.blocks[2]);
  });

  it('keeps a figure awaited until its picture is there, so that readers do not see a caption alone', () => {
    const announced: EntryContent = { ...CONTENT, blocks: [{ ...FIGURE, awaited: true }] };
    const edited = contentOfEdit(editOf(announced), announced);
    expect(edited.blocks).toEqual([{ ...FIGURE, awaited: true }]);
    const current = { ...announced, blocks: [{ ...FIGURE, image: IMAGE }] };
    expect(rebase(edited, current).blocks).toEqual([{ ...FIGURE, image: IMAGE }]);
  });
});

describe('photos that arrive after their entry', () => {
  it('are attached with the words the entry has by then', () => {
    const images = new Map([['f1', IMAGE]]);
    expect(attachmentsDue([ENTRY], images, 'Văn Nam')).toEqual([
      { entryId: 'e1', figure: { ...FIGURE, image: IMAGE } },
    ]);
    expect(attachmentsDue([ENTRY], new Map(), 'Văn Nam')).toEqual([]);
    const there = { ...ENTRY, content: { ...CONTENT, blocks: [{ ...FIGURE, image: IMAGE }] } };
    expect(attachmentsDue([there], images, 'Văn Nam')).toEqual([]);
    expect(figuresWithPicture([there])).toEqual(['f1']);
  });

  it('give a caption that stood alone the credit of who brings the picture, and a description', () => {
    const { credit: _, alt: __, ...bare } = FIGURE;
    const entry = { ...ENTRY, content: { ...CONTENT, blocks: [bare] } };
    expect(attachmentsDue([entry], new Map([['f1', IMAGE]]), 'Văn Nam')[0]?.figure).toEqual({
      ...bare,
      image: IMAGE,
      credit: 'Văn Nam',
      alt: 'Hội trường.',
    });
  });

  it('[7] are not attached to a withdrawn entry', () => {
    const gone = { ...ENTRY, withdrawn: { at: ENTRY.at, by: 'ha', reason: 'Nhầm hội nghị.' } };
    expect(attachmentsDue([gone], new Map([['f1', IMAGE]]), 'Văn Nam')).toEqual([]);
  });
});

describe('the history of an entry', () => {
  const EDITOR = 'ha';
  const REPORTER = 'nam';
  const record = (seq: number, kind: EntryChangeKind, entry: Entry, by = EDITOR): LogRecord => ({
    v: 1,
    seq,
    at: `2026-03-12T02:0${seq}:00.000Z`,
    by,
    commandId: `c${seq}`,
    digest: '',
    change: { kind, entry },
  });
  const saying = (text: string, more: Partial<Entry> = {}): Entry => ({
    ...ENTRY,
    content: { kind: 'note', blocks: [paragraph(text)] },
    ...more,
  });

  it('shows the words of each state once, and the note of a correction', () => {
    const corrected: Entry = {
      ...ENTRY,
      content: { kind: 'note', blocks: [paragraph('Chữ mới.')] },
      corrections: [{ at: ENTRY.at, note: 'Tin trước ghi nhầm.', revision: 2 }],
    };
    const rows = historyOf(
      [
        record(3, 'entry-posted', ENTRY),
        record(4, 'entry-posted', { ...ENTRY, id: 'other' }),
        record(5, 'entry-keyed', { ...ENTRY, key: true }),
        record(6, 'entry-corrected', corrected),
      ],
      'e1',
    );
    expect(rows.map(({ seq, kind, words, text }) => [seq, kind, words, text?.includes('đồi cao')])).toEqual([
      [3, 'entry-posted', undefined, true],
      [5, 'entry-keyed', undefined, undefined],
      [6, 'entry-corrected', 'Tin trước ghi nhầm.', false],
    ]);
  });

  it('says who did what when, and which words they changed, of an entry that was held, returned, mended, released, corrected, moved and withdrawn', () => {
    const held = { held: true } as const;
    const returned = { at: ENTRY.at, by: EDITOR, reason: 'Ghi rõ xã nào.' };
    const correction = { at: ENTRY.at, note: 'Tin trước ghi nhầm số.', revision: 4 };
    const withdrawn = { at: ENTRY.at, by: EDITOR, reason: 'Trùng tin.' };
    const [first, second, third] = [
      'Xã trồng 40 ha rừng.',
      'Xã Nà Lương trồng 40 ha.',
      'Xã Nà Lương trồng 45 ha.',
    ];
    const publishAt = '2026-03-12T02:30:00.000Z';
    const rows = historyOf(
      [
        record(1, 'entry-held', saying(first, { ...held, publishAt }), REPORTER),
        record(2, 'entry-returned', saying(first, { ...held, returned })),
        record(3, 'entry-revised', saying(second, held), REPORTER),
        record(4, 'entry-released', saying(second)),
        record(5, 'entry-corrected', saying(third, { corrections: [correction] })),
        record(6, 'entry-moved', saying(third, { corrections: [correction], itemId: 'i2' })),
        record(7, 'entry-withdrawn', saying(third, { corrections: [correction], itemId: 'i2', withdrawn })),
      ],
      'e1',
    );
    expect(rows.map(({ text: _, at: __, ...row }) => row)).toEqual([
      { seq: 1, by: REPORTER, kind: 'entry-held', publishAt },
      { seq: 2, by: EDITOR, kind: 'entry-returned', words: 'Ghi rõ xã nào.' },
      {
        seq: 3,
        by: REPORTER,
        kind: 'entry-revised',
        changed: [
          { before: '', after: 'Nà Lương' },
          { before: 'ha rừng.', after: 'ha.' },
        ],
      },
      { seq: 4, by: EDITOR, kind: 'entry-released' },
      {
        seq: 5,
        by: EDITOR,
        kind: 'entry-corrected',
        words: 'Tin trước ghi nhầm số.',
        changed: [{ before: '40', after: '45' }],
      },
      { seq: 6, by: EDITOR, kind: 'entry-moved', moved: { itemId: 'i2', at: ENTRY.at } },
      { seq: 7, by: EDITOR, kind: 'entry-withdrawn', words: 'Trùng tin.' },
    ]);
    expect(rows.map(({ text }) => text)).toEqual([
      first,
      undefined,
      second,
      undefined,
      third,
      undefined,
      undefined,
    ]);
    expect(rows.map(({ at }) => at.slice(14, 16))).toEqual(['01', '02', '03', '04', '05', '06', '07']);
  });

  it('tells of a changed speaker and of the words of a photo', () => {
    const content = (title: string, caption: string): EntryContent => ({
      kind: 'statement',
      speaker: { name: 'Lò Thị Mây', title },
      blocks: [{ ...FIGURE, caption }],
    });
    const [before, after] = [content('Trưởng bản', 'Hội trường.'), content('Phó bản', 'Hội trường xã.')];
    const [, row] = historyOf(
      [
        record(1, 'entry-posted', { ...ENTRY, content: before }),
        record(2, 'entry-corrected', { ...ENTRY, content: after }),
      ],
      'e1',
    );
    expect(row?.changed).toEqual([
      { before: 'Trưởng', after: 'Phó' },
      { before: 'trường.', after: 'trường xã.' },
    ]);
  });
});
