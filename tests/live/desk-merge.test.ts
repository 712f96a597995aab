import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, Figure } from '#domain/block.ts';
import { paragraph } from '#domain/block.ts';
import type { EntryContent } from '#domain/entry.ts';
import { contentDifferences } from '../../src/desk/content-differences.ts';
import { mergeContent } from '../../src/desk/merge-content.ts';
import { stretchesOf } from '../../src/desk/word-stretches.ts';

const TEXT = 'Xã Nà Lương trồng mới 40 ha rừng và giữ nguồn nước đầu làng.';
const SECOND = 'Bà con góp 200 ngày công.';

const aContent = (texts: readonly string[], more: Partial<EntryContent> = {}): EntryContent => ({
  kind: 'note',
  blocks: texts.map(paragraph),
  ...more,
});
const textsOf = ({ blocks }: EntryContent): string[] =>
  blocks.map((block) => ('runs' in block ? block.runs.map(({ text }) => text).join('') : ''));
const split = (text: string): string[] => text.split(' ');

describe('both texts of a conflict', () => {
  it('are shown whole, with the words that differ marked in each', () => {
    const mine = aContent([TEXT.replace('40', '45'), SECOND]);
    const theirs = aContent([TEXT.replace('đầu làng', 'đầu bản')]);
    const { mine: left, theirs: right, places } = contentDifferences(mine, theirs);
    const read = (side: typeof left) => side.map((words) => words.map(({ text }) => text).join(' '));
    const marked = (side: typeof left) =>
      side.flatMap((words) => words.filter(({ differs }) => differs).map(({ text }) => text));
    expect(read(left)).toEqual(textsOf(mine));
    expect(read(right)).toEqual(textsOf(theirs));
    expect(marked(left)).toEqual(['45', 'làng.', SECOND]);
    expect(marked(right)).toEqual(['40', 'bản.']);
    expect(places).toEqual([
      { mine: '45', theirs: '40' },
      { mine: `làng. ${SECOND}`, theirs: 'bản.' },
    ]);
  });

  it('differ nowhere when only their form differs', () => {
    const bold: Block = { type: 'paragraph', runs: [{ text: TEXT, bold: true }] };
    expect(contentDifferences(aContent([TEXT]), { kind: 'note', blocks: [bold] }).places).toEqual([]);
  });

  it('are read from end to end by their stretches, also where there are too many words to compare', () => {
    const many = Array.from({ length: 900 }, (_, index) => `a${index}`);
    const others = many.map((word, index) => (index === 0 || index === 899 ? word : `${word}b`));
    for (const [before, after] of [
      [split('b'), split('b x b')],
      [split('x b'), split('b')],
      [split('a b'), split('a b b')],
      [split('a x b y c'), split('a z b c d')],
      [[], split('a')],
      [many, others],
    ] as const) {
      const stretches = stretchesOf(before, after);
      expect(stretches.flatMap((one) => ('same' in one ? one.same : one.before))).toEqual(before);
      expect(stretches.flatMap((one) => ('same' in one ? one.same : one.after))).toEqual(after);
    }
  });
});

