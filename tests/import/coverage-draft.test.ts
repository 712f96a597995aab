import { describe, expect, test } from 'vitest';
import { LIMITS } from '#domain/limits.ts';
import type { ImportFault } from '#import/fault.ts';
import { codes, draftOf, LEDE, LONG, page, read, TITLE } from './a-page.ts';

describe('the head of a page', () => {
  test('a kicker glued to the lede by a dash is split off, with the dash remembered', () => {
    const draft = draftOf([TITLE, `Trực tiếp- ${LEDE}`, '8h00: Khai mạc'].join('\n\n'));
    expect(draft.about).toMatchObject({ title: TITLE, kicker: 'Trực tiếp', lede: LEDE });
    expect(draft.places[2]).toEqual({ line: 3, place: 'lede', lead: 'Trực tiếp- ' });
  });

  test('a kicker may stand on a line of its own, or before the title', () => {
    expect(draftOf(`TRỰC TIẾP\n\n${page('8h00: Khai mạc')}`).about).toMatchObject({
      kicker: 'TRỰC TIẾP',
      title: TITLE,
    });
    expect(draftOf(`Trực tiếp: ${page('8h00: Khai mạc')}`).about).toMatchObject({
      kicker: 'Trực tiếp',
      title: TITLE,
    });
  });

  test('the year of January to September is that of the plans the page speaks of', () => {
    const draft = draftOf(page('8h00: Báo cáo', LONG));
    expect(draft.about.date).toEqual({ printed: '5 - 3', iso: '2025-03-05', yearInferred: true });
    expect(draft.doubts).toContainEqual(
      expect.objectContaining({
        line: 3,
        code: 'year-inferred',
        params: expect.objectContaining({ year: 2025, iso: '2025-03-05' }),
      }),
    );
  });

  test('a conference of the last quarter plans for the next year', () => {
    const draft = draftOf(page('8h00: Báo cáo', LONG).replace('5 - 3', '20-12'));
    expect(draft.about.date.iso).toBe('2024-12-20');
  });

  test('a year is never inferred so that the day lies ahead', () => {
    const draft = draftOf(page('8h00: Báo cáo').replace('5 - 3', '30-11'));
    expect(draft.about.date.iso).toBe('2025-11-30');
  });

  test('a printed year is taken as it stands', () => {
    const draft = draftOf(page('8h00: Khai mạc').replace('5 - 3', 'ngày 5/3/2023'));
    expect(draft.about.date).toEqual({ printed: '5/3/2023', iso: '2023-03-05' });
    expect(codes(draft)).not.toContain('year-inferred');
  });

  test('a page without any day is of today, and asks', () => {
    const draft = draftOf([TITLE, '8h00: Khai mạc'].join('\n\n'));
    expect(draft.about.date).toEqual({ iso: '2026-11-22' });
    expect(codes(draft)).toEqual(expect.arrayContaining(['date-missing', 'lede-missing']));
  });

  test('paragraphs between the lede and the first hour become entries under no item', () => {
    const draft = draftOf(page(LONG, '8h00: Khai mạc'));
    expect(draft.entries.map((entry) => entry.item)).toEqual([null]);
    expect(codes(draft)).toContain('before-first-hour');
  });

  test('the conference is understood from title and lede', () => {
    expect(draftOf(page('8h00: Khai mạc')).conference).toMatchObject({
      seriesName: 'Hội nghị Hội đồng tư vấn tỉnh Lâm Sơn',
      ordinal: 3,
      organizer: 'Thường trực Hội đồng',
      mode: 'trực tuyến',
      slug: 'hoi-nghi-hoi-dong-tu-van-tinh-lam-son-lan-thu-3',
    });
  });
});

