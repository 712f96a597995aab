import { describe, expect, it } from 'vitest';
import type { EntryContent } from '#domain/entry.ts';
import type { PublicEntry } from '#domain/public-view.ts';
import { readerWords } from '#i18n/words.ts';
import { pinnedHtml } from '#render/pinned.ts';
import { aText, at } from '../cast/a-coverage.ts';

const pinned = (content: EntryContent): string => {
  const entry: PublicEntry = {
    id: 'entry-1',
    itemId: null,
    seq: 4,
    revision: 1,
    at: at('9h04'),
    hour: '9h04',
    postedAt: { iso: at('9h05'), printed: '9h05' },
    headline: 'Sông xanh, bờ vững.',
    content,
    corrections: [],
    pinned: true,
  };
  return pinnedHtml([entry], { words: readerWords('vi'), permalink: (id) => `/e/${id}` }).toString();
};

describe('the copy of a pinned entry on top of the page', () => {
  it('marks a name that only repeats the words below it, so that it is seen folded only', () => {
    const made = pinned(aText('Sông xanh, bờ vững.'));
    expect(made).toContain('<span class="pinned-name" data-derived>Sông xanh, bờ vững.</span>');
  });

  it('is called by its headline, or by who speaks', () => {
    expect(pinned(aText('Sông xanh.', { headline: 'Bốn việc' }))).toContain(
      '<span class="pinned-name">Bốn việc</span>',
    );
    const speaker = { name: 'Hà Thu Mây', title: 'Giám đốc Sở Thủy lợi' };
    expect(pinned(aText('Sông xanh.', { kind: 'statement', speaker }))).toContain(
      '<span class="pinned-name">Giám đốc Sở Thủy lợi Hà Thu Mây</span>',
    );
  });
});
