import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import type { Figure } from '#domain/block.ts';
import { changedWords } from '#domain/changed-words.ts';
import type { CommandBody } from '#domain/command.ts';
import type { Entry, EntryContent } from '#domain/entry.ts';
import { publicEntry } from '#domain/public-view.ts';
import { aPost, aRehearsal, aText } from '../cast/a-coverage.ts';

const between = (before: string, after: string) => changedWords(aText(before), aText(after));

describe('the words that a correction changes', () => {
  it('are what is left between the common beginning and end', () => {
    expect(between('Tuyến đường dài 15 km nối hai xã.', 'Tuyến đường dài 18 km nối hai xã.')).toEqual([
      { before: '15', after: '18' },
    ]);
    expect(between('Sông xanh chảy.', 'Sông rất xanh chảy.')).toEqual([{ before: '', after: 'rất' }]);
    expect(between('Một hai ba.', 'Một hai ba.')).toEqual([]);
    expect(between('Có 7 xã, giữ nguyên, hết 3 giờ.', 'Có 8 xã, giữ nguyên, hết 4 giờ.')).toEqual([
      { before: '7', after: '8' },
      { before: '3', after: '4' },
    ]);
  });

  it('are shown in one piece where a paragraph was written anew', () => {
    const [piece, ...more] = between('Đầu a giữa b nữa c rồi d cuối.', 'Đầu 1 giữa 2 nữa 3 rồi 4 cuối.');
    expect(piece).toEqual({ before: 'a giữa b nữa c rồi d', after: '1 giữa 2 nữa 3 rồi 4' });
    expect(more).toEqual([]);
  });

  it('are told place by place, whatever comes before or after them', () => {
    const paragraphs = (...texts: string[]): EntryContent => ({
      kind: 'note',
      blocks: texts.map((text) => ({ type: 'paragraph', runs: [{ text }] })),
    });
    expect(
      changedWords(
        {
          ...paragraphs('Có 7 xã.', 'Giữ nguyên.', 'Hết 3 giờ.'),
          speaker: { name: 'Lò Mây', title: 'Giám đốc' },
        },
        {
          ...paragraphs('Có 8 xã.', 'Giữ nguyên.', 'Hết 4 giờ.'),
          speaker: { name: 'Lò Mây', title: 'Phó Giám đốc' },
        },
      ),
    ).toEqual([
      { before: '', after: 'Phó' },
      { before: '7', after: '8' },
      { before: '3', after: '4' },
    ]);
    expect(changedWords(paragraphs('Đầu.', 'Cuối.'), paragraphs('Đầu.', 'Giữa chừng.', 'Cuối.'))).toEqual([
      { before: '', after: 'Giữa chừng.' },
    ]);
  });

  it('are at most two hundred characters each side, cut at a word', () => {
    const [{ before, after } = { before: '', after: '' }] = between(
      'cũ kỹ '.repeat(90),
      'mới tinh '.repeat(90),
    );
    for (const side of [before, after]) {
      expect(side.length).toBeLessThanOrEqual(200);
      expect(side).toMatch(/(?:kỹ|tinh|cũ|mới)…$/u);
    }
  });

  it('hold no caption whose photo nobody has seen', () => {
    const figure = (caption: string): Figure => ({
      type: 'figure',
      id: 'f',
      kind: 'scene',
      awaited: true,
      caption,
    });
    const content = (caption: string): EntryContent => {
      const text = aText('Sông xanh.');
      return { ...text, blocks: [...text.blocks, figure(caption)] };
    };
    expect(changedWords(content('Bí mật một.'), content('Bí mật hai.'))).toEqual([]);
  });
});

/** An entry on its way through corrections. */
function anEntry(text: string, held = false) {
  const rehearsal = aRehearsal(held ? 'closed' : 'live');
  const { coverageId: _, id: __, ...post } = aPost('', text);
  rehearsal.ask(post);
  const { entryId } = post;
  const now = (): Entry => rehearsal.coverage.entries.get(entryId) as Entry;
  const correct = (words: string, more: { showChange?: true } = {}): void => {
    const body: CommandBody = {
      kind: 'correct-entry',
      entryId,
      base: now().revision,
      content: aText(words),
      note: 'n',
      ...more,
    };
    expect(rehearsal.ask(body)).toHaveLength(1);
  };
  const shown = () => publicEntry(now(), (iso) => iso)?.corrections.map(({ changedWords: words }) => words);
  return { entryId, ask: rehearsal.ask, now, correct, shown };
}

describe('[5] readers are shown', () => {
  it('no old words of a correction that nobody ticked', () => {
    const { correct, now, shown } = anEntry('Trồng 120 ha.');
    correct('Trồng 210 ha.');
    expect(shown()).toEqual([undefined]);
    expect(JSON.stringify(now())).not.toContain('120');
  });

  it('the changed words of one that was ticked, and nothing else of the old text', () => {
    const { correct, now, shown } = anEntry('Hôm nay trồng 120 ha ở Bản Mây.');
    correct('Hôm nay trồng 210 ha ở Bản Mây.', { showChange: true });
    expect(shown()).toEqual([[{ before: '120', after: '210' }]]);
    expect(JSON.stringify(now().corrections)).not.toContain('Bản Mây');
  });

  it('not what a later correction took back unshown; what it showed itself stays', () => {
    const { correct, shown } = anEntry('Trồng 120 ha.');
    correct('Trồng 210 ha.', { showChange: true });
    correct('Trồng 215 ha.', { showChange: true });
    expect(shown()).toEqual([[{ before: '120', after: '210' }], [{ before: '210', after: '215' }]]);
    correct('Trồng 220 ha.');
    expect(shown()).toEqual([undefined, undefined, undefined]);
  });

  it('not what a typo fix took away either', () => {
    const { ask, correct, entryId, shown } = anEntry('Các xã họp.');
    correct('Các huyện thảo luận tập trụng.', { showChange: true });
    expect(shown()?.[0]).toHaveLength(1);
    const content = aText('Các huyện thảo luận tập trung.');
    expect(ask({ kind: 'revise-entry', entryId, base: 2, content })).toHaveLength(1);
    expect(shown()).toEqual([undefined]);
  });

  it('what was only left out, for as long as nothing shows otherwise', () => {
    const { correct, shown } = anEntry('Trồng 120 ha keo ở Bản Mây.');
    correct('Trồng 120 ha ở Bản Mây.', { showChange: true });
    correct('Trồng 1200 ha ở Bản Mây.', { showChange: true });
    correct('Trồng 1200 ha ở Nà Lương.');
    expect(shown()).toEqual([[{ before: 'keo', after: '' }], [{ before: '120', after: '1200' }], undefined]);
    correct('Trồng 12000 ha ở Nà Lương.');
    expect(shown()?.[1]).toBeUndefined();
  });

  it('nothing of what waited for an editor', () => {
    const { ask, correct, entryId, now, shown } = anEntry('Trồng 120 ha.', true);
    expect(now().held).toBe(true);
    correct('Trồng 210 ha.', { showChange: true });
    expect(ask({ kind: 'release-entry', entryId, base: 2 })).toHaveLength(1);
    expect(shown()).toEqual([]);
  });

  it('nothing once the entry is withdrawn', () => {
    const { ask, correct, entryId, shown } = anEntry('Trồng 120 ha.');
    correct('Trồng 210 ha.', { showChange: true });
    ask({ kind: 'withdraw-entry', entryId, reason: v7() });
    expect(shown()).toEqual([]);
  });
});
