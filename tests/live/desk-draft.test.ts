import { describe, expect, it } from 'vitest';
import type { AgendaItem } from '#domain/agenda.ts';
import { paragraph } from '#domain/block.ts';
import {
  captionsOf,
  contentOf,
  draftAsKept,
  emptyDraft,
  faultOf,
  postBody,
  venueCaption,
} from '../../src/desk/draft.ts';

const NOW = '2026-01-14T02:20:00.000Z';
const ITEM: AgendaItem = {
  id: 'i1',
  day: '2026-01-14',
  title: 'Thảo luận',
  shortTitle: 'Thảo luận',
  kind: 'discussion',
};
const draft = (more: Partial<ReturnType<typeof emptyDraft>>) => ({
  ...emptyDraft('e1', 'c1', 'i1'),
  ...more,
});
const photo = { id: 'f1', caption: 'Điểm cầu Nà Lương.', credit: 'Thu Hà', alt: '' };

describe('what is offered to stand under a photo', () => {
  it('is who speaks, then the venues; a name that says so itself is not said twice', () => {
    const person = { name: 'Lò Văn Đạt', title: 'Tỉnh ủy viên, Giám đốc Sở', shortTitle: 'Giám đốc Sở' };
    const written = draft({ person, speakerName: 'Lò Văn Đạt', speakerTitle: 'Tỉnh ủy viên, Giám đốc Sở' });
    expect(captionsOf(written, ['Nà Lương', 'Điểm cầu chính'])).toEqual([
      { caption: 'Giám đốc Sở Lò Văn Đạt.' },
      { caption: 'Điểm cầu Nà Lương.', venue: 'Nà Lương' },
      { caption: 'Điểm cầu chính.', venue: 'Điểm cầu chính' },
    ]);
    expect(captionsOf(draft({}), [])).toEqual([]);
  });
});

describe('a draft of an entry', () => {
  it.each([
    ['empty', {}],
    ['empty', { blocks: [paragraph('   ')] }],
    ['text', { speakerName: 'Lò Văn Đạt' }],
    ['hour', { blocks: [paragraph('Có.')], hour: 'sáng nay' }],
    ['hour-ahead', { blocks: [paragraph('Có.')], hour: '10h00' }],
    ['caption', { photo: { ...photo, caption: ' ' } }],
    ['credit', { photo: { ...photo, credit: '' } }],
    [null, { photo }],
    [null, { blocks: [paragraph('Có.')], hour: '9h12' }],
    [null, { blocks: [paragraph('Đồng hồ chạy nhanh.')], hour: '9h24' }],
  ])('lacks %s in %j', (fault, more) => {
    expect(faultOf(draft(more), null, NOW)).toBe(fault);
  });

  it('is a statement with a speaker, a photo without words, an award in an awards ceremony, else a note', () => {
    expect(contentOf(draft({ blocks: [paragraph('Có.')] }), ITEM).kind).toBe('note');
    expect(contentOf(draft({ blocks: [paragraph('Có.')], speakerName: 'Lò Văn Đạt' }), ITEM).kind).toBe(
      'statement',
    );
    expect(contentOf(draft({ photo, speakerName: 'Lò Văn Đạt' }), ITEM).kind).toBe('photo');
    expect(contentOf(draft({ blocks: [paragraph('Trao.')] }), { ...ITEM, kind: 'awards' }).kind).toBe(
      'award',
    );
  });

  it('keeps a taken person’s short title and record only while their name and title still stand', () => {
    const person = { name: 'Lò Văn Đạt', title: 'Giám đốc Sở', shortTitle: 'GĐ Sở', speakerId: 's1' };
    const speaker = (speakerName: string, speakerTitle: string) =>
      contentOf(draft({ blocks: [paragraph('Có.')], person, speakerName, speakerTitle }), ITEM).speaker;
    expect(speaker('Lò Văn Đạt', 'Giám đốc Sở')).toEqual(person);
    expect(speaker('Lò Văn Đạt', 'Bí thư')).toEqual({ name: 'Lò Văn Đạt', title: 'Bí thư', speakerId: 's1' });
    expect(speaker('Ma Thị Hoa', 'Bí thư')).toEqual({ name: 'Ma Thị Hoa', title: 'Bí thư' });
    expect(speaker('', 'Đại diện ban tổ chức')).toEqual({ title: 'Đại diện ban tổ chức' });
  });

  it('announces its photo behind the text, without an image, described by the caption where nothing else is said', () => {
    expect(contentOf(draft({ blocks: [paragraph('Có.')], photo, venue: 'Nà Lương' }), ITEM).blocks).toEqual([
      paragraph('Có.'),
      {
        type: 'figure',
        id: 'f1',
        kind: 'venue',
        caption: 'Điểm cầu Nà Lương.',
        awaited: true,
        credit: 'Thu Hà',
        alt: 'Điểm cầu Nà Lương.',
        venue: 'Nà Lương',
      },
    ]);
  });

  it('goes out with the typed hour, or with the moment of posting', () => {
    expect(postBody(draft({ blocks: [paragraph('Có.')], hour: '0912' }), ITEM, NOW)).toMatchObject({
      at: '2026-01-14T02:12:00.000Z',
      begunAt: NOW,
      itemId: 'i1',
    });
    expect(
      postBody(
        draft({ blocks: [paragraph('Có.')], begunAt: '2026-01-14T02:19:00.000Z', key: true }),
        null,
        NOW,
      ),
    ).toMatchObject({
      at: NOW,
      begunAt: '2026-01-14T02:19:00.000Z',
      itemId: null,
      key: true,
    });
  });

  it('captions a venue in one tap without saying “điểm cầu” twice', () => {
    expect(venueCaption('huyện Nà Lương')).toBe('Điểm cầu huyện Nà Lương.');
    expect(venueCaption('Điểm cầu tỉnh')).toBe('Điểm cầu tỉnh.');
  });

  it('that an older version of the desk kept as typed is still there', () => {
    const { blocks: _, ...older } = { ...draft({ hour: '9h12' }), text: 'Một đoạn.\n\n- một\n- hai' };
    expect(draftAsKept(older as never)).toEqual(
      draft({
        hour: '9h12',
        blocks: [
          paragraph('Một đoạn.'),
          { type: 'list', ordered: false, items: [[{ text: 'một' }], [{ text: 'hai' }]] },
        ],
      }),
    );
  });
});
