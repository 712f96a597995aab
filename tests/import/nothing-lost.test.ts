import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCoverage } from '#import/coverage-draft.ts';
import { readDocument } from '#import/document-draft.ts';
import { readProgramme } from '#import/programme.ts';
import { recognise } from '#import/recognise.ts';
import { keptOfPage, keptOfPaper } from './lines-kept.ts';

const word = fc.constantFrom(
  ...'rừng núi đồng chí Lò Thị Mây Điểm cầu Bến Lau, trao báo cáo. đề nghị: Trao 2025 5-3 “cờ” ² * m² Giám đốc Sở - năm\u00a02025  và; (Đã ký) UBND … 8h15'.split(
    ' ',
  ),
);
const sentence = fc.array(word, { minLength: 1, maxLength: 40 }).map((words) => words.join(' '));
const hour = fc
  .tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 75 }), fc.constantFrom('h', ':', ' giờ '))
  .map(([h, m, sign]) => `${h}${sign}${String(m).padStart(2, '0')}`);
const line = fc.oneof(
  { weight: 5, arbitrary: sentence },
  {
    weight: 3,
    arbitrary: fc.tuple(hour, fc.constantFrom(': ', ' – ', ':'), sentence).map((parts) => parts.join('')),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      'Điểm cầu Bến Lau.',
      'Giám đốc Sở Rừng Lò Thị Mây.',
      'Đồng chí Lò Thị Mây, Giám đốc Sở Rừng đề nghị trồng thêm cây.',
      'Đồng chí nhấn mạnh việc giữ rừng.',
      'Các đại biểu dự hội nghị.',
      'Ảnh: Mây Trắng',
      'Mây Trắng - Núi Xanh',
      'Tin liên quan',
      'Trực tiếp',
      'Trực tiếp- Sáng 5 - 3, khai mạc.',
      'Ngày 5-3',
      '- Giữ rừng',
      '¹ Kể cả cây phân tán.',
      'KẾT LUẬN',
      'I- Việc chung',
      '2.1- Giữ rừng¹ và',
      'mở đường.',
      'Nơi nhận:',
      'TM. HỘI ĐỒNG',
      'CHỦ TỊCH',
      'Lưu Văn phòng.',
      '- 3 -',
      '8h00: Khai mạc',
    ),
  },
  { weight: 2, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 30 }) },
);
const anyText = fc
  .tuple(fc.array(line, { maxLength: 25 }), fc.constantFrom('\n', '\n\n', '\r\n'))
  .map(([lines, end]) => lines.join(end));

test('no line of any page is dropped, and no word of it changed', () => {
  let read = 0;
  fc.assert(
    fc.property(anyText, (text) => {
      const draft = readCoverage(text, { today: '2026-11-22' });
      if (!draft.ok) return;
      read += 1;
      const kept = keptOfPage(text, draft);
      expect(kept.map((piece) => piece.draft)).toEqual(kept.map((piece) => piece.source));
    }),
    { numRuns: 1_000 },
  );
  expect(read).toBeGreaterThan(100);
});

test('no line of any paper is dropped, and no word of it changed', () => {
  let read = 0;
  fc.assert(
    fc.property(anyText, (text) => {
      const draft = readDocument(text);
      if (!draft.ok) return;
      read += 1;
      const kept = keptOfPaper(text, draft);
      for (const { source, draft: found } of kept) expect(found).toContain(source);
    }),
    { numRuns: 1_000 },
  );
  expect(read).toBeGreaterThan(100);
});

test('a fault names a line that the text has', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const lines = text.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/u).length;
      const answers = [
        recognise(text),
        readCoverage(text, { today: '2026-11-22' }),
        readDocument(text),
        readProgramme(text, { day: '2026-11-22', today: '2026-11-22' }),
      ];
      for (const answer of answers)
        if (typeof answer !== 'string' && !answer.ok) {
          expect(answer.line).toBeGreaterThanOrEqual(1);
          expect(answer.line).toBeLessThanOrEqual(lines);
        }
    }),
    { numRuns: 500 },
  );
});
