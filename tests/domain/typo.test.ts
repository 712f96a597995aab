import { describe, expect, it } from 'vitest';
import { isTypoFix } from '#domain/typo.ts';
import { aText } from '../cast/a-coverage.ts';

const LONG = 'một hai ba bốn năm sáu bảy tám chín mười '.repeat(4).trim();

describe('[9] an edit passes as a typo', () => {
  it.each([
    ['one word', 'từ tỉnh đế cơ sở', 'từ tỉnh đến cơ sở'],
    ['two words', 'tập trụng lãnh đạo công tấc này', 'tập trung lãnh đạo công tác này'],
    ['a space after a comma', 'khả thi,hiệu quả cao', 'khả thi, hiệu quả cao'],
    ['a tenth of the words', LONG, LONG.replace('một hai ba bốn', 'mốt hài bà bón')],
  ])('with %s', (_, before, after) => {
    expect(isTypoFix(aText(before), aText(after))).toBe(true);
  });
});

describe('[9] the order in which fields were put together', () => {
  it('makes no difference', () => {
    const before = aText('từ tỉnh đế cơ sở', { headline: 'a b', venue: 'c' });
    const { venue, headline, ...rest } = aText('từ tỉnh đến cơ sở', { headline: 'a b', venue: 'c' });
    expect(isTypoFix(before, { ...(venue && { venue }), ...(headline && { headline }), ...rest })).toBe(true);
  });
});

describe('[9] an edit needs a note', () => {
  it.each([
    ['a digit in the old text', 'trồng 12 ha', 'trồng nhiều ha'],
    ['a digit in the new text', 'trồng nhiều ha', 'trồng 12 ha'],
    ['a capital in the old text', 'ông Vân nói', 'ông ấy nói'],
    ['a capital in the new text', 'ông ấy nói', 'ông Vân nói'],
    ['a capital behind a quotation mark', 'phong trào “đoàn kết” này', 'phong trào “Đoàn kết” này'],
    ['three words of ten', 'a b c d e f g h i k', 'x y z d e f g h i k'],
    ['words far apart', 'a b c d e f g h i k', 'x b c d y f g h i z'],
  ])('with %s', (_, before, after) => {
    expect(isTypoFix(aText(before), aText(after))).toBe(false);
  });

  it('when anything but words differs', () => {
    const before = aText('như nhau');
    expect(isTypoFix(before, { ...before, kind: 'statement' })).toBe(false);
    expect(isTypoFix(before, { ...before, speaker: { name: 'Hà' } })).toBe(false);
    expect(isTypoFix(before, { ...before, blocks: [...before.blocks, ...before.blocks] })).toBe(false);
  });

  it('when a whole long text was written anew, without comparing for long', () => {
    const long = (word: string) =>
      aText(Array.from({ length: 1_500 }, (_, i) => `${word}${'ab'[i % 2]}`).join(' '));
    expect(isTypoFix(long('x'), long('y'))).toBe(false);
  });
});
