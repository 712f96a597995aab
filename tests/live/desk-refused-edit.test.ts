import { describe, expect, it } from 'vitest';
import { paragraph } from '#domain/block.ts';
import type { Entry, EntryContent } from '#domain/entry.ts';
import { refuse } from '#domain/refusal.ts';
import type { RefusedEdit } from '../../src/desk/refused-edit.ts';
import { asked, isShown, newestOf, noteOf } from '../../src/desk/refused-edit.ts';

const TEXT = 'Đại biểu xã Nà Lương đề nghị làm thêm đường lên rừng và giữ nguồn nước đầu làng.';
const saying = (text: string): EntryContent => ({ kind: 'note', blocks: [paragraph(text)] });
const ENTRY: Entry = {
  id: 'e1',
  itemId: null,
  seq: 3,
  revision: 2,
  at: '2026-03-12T02:00:00.000Z',
  postedAt: '2026-03-12T02:01:00.000Z',
  by: 'ha',
  content: saying(TEXT),
  corrections: [],
};
const slip = (text: string): RefusedEdit => ({
  id: 'c1',
  coverageId: 'k1',
  kind: 'revise-entry',
  entryId: 'e1',
  base: 1,
  content: saying(text),
});
const correction = (text: string): RefusedEdit => ({
  ...slip(text),
  kind: 'correct-entry',
  note: 'Tin trước ghi nhầm số.',
  showChange: true,
});

describe('an edit that somebody else’s stood in the way of', () => {
  it('[4] is asked once more, based on the entry as it now is', () => {
    const text = TEXT.replace('làng', 'bản');
    expect(asked(slip(text), ENTRY)).toEqual({
      kind: 'revise-entry',
      entryId: 'e1',
      base: 2,
      content: saying(text),
    });
  });

  it('[9] keeps the note of a correction, and whether readers are shown the words', () => {
    const edit = correction(TEXT.replace('thêm', '3 km'));
    expect(asked(edit, ENTRY)).toMatchObject({
      kind: 'correct-entry',
      base: 2,
      note: 'Tin trước ghi nhầm số.',
      showChange: true,
    });
    expect([noteOf(edit), isShown(edit)]).toEqual(['Tin trước ghi nhầm số.', true]);
    expect([noteOf(slip(TEXT)), isShown(slip(TEXT))]).toEqual(['', false]);
  });

  it('[9] is not asked without a note where readers have to be told', () => {
    const edit = slip(TEXT.replace('thêm', '3 km'));
    expect(asked(edit, ENTRY)).toBeNull();
    expect(asked(edit, { ...ENTRY, held: true })).toMatchObject({ kind: 'revise-entry', base: 2 });
  });

  it('is over where both wrote the same', () => {
    expect(asked(slip(TEXT), ENTRY)).toBe('same');
  });

  it('stands beside the newest text, whether the record or the refusal brought it', () => {
    const current = { revision: 3, content: saying('Mới hơn.') };
    const stale = refuse('stale-revision', { current });
    expect(newestOf(ENTRY, stale)).toEqual({ ...ENTRY, ...current });
    const later = { ...ENTRY, revision: 4 };
    expect(newestOf(later, stale)).toBe(later);
    expect(newestOf(ENTRY, null)).toBe(ENTRY);
  });
});
