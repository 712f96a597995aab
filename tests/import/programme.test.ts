import { expect, test } from 'vitest';
import type { ProgrammeDraft } from '#import/programme.ts';
import { readProgramme } from '#import/programme.ts';

const read = (text: string) => readProgramme(text, { day: '2026-12-01', today: '2026-11-22' });
function draftOf(text: string): ProgrammeDraft {
  const draft = read(text);
  if (!draft.ok) throw new Error(`line ${draft.line}: ${draft.code}`);
  return draft;
}

test('hours may be written in any of the ways people write them', () => {
  const draft = draftOf(
    [
      '8h15: Một',
      '8h30 – Hai',
      '08:45 Ba',
      '- 9h: Bốn',
      'Từ 9 giờ 10 đến 9 giờ 20: Năm',
      '9h30 - 10h00: Sáu',
    ].join('\n'),
  );
  expect(draft.items.map(({ hour, title }) => `${hour} ${title}`)).toEqual([
    '08:15 Một',
    '08:30 Hai',
    '08:45 Ba',
    '09:00 Bốn',
    '09:10 Năm',
    '09:30 Sáu',
  ]);
  expect(draft.doubts).toEqual([]);
});

test('an hour is given as the newsroom writes it, however it was printed', () => {
  for (const printed of ['8 giờ 15', '8:15', '08g15', "8h15'", '08h15’', '8 giờ 15 phút', '8h 15', '8h15p']) {
    expect(draftOf(`${printed}: Khai mạc`).items).toMatchObject([
      { hour: '08:15', printed: '8h15', title: 'Khai mạc' },
    ]);
    expect(draftOf(`${printed} - 8 giờ 30': Khai mạc`).items[0]?.title).toBe('Khai mạc');
  }
  expect(draftOf('14 giờ: Thảo luận').items[0]?.printed).toBe('14h00');
});

test('every line of which nothing is kept is named', () => {
  const draft = draftOf(
    [
      'HỘI ĐỒNG TƯ VẤN',
      'CHƯƠNG TRÌNH',
      'Hội nghị giữ rừng tỉnh Lâm Sơn',
      '(Kèm theo Giấy mời số 3)',
      'Thành phần: các bản',
      'Buổi sáng',
      '8h00: Khai mạc',
      'Chủ trì: bà Giàng Thị Mỷ',
      'Buổi chiều',
      '14h00: Thảo luận',
    ].join('\n'),
  );
  expect(draft.title).toBe('Hội nghị giữ rừng tỉnh Lâm Sơn');
  expect(draft.items).toHaveLength(2);
  expect(draft.doubts.map(({ line, code, text }) => [line, code, text])).toEqual([
    [1, 'not-used', 'HỘI ĐỒNG TƯ VẤN'],
    [2, 'not-used', 'CHƯƠNG TRÌNH'],
    [4, 'not-used', '(Kèm theo Giấy mời số 3)'],
    [5, 'not-used', 'Thành phần: các bản'],
    [6, 'not-used', 'Buổi sáng'],
    [8, 'not-used', 'Chủ trì: bà Giàng Thị Mỷ'],
    [9, 'not-used', 'Buổi chiều'],
  ]);
});

test('time and place below the title are neither title nor items', () => {
  const draft = draftOf(
    [
      'Hội nghị giữ rừng tỉnh Lâm Sơn lần thứ 3',
      'Thời gian: 8h00, thứ Bảy, ngày 28-11-2026',
      'Địa điểm: Nhà Văn hóa tỉnh, phường Bến Lau.',
      'Điểm cầu: Nà Lương; Núi Dương',
      'Đơn vị tổ chức: Hội đồng tư vấn tỉnh',
      '',
      '8h00: Khai mạc',
    ].join('\n'),
  );
  expect(draft).toMatchObject({
    title: 'Hội nghị giữ rừng tỉnh Lâm Sơn lần thứ 3',
    venues: ['Nhà Văn hóa tỉnh, phường Bến Lau', 'Nà Lương', 'Núi Dương'],
    organizer: 'Hội đồng tư vấn tỉnh',
    items: [{ day: '2026-11-28', title: 'Khai mạc' }],
    doubts: [],
  });
});

test('a day without its label, and the first of several days, are understood', () => {
  const day = (line: string) => draftOf(`Hội nghị giữ rừng\n${line}\n8h00: Khai mạc`);
  expect(day('8h00 ngày 28/11/2026').items).toMatchObject([{ day: '2026-11-28', title: 'Khai mạc' }]);
  for (const several of ['Thời gian: 28 - 29/11/2026', 'Thời gian: từ ngày 28/11 đến ngày 29/11/2026']) {
    expect(day(several).items[0]?.day).toBe('2026-11-28');
    expect(day(several).doubts).toMatchObject([
      { line: 2, code: 'several-days', params: { iso: '2026-11-28' } },
    ]);
  }
  for (const hours of ['8h00 - 11h30, ngày', '8 giờ 15, ngày', 'từ 8h00 đến 11h30,', '7 giờ 30 phút -'])
    expect(day(`Thời gian: ${hours} 28/11/2026`)).toMatchObject({
      items: [{ day: '2026-11-28' }],
      doubts: [],
    });
});

