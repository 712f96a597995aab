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
  expect(draft.heading).toEqual(['CHƯƠNG TRÌNH HỘI NGHỊ']);
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