describe('a head without blank lines', () => {
  const BODY = '\n\n8h00: Khai mạc\n\nTrống hội vang khắp bản, bà con về dự từ sớm.';
  const CLEAR = 'Sáng 5-3, tỉnh Lâm Sơn mở hội nghị tại Nhà Văn hóa tỉnh.';

  test('the title ends above a date, and the date above the lede', () => {
    for (const dateline of [
      'Thứ Tư, 05-03-2025, 07:45',
      '07:45 - 05/03/2025',
      '05/03/2025 07:45 (GMT+7)',
      'Thứ Tư, 5/3/2025',
    ]) {
      const draft = draftOf(`${TITLE}\n${dateline}\n${CLEAR}${BODY}`);
      expect(draft.about).toMatchObject({ title: TITLE, lede: CLEAR, date: { iso: '2025-03-05' } });
      expect(draft.items).toMatchObject([{ day: '2025-03-05', title: 'Khai mạc' }]);
      expect(draft.dayLines).toEqual([dateline]);
      expect(codes(draft)).not.toContain('year-inferred');
      expect(codes(draft)).not.toContain('below-title');
    }
  });

  test('the lede may stand right below the title', () => {
    const draft = draftOf(`${TITLE}\n${CLEAR}${BODY}`);
    expect(draft.about).toMatchObject({ title: TITLE, lede: CLEAR });
    expect(codes(draft)).not.toContain('title-joined');
  });

  test('a page published days later is of the day that its lede says', () => {
    const draft = draftOf(`${TITLE}\nThứ Bảy, 08-03-2025, 07:45\n${CLEAR}${BODY}`);
    expect(draft.about.date).toEqual({ printed: '5-3', iso: '2025-03-05', yearInferred: true });
    expect(draft.items[0]?.day).toBe('2025-03-05');
    const newYear = draftOf(`${TITLE}\n02-01-2025\n${CLEAR.replace('5-3', '30-12')}${BODY}`);
    expect(newYear.about.date.iso).toBe('2024-12-30');
    expect(newYear.items[0]?.day).toBe('2024-12-30');
  });

  test('a title broken over lines is whole, and asks', () => {
    const titles = [
      ['HỘI NGHỊ HỘI ĐỒNG TƯ VẤN', 'TỈNH LÂM SƠN LẦN THỨ 3'],
      ['Hội nghị Hội đồng tư vấn', 'tỉnh Lâm Sơn lần thứ 3'],
      ['Hội nghị Hội đồng tư vấn tỉnh Lâm Sơn', 'Lần thứ 3, năm 2025'],
      ['Hội nghị Hội đồng tư vấn tỉnh', 'Lâm Sơn lần thứ 3'],
    ];
    for (const [first = '', second = ''] of titles) {
      const draft = draftOf(`${first}\n${second}\n${CLEAR}${BODY}`);
      expect(draft.about).toMatchObject({ title: `${first} ${second}`, lede: CLEAR });
      expect(draft.doubts).toContainEqual(
        expect.objectContaining({ line: 2, code: 'title-joined', text: second }),
      );
    }
  });

  test('a line that may or may not be of the title is left below it, and asks', () => {
    const draft = draftOf(`${TITLE}\nVì rừng xanh mãi\n\n${CLEAR}${BODY}`);
    expect(draft.about).toMatchObject({ title: TITLE, lede: 'Vì rừng xanh mãi' });
    expect(draft.doubts).toContainEqual(expect.objectContaining({ line: 2, code: 'below-title' }));
  });

  test('a kicker above and names below the title are neither title nor lede', () => {
    const draft = draftOf(`TRỰC TIẾP\n${TITLE}\nMây Trắng - Núi Xanh\n${CLEAR}${BODY}`);
    expect(draft.about).toMatchObject({
      kicker: 'TRỰC TIẾP',
      title: TITLE,
      byline: ['Mây Trắng', 'Núi Xanh'],
      lede: CLEAR,
    });
  });
});

describe('agenda items', () => {
  test('come out in the order of the day, whichever way the page runs', () => {
    const forwards = ['8h00: Khai mạc', LONG, '8h15: Báo cáo', LONG, '8h15: Thảo luận', LONG];
    const backwards = ['8h15: Thảo luận', LONG, '8h15: Báo cáo', LONG, '8h00: Khai mạc', LONG];
    for (const order of [forwards, backwards])
      expect(draftOf(page(...order)).items.map((item) => item.title)).toEqual([
        'Khai mạc',
        'Báo cáo',
        'Thảo luận',
      ]);
  });

  test('a title keeps its no-break spaces, its full stop and its quotation marks', () => {
    const title = 'Báo cáo công tác “giữ\u00a0rừng” năm 2024;  phương hướng, nhiệm vụ năm 2025.';
    const [item] = draftOf(page(`8h15: ${title}`, LONG)).items;
    expect(item).toMatchObject({ title, shortTitle: 'Báo cáo công tác “giữ rừng” năm 2024', kind: 'report' });
  });

  test('a title may begin or go on in the next line, and asks', () => {
    const draft = draftOf(page('8h00:', 'Khai mạc hội nghị', '8h15: Báo cáo công tác\nnăm 2024'));
    expect(draft.items.map((item) => item.title)).toEqual(['Khai mạc hội nghị', 'Báo cáo công tác năm 2024']);
    expect(codes(draft)).toEqual(expect.arrayContaining(['title-on-next-line', 'title-joined']));
  });

  test('a sentence that begins with an hour opens no item', () => {
    const draft = draftOf(page('8h00: Khai mạc', `8h05, đoàn vào hội trường. ${LONG}`));
    expect(draft.items).toHaveLength(1);
    expect(draft.entries).toHaveLength(1);
  });

  test('an hour without a colon opens an item where no sentence follows, and asks', () => {
    const draft = draftOf(page('8h00: Khai mạc', LONG, '9h00 Thảo luận', LONG, '9h10 Đoàn vào hội trường.'));
    expect(draft.items.map(({ title }) => title)).toEqual(['Khai mạc', 'Thảo luận']);
    expect(draft.doubts.filter(({ code }) => code === 'hour-without-colon')).toMatchObject([{ line: 9 }]);
    expect(codes(draftOf(page('8 giờ 15 phút: Khai mạc', LONG)))).not.toContain('hour-without-colon');
  });

  test('an hour that no day has stays text, and asks', () => {
    const draft = draftOf(page('8h00: Khai mạc', '27h15: Tặng hoa'));
    expect(draft.items).toHaveLength(1);
    expect(codes(draft)).toContain('hour-impossible');
  });

  test('a line with only a day is the head of the items below it', () => {
    const draft = draftOf(page('Ngày 5-3', '8h00: Khai mạc', LONG, 'Ngày 6-3', '7h30: Thảo luận', LONG));
    expect(draft.items.map(({ day, hour }) => `${day} ${hour}`)).toEqual([
      '2025-03-05 08:00',
      '2025-03-06 07:30',
    ]);
  });
});