test('a title in capitals over several lines is whole, and asks', () => {
  const draft = draftOf(
    'CHƯƠNG TRÌNH\nHỘI NGHỊ GIỮ RỪNG\nTỈNH LÂM SƠN NĂM 2026\nVì rừng xanh mãi\n8h00: Khai mạc',
  );
  expect(draft.title).toBe('HỘI NGHỊ GIỮ RỪNG TỈNH LÂM SƠN NĂM 2026');
  expect(draft.doubts.map(({ line, code }) => [line, code])).toEqual([
    [1, 'not-used'],
    [3, 'title-joined'],
    [4, 'below-title'],
  ]);
  expect(draftOf('CHƯƠNG TRÌNH HỘI NGHỊ\nGiữ rừng đầu nguồn\n8h00: Khai mạc').title).toBe(
    'CHƯƠNG TRÌNH HỘI NGHỊ Giữ rừng đầu nguồn',
  );
});

test.each([
  ['Đón tiếp đại biểu', 'other'],
  ['Đón tiếp đại biểu, phát tài liệu báo cáo', 'other'],
  ['Ổn định tổ chức, tuyên bố lý do', 'opening'],
  ['Văn nghệ chào mừng', 'other'],
  ['Tham luận của các bản', 'discussion'],
  ['Các tham luận về báo cáo', 'discussion'],
  ['Trao thưởng', 'awards'],
  ['Trao giải cuộc thi kể chuyện', 'awards'],
  ['Phát biểu khai mạc', 'opening'],
  ['Báo cáo công tác thi đua', 'report'],
  ['Kết luận của Chủ tịch Hội đồng', 'closing'],
])('%s is an item of the kind %s', (title, kind) => {
  expect(draftOf(`8h00: ${title}`).items[0]?.kind).toBe(kind);
});

test('items carry their day, kind and a short title', () => {
  const [item] = draftOf(
    '8h15: Báo cáo kết quả giữ rừng năm 2025 của các huyện; phương hướng năm 2026',
  ).items;
  expect(item).toEqual({
    day: '2026-12-01',
    hour: '08:15',
    printed: '8h15',
    title: 'Báo cáo kết quả giữ rừng năm 2025 của các huyện; phương hướng năm 2026',
    shortTitle: 'Báo cáo kết quả giữ rừng năm 2025 của các huyện',
    kind: 'report',
    line: 1,
  });
});

test('a line with a day is the head of the items below it; its year is the coming one', () => {
  const draft = draftOf('CHƯƠNG TRÌNH HỘI NGHỊ\nNgày 14-1\n8h00: Khai mạc\nNgày 15-1-2027:\n7h30: Thảo luận');
  expect(draft.title).toBe('CHƯƠNG TRÌNH HỘI NGHỊ');
  expect(draft.items.map((item) => item.day)).toEqual(['2027-01-14', '2027-01-15']);
  expect(draft.doubts.map((doubt) => doubt.code)).toEqual(['year-inferred']);
});

test('a title goes on in the next line when that begins with a small letter', () => {
  const draft = draftOf('8h00: Báo cáo kết quả\nnăm 2025\n8h30: Thảo luận');
  expect(draft.items.map((item) => item.title)).toEqual(['Báo cáo kết quả năm 2025', 'Thảo luận']);
});

test('a line without an hour is an item without an hour, and asks', () => {
  const draft = draftOf('8h00: Khai mạc\nChụp ảnh lưu niệm');
  expect(draft.items[1]).not.toHaveProperty('hour');
  expect(draft.doubts).toMatchObject([{ line: 2, code: 'hour-missing' }]);
});

test('an hour that runs back, or that no day has, asks', () => {
  const draft = draftOf('8h00: Khai mạc\nBuổi chiều\n2h00: Thảo luận\n25h00: Bế mạc');
  expect(draft.items).toHaveLength(3);
  expect(draft.doubts.map((doubt) => [doubt.line, doubt.code])).toEqual([
    [2, 'not-used'],
    [3, 'hours-run-back'],
    [4, 'hour-impossible'],
  ]);
});

test.each([
  ['', { line: 1, code: 'empty' }],
  ['Khai mạc\nBế mạc', { line: 1, code: 'no-hours' }],
  ['8h00: Khai mạc\n9h00:', { line: 2, code: 'item-without-title' }],
  [`8h00: ${'dài '.repeat(101)}`, { line: 1, code: 'too-long' }],
  ['8h00: <b>Khai mạc</b>', { line: 1, code: 'markup' }],
])('%j is a fault with line and reason', (text, expected) => {
  expect(read(text)).toMatchObject({ ok: false, ...expected });
});