describe('merging', () => {
  const merge = (mine: readonly string[], theirs: readonly string[], before: readonly string[] = [TEXT]) => {
    const { content, clashes } = mergeContent(aContent(before), aContent(mine), aContent(theirs));
    return { texts: textsOf(content), clashes };
  };

  it('puts both changes into one text where they touch different words', () => {
    expect(merge([TEXT.replace('40', '45')], [TEXT.replace('đầu làng', 'đầu bản')])).toEqual({
      texts: [TEXT.replace('40', '45').replace('đầu làng', 'đầu bản')],
      clashes: false,
    });
    expect(merge([TEXT, SECOND], [TEXT.replace('trồng mới', 'trồng')])).toEqual({
      texts: [TEXT.replace('trồng mới', 'trồng'), SECOND],
      clashes: false,
    });
  });

  it('takes what both changed alike once', () => {
    const same = TEXT.replace('40', '45');
    expect(merge([same], [same.replace('làng', 'bản')])).toEqual({
      texts: [same.replace('làng', 'bản')],
      clashes: false,
    });
  });

  it('keeps both texts, mine first, where they touch the same words', () => {
    const [mine, theirs] = [TEXT.replace('40', '45'), TEXT.replace('40', '54')];
    expect(merge([mine], [theirs])).toEqual({ texts: [mine, theirs], clashes: true });
    expect(merge([mine, SECOND], [theirs, SECOND], [TEXT, SECOND])).toEqual({
      texts: [mine, theirs, SECOND],
      clashes: true,
    });
  });

  it('keeps both where both put words in at one place', () => {
    const [mine, theirs] = [`${TEXT} Một.`, `${TEXT} Hai.`];
    expect(merge([mine], [theirs])).toEqual({ texts: [mine, theirs], clashes: true });
    expect(merge([TEXT, SECOND], [TEXT, 'Hai.'])).toEqual({ texts: [TEXT, SECOND, 'Hai.'], clashes: true });
  });

  it('keeps every word of both when nobody knows what they began with', () => {
    const mine = aContent([TEXT, SECOND], { headline: 'Giữ rừng' });
    const theirs = aContent([TEXT.replace('40', '54'), SECOND]);
    const { content, clashes } = mergeContent(undefined, mine, theirs);
    expect(textsOf(content)).toEqual([TEXT, SECOND, TEXT.replace('40', '54')]);
    expect(content.headline).toBe('Giữ rừng');
    expect(clashes).toBe(true);
  });

  it('chooses each field by itself, and says both where both changed it', () => {
    const before = aContent([TEXT], { headline: 'Giữ rừng', venue: 'Nà Lương' });
    const { content, clashes } = mergeContent(
      before,
      { ...before, venue: 'Phiêng Mạ', speaker: { name: 'Lò Thị Mây' } },
      { ...before, headline: 'Giữ nước', venue: 'Bản Lau', speaker: { name: 'Lò Thị Mây' } },
    );
    expect(content).toMatchObject({
      headline: 'Giữ nước',
      venue: 'Phiêng Mạ / Bản Lau',
      speaker: { name: 'Lò Thị Mây' },
    });
    expect(clashes).toBe(true);
  });

  it('keeps what one changed in a list and the other in the paragraph before it', () => {
    const list = (...items: readonly string[]): Block => ({
      type: 'list',
      ordered: true,
      items: items.map((text) => [{ text }]),
    });
    const of = (text: string, block: Block): EntryContent => ({
      kind: 'note',
      blocks: [paragraph(text), block],
    });
    expect(
      mergeContent(
        of(TEXT, list('Một', 'Hai')),
        of(SECOND, list('Một', 'Hai')),
        of(TEXT, list('Một', 'Hai', 'Ba')),
      ),
    ).toEqual({ content: of(SECOND, list('Một', 'Hai', 'Ba')), clashes: false });
  });

  it('keeps bold and links of the words it takes', () => {
    const runs = (number: string, place: string): EntryContent => ({
      kind: 'note',
      blocks: [
        {
          type: 'paragraph',
          runs: [{ text: 'Trồng ' }, { text: number, bold: true }, { text: ` ha rừng ở ${place}.` }],
        },
      ],
    });
    expect(mergeContent(runs('40', 'làng'), runs('45', 'làng'), runs('40', 'bản')).content).toEqual(
      runs('45', 'bản'),
    );
  });

  it('has one figure, with the picture that came meanwhile and the words of both', () => {
    const figure: Figure = {
      type: 'figure',
      id: 'f',
      kind: 'scene',
      awaited: true,
      caption: 'Rừng non',
      alt: 'Cây',
    };
    const image = { id: 'a'.repeat(64), width: 1600, height: 900, widths: [320] };
    const { awaited: _, ...arrived } = figure;
    const [before, mine, theirs] = [
      figure,
      { ...figure, caption: 'Rừng non xã Nà Lương' },
      { ...arrived, image, alt: 'Cây con' },
    ].map((one): EntryContent => ({ kind: 'photo', blocks: [one] }));
    expect(mergeContent(before, mine as EntryContent, theirs as EntryContent)).toEqual({
      content: {
        kind: 'photo',
        blocks: [{ ...arrived, image, alt: 'Cây con', caption: 'Rừng non xã Nà Lương' }],
      },
      clashes: false,
    });
  });
});

describe('whatever two people make of a text', () => {
  /** @param own words that nobody else writes */
  const someText = (...own: readonly string[]) =>
    fc
      .array(
        fc.array(fc.constantFrom('rừng', 'nước', 'làng', 'giữ', '40', ...own), {
          minLength: 1,
          maxLength: 6,
        }),
        { maxLength: 4 },
      )
      .map((texts) => aContent(texts.map((words) => words.join(' '))));
  const count = (content: EntryContent, word: string): number =>
    textsOf(content)
      .flatMap(split)
      .filter((one) => one === word).length;

  it('merging loses no word that either put in', () => {
    fc.assert(
      fc.property(someText(), someText('tôi'), someText('bạn'), (before, mine, theirs) => {
        const { content } = mergeContent(before, mine, theirs);
        expect(count(content, 'tôi')).toBeGreaterThanOrEqual(count(mine, 'tôi'));
        expect(count(content, 'bạn')).toBeGreaterThanOrEqual(count(theirs, 'bạn'));
      }),
      { numRuns: 1_000 },
    );
  });

  it('a paragraph put in before one that begins like it stays where it was put', () => {
    const before = aContent(['rừng làng', 'giữ 40']);
    const mine = aContent(['tôi làng', 'tôi', 'giữ 40']);
    expect(mergeContent(before, mine, aContent([])).content).toEqual(mine);
  });

  it('merging gives the other text where one changed nothing, and the one where both are alike', () => {
    fc.assert(
      fc.property(someText(), someText('tôi'), (before, other) => {
        expect(mergeContent(before, before, other)).toEqual({ content: other, clashes: false });
        expect(mergeContent(before, other, before)).toEqual({ content: other, clashes: false });
        expect(mergeContent(before, other, other)).toEqual({ content: other, clashes: false });
      }),
    );
  });
});
