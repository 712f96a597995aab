import { describe, expect, it } from 'vitest';
import { fold } from '#domain/fold.ts';
import type { Mention, Speaker } from '#domain/speaker.ts';
import { matchPeople, peopleToOffer } from '../../src/desk/speaker-match.ts';

const PEOPLE: Mention[] = [
  { name: 'Lò Văn Đạt', title: 'Giám đốc Sở Giao thông', shortTitle: 'Giám đốc Sở GT' },
  { name: 'Đặng Thị Lan', title: 'Bí thư Huyện ủy Nà Lương' },
  { name: 'Vi Đình Thịnh', title: 'Chủ tịch UBND huyện' },
  { title: 'Đại diện Ban tổ chức' },
];
const names = (typed: string) => matchPeople(typed, PEOPLE).map((p) => p.name ?? p.title);

describe('offering speakers', () => {
  it('folds tones, marks and đ away', () => {
    expect(fold('  Đặng  THỊ Ưởng ')).toBe('dang thi uong');
  });

  it('finds a name without its tone marks, from any word of it', () => {
    expect(names('dat')).toEqual(['Lò Văn Đạt']);
    expect(names('lan dang')).toEqual(['Đặng Thị Lan']);
  });

  it('finds a name by its initials', () => {
    expect(names('vdt')).toEqual(['Vi Đình Thịnh']);
  });

  it('finds a person by title, after those found by name', () => {
    expect(names('na luong')).toEqual(['Đặng Thị Lan']);
    expect(names('dai dien')).toEqual(['Đại diện Ban tổ chức']);
    expect(matchPeople('lo', PEOPLE).map((p) => p.name)).toEqual(['Lò Văn Đạt']);
    expect(matchPeople('d', PEOPLE)[0]?.name).toBe('Đặng Thị Lan');
  });

  it('offers nobody for letters that nobody has, and the first ones before anything is typed', () => {
    expect(names('xyz')).toEqual([]);
    expect(matchPeople('', PEOPLE, 2)).toHaveLength(2);
  });

  it('offers whom the coverage has heard first, and the directory’s title of the day', () => {
    const directory: Speaker[] = [
      {
        id: 's1',
        slug: 'lo-van-dat',
        name: 'Lò Văn Đạt',
        titles: [{ long: 'Phó Giám đốc', short: 'PGĐ' }],
        aliases: [],
      },
      {
        id: 's2',
        slug: 'ma-thi-hoa',
        name: 'Ma Thị Hoa',
        titles: [
          { long: 'Chủ tịch xã', short: 'Chủ tịch xã', to: '2025-12-31' },
          { long: 'Bí thư xã', short: 'Bí thư xã', from: '2026-01-01' },
        ],
        aliases: [],
      },
    ];
    const heard: Mention[] = [{ name: 'Lò Văn Đạt', title: 'Giám đốc' }];
    expect(peopleToOffer(heard, directory, '2026-01-14')).toEqual([
      { name: 'Lò Văn Đạt', title: 'Giám đốc' },
      { name: 'Ma Thị Hoa', title: 'Bí thư xã', shortTitle: 'Bí thư xã', speakerId: 's2' },
    ]);
  });
});
