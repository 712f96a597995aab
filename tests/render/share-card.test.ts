import { describe, expect, it } from 'vitest';
import type { EntryContent } from '#domain/entry.ts';
import type { PublicCoverage, PublicEntry } from '#domain/public-view.ts';
import { publicCoverage } from '#domain/public-view.ts';
import { readerWords } from '#i18n/words.ts';
import { coverageCard, entryCard } from '#render/share-card.ts';
import { printHour } from '#render/time.ts';
import type { Rehearsal } from '../cast/a-coverage.ts';
import { anAbout, aPost, aRehearsal, aText } from '../cast/a-coverage.ts';

const words = readerWords('vi');

/** A coverage with one entry, as readers see both. */
function shown(
  content: EntryContent,
  more: Parameters<typeof aPost>[2] = {},
  rehearsal: Rehearsal = aRehearsal(),
) {
  const { id: _, coverageId: __, ...body } = aPost('', '', { ...more, content });
  rehearsal.ask(body);
  const coverage: PublicCoverage = publicCoverage(rehearsal.coverage, printHour);
  return { rehearsal, coverage, entry: coverage.entries.get(body.entryId) as PublicEntry };
}

describe('what stands on the picture of a shared link', () => {
  it('for an entry: its hour, who speaks with the name first, how it begins, the conference', () => {
    const speaker = { name: 'Hà Thu Mây', title: 'Giám đốc Sở Thủy lợi' };
    const { coverage, entry } = shown(
      aText('Rừng  giữ nước.\nNước nuôi lúa.', { kind: 'statement', speaker }),
    );
    expect(entryCard(entry, coverage, words)).toEqual({
      site: 'Plenary',
      lead: '8h15 · Hà Thu Mây, Giám đốc Sở Thủy lợi',
      title: 'Rừng giữ nước. Nước nuôi lúa.',
      foot: 'Hội nghị tỉnh Lâm Sơn lần thứ 5',
    });
  });

  it('a headline goes before the text, a long text ends in an ellipsis', () => {
    const named = shown(aText('Chữ.', { headline: 'Tên tin' }));
    expect(entryCard(named.entry, named.coverage, words)?.title).toBe('Tên tin');
    const long = shown(aText('Rừng giữ nước. '.repeat(40)));
    const title = entryCard(long.entry, long.coverage, words)?.title ?? '';
    expect(title.length).toBeLessThanOrEqual(240);
    expect(title.endsWith('…')).toBe(true);
  });

  it('where only the hour of the agenda item is known, that one', () => {
    const rehearsal = aRehearsal();
    const { coverage, entry } = shown(
      aText('Chữ.'),
      { itemId: rehearsal.opening.id, atInferred: true },
      rehearsal,
    );
    expect(entryCard(entry, coverage, words)?.lead).toBe('8h00');
  });

  it('[C14] for a withdrawn entry: nothing', () => {
    const { rehearsal, entry } = shown(aText('Chữ.'));
    rehearsal.ask({ kind: 'withdraw-entry', entryId: entry.id, reason: 'Nhầm' });
    const coverage = publicCoverage(rehearsal.coverage, printHour);
    expect(entryCard(coverage.entries.get(entry.id) as PublicEntry, coverage, words)).toBeNull();
  });

  it('for a coverage: how it stands, its title and day in the language of the page; what is made up says so', () => {
    const rehearsal = aRehearsal();
    const { coverage } = shown(aText('Chữ.'), {}, rehearsal);
    expect(coverageCard(coverage, readerWords('en'), 'en')).toEqual({
      site: 'Plenary',
      label: 'Live',
      isLive: true,
      title: 'Hội nghị tỉnh Lâm Sơn lần thứ 5',
      foot: 'Thursday, 12 March 2026',
    });
    const venues = [{ name: 'Hội trường tỉnh', kind: 'main' }] as const;
    rehearsal.ask({ kind: 'revise-coverage', about: anAbout({ simulated: true, venues }) });
    const card = coverageCard(publicCoverage(rehearsal.coverage, printHour), words, 'vi');
    expect(card.label).toBe('Mô phỏng');
    expect(card).not.toHaveProperty('isLive');
    expect(card.foot).toBe('Thứ Năm, 12-3-2026 · Hội trường tỉnh');
  });
});