describe('the end of a page', () => {
  test('names with dashes between them are the byline, the links under their heading are kept', () => {
    const draft = draftOf(
      page('8h00: Khai mạc', LONG, 'Mây Trắng - Núi Xanh – Suối Trong', 'Tin liên quan', 'Lâm Sơn vào xuân'),
    );
    expect(draft.about.byline).toEqual(['Mây Trắng', 'Núi Xanh', 'Suối Trong']);
    expect(draft.related).toEqual({ heading: 'Tin liên quan', titles: ['Lâm Sơn vào xuân'] });
    expect(codes(draft)).toContain('related-without-address');
    expect(draft.entries).toHaveLength(1);
  });

  test('a heading of links with nothing under it asks', () => {
    expect(codes(draftOf(page('8h00: Khai mạc', LONG, 'Tin cùng chuyên mục')))).toEqual(
      expect.arrayContaining(['related-empty', 'byline-missing']),
    );
  });

  test('links in the middle of a page do not swallow what follows', () => {
    const draft = draftOf(page('8h00: Khai mạc', LONG, 'Tin liên quan', '8h15: Báo cáo', LONG));
    expect(draft.items).toHaveLength(2);
    expect(draft.related).toBeNull();
  });

  test('a single name asks whether it is a byline', () => {
    const draft = draftOf(page('8h00: Khai mạc', LONG, 'Mây Trắng'));
    expect(draft.about.byline).toEqual(['Mây Trắng']);
    expect(codes(draft)).toContain('byline-or-text');
  });
});

describe('what cannot be imported', () => {
  const faults: [string, string, Partial<ImportFault>][] = [
    ['an empty text', ' \n\n\t', { line: 1, code: 'empty' }],
    ['bytes that are no text', `${TITLE}\n\u0000\u0001`, { line: 2, code: 'not-text' }],
    ['letters that were lost', `${TITLE}\n8h00: Khai m\ufffdc`, { line: 2, code: 'not-text' }],
    ['a page without hours', page(LONG), { line: 5, code: 'no-hours' }],
    ['a page without a title', `8h00: Khai mạc\n\n${LONG}`, { line: 1, code: 'no-title' }],
    ['an hour with nothing behind it', page('8h00:'), { line: 5, code: 'item-without-title' }],
    [
      'a day that is still to come',
      page('8h00: Khai mạc').replace('5 - 3', '5-3-2027'),
      { line: 5, code: 'not-yet', params: { day: '2027-03-05', hour: '8h00' } },
    ],
    [
      'an hour of today that is still to come',
      [TITLE, '22h30: Khai mạc'].join('\n\n'),
      { line: 3, code: 'not-yet' },
    ],
    ['markup', page('8h00: Khai mạc', 'Chào <b>mừng</b>'), { line: 7, code: 'markup' }],
    [
      'a title that no page has room for',
      page(`8h00: ${'dài '.repeat(101)}`),
      {
        line: 5,
        code: 'too-long',
        params: { field: 'agenda.title', limit: LIMITS.titleCharacters, size: 403 },
      },
    ],
    [
      'a paragraph of a megabyte',
      page('8h00: Khai mạc', 'dài '.repeat(250_000)),
      { line: 7, code: 'too-long' },
    ],
  ];
  test.each(faults)('%s says line and reason', (_, text, expected) => {
    expect(read(text)).toMatchObject({ ok: false, ...expected });
  });
});
