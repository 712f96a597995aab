import { describe, expect, it } from 'vitest';
import { commandOffers } from '../../src/desk/command-offers.ts';
import { inSentence, personOffers, printedForms } from '../../src/desk/person-offers.ts';
import { peopleToOffer } from '../../src/desk/speaker-match.ts';
import type { Offer } from '../../src/desk/text-offers.ts';
import { stepIn } from '../../src/desk/text-offers.ts';

const FORMS = { full: 'đầy đủ', caption: 'chú thích', short: 'ngắn' };
const DIRECTORY = [
  {
    id: 's1',
    slug: 'van-dinh-thao',
    name: 'Vân Đình Thảo',
    honorific: 'Đồng chí',
    titles: [
      { long: 'Giám đốc Sở Xây dựng', short: 'Giám đốc Sở', to: '2025-12-31' },
      { long: 'Ủy viên Ban Thường vụ, Bí thư Huyện ủy', short: 'Bí thư Huyện ủy', from: '2026-01-01' },
    ],
    aliases: [],
  },
  { id: 's2', slug: 'lo-thi-van', name: 'Lò Thị Vân', titles: [], aliases: [] },
];
const people = (day: string) => peopleToOffer([], DIRECTORY, day);
const offered = (typed: string, day = '2026-03-12') =>
  personOffers(typed, people(day), FORMS, () => undefined);

describe('people offered behind @', () => {
  it.each(['vdt', 'van dinh', 'Vân Đ', 'bi thu'])(
    '[C43] %s finds the speaker in three printed forms',
    (typed) => {
      expect(
        offered(typed)
          .slice(0, 3)
          .map(({ label, detail }) => [label, detail]),
      ).toEqual([
        ['đầy đủ', 'Đồng chí Vân Đình Thảo, Ủy viên Ban Thường vụ, Bí thư Huyện ủy'],
        ['chú thích', 'Bí thư Huyện ủy Vân Đình Thảo'],
        ['ngắn', 'Đồng chí Vân Đình Thảo'],
      ]);
    },
  );

  it('[C43] have the title that held on the day of the coverage', () => {
    expect(offered('vdt', '2025-06-01')[0]?.detail).toBe('Đồng chí Vân Đình Thảo, Giám đốc Sở Xây dựng');
  });

  it('offer no form twice where there is no title', () => {
    expect(offered('lo thi').map(({ detail }) => detail)).toEqual(['Lò Thị Vân']);
  });

  it.each([
    ['', 'Đồng chí Vân'],
    ['Họp tại hội trường. ', 'Đồng chí Vân'],
    ['Tham gia ý kiến, ', 'đồng chí Vân'],
  ])('behind “%s” begin as %s', (before, printed) => {
    expect(inSentence('Đồng chí Vân', 'Đồng chí', before)).toBe(printed);
    expect(inSentence('Bí thư Vân', 'Đồng chí', before)).toBe('Bí thư Vân');
  });

  it('print a role without a name as the role alone', () => {
    expect(printedForms({ shortTitle: 'Đại diện ban tổ chức' })).toEqual({
      full: 'Đại diện ban tổ chức',
      caption: 'Đại diện ban tổ chức',
      short: '',
    });
  });
});

describe('the keys among offers', () => {
  const offer = (id: number, group?: number): Offer => ({
    id: String(id),
    label: '',
    take: () => undefined,
    ...(group !== undefined && { group: { id: group, name: '', detail: '' } }),
  });
  const grouped = [offer(0, 0), offer(1, 0), offer(2, 0), offer(3, 1), offer(4, 1)];

  it('go down and up from person to person, right and left among the forms of one', () => {
    expect(stepIn(grouped, 1, 'ArrowDown')).toBe(3);
    expect(stepIn(grouped, 4, 'ArrowDown')).toBe(0);
    expect(stepIn(grouped, 0, 'ArrowUp')).toBe(3);
    expect(stepIn(grouped, 0, 'ArrowRight')).toBe(1);
    expect(stepIn(grouped, 2, 'ArrowRight')).toBe(2);
    expect(stepIn(grouped, 3, 'ArrowLeft')).toBe(3);
    expect(stepIn(grouped, 0, 'a')).toBeNull();
  });

  it('leave right and left to the text where offers have no forms', () => {
    const plain = [offer(0), offer(1)];
    expect(stepIn(plain, 0, 'ArrowDown')).toBe(1);
    expect(stepIn(plain, 1, 'ArrowDown')).toBe(0);
    expect(stepIn(plain, 0, 'ArrowRight')).toBeNull();
  });
});

describe('commands offered behind /', () => {
  const commands = [
    { name: 'anh', label: 'Ảnh', act: () => undefined },
    { name: 'hen', label: 'Hẹn giờ đăng', act: () => undefined },
  ];
  it.each([
    ['', ['anh', 'hen']],
    ['an', ['anh']],
    ['hẹn', ['hen']],
    ['giodang', ['hen']],
    ['xyz', []],
  ])('%j finds %j, with tone marks or without', (typed, found) => {
    expect(commandOffers(typed, commands).map(({ id }) => id)).toEqual(found);
  });
});
