import fc from 'fast-check';
import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import { blankCoverage } from '#domain/coverage.ts';
import { decide } from '#domain/decide.ts';
import { evolve } from '#domain/evolve.ts';
import { importVi } from '#i18n/import-vi.ts';
import { coverageCommands } from '#import/coverage-commands.ts';
import { readCoverage } from '#import/coverage-draft.ts';
import { readDocument } from '#import/document-draft.ts';
import type { Doubt } from '#import/doubt.ts';
import type { ImportFault } from '#import/fault.ts';
import { readProgramme } from '#import/programme.ts';
import { recognise } from '#import/recognise.ts';
import { readCommand } from '#server/newsroom/command-schema.ts';
import { keptOfPage, keptOfPaper } from './lines-kept.ts';

/** Ten in the evening, local time. */
const NOW = '2026-11-22T15:00:00.000Z';

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
      'Các đại biểu vỗ tay.',
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
      'HỘI NGHỊ GIỮ RỪNG',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA',
      'VIỆT NAM',
      'Số: 12/KH-HĐ\tĐộc lập - Tự do - Hạnh phúc',
      'HỘI ĐỒNG   Lâm Sơn, ngày 6 tháng 3 năm 2025',
      'Thứ Tư, 05-03-2025, 07:45',
      '07:45 - 05/03/2025',
      'Thời gian: 8h00 ngày 5-3-2025',
      'Địa điểm: Nhà Văn hóa',
      'Buổi chiều',
      'Lớp học bên suối. Ảnh: Mây Trắng',
      'Giữ rừng đầu nguồn (1).',
      '(1) Không kể vườn nhà.',
      '2 Không kể vườn nhà.',
      'a) Ghi sổ từng gốc',
      'Giàng A Páo',
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
      const draft = readCoverage(text, { now: NOW });
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
      expect(kept.map((piece) => piece.draft)).toEqual(kept.map((piece) => piece.source));
    }),
    // Letters without a lower case pass for a position in capitals, whatever stands between them.
    { numRuns: 1_000, examples: [['0h00: rừng\nNơi nhận:\n𐖐𖥥*ﺓ']] },
  );
  expect(read).toBeGreaterThan(100);
});

test('a page that could be read makes commands that the newsroom takes', () => {
  const actor = { id: v7(), name: 'Thử nghiệm', role: 'editor', coverages: 'all' } as const;
  let closed = 0;
  fc.assert(
    fc.property(anyText, (text) => {
      const draft = readCoverage(text, { now: NOW });
      if (!draft.ok) return;
      const coverageId = v7();
      let coverage = blankCoverage(coverageId, 'epoch');
      for (const asked of coverageCommands(draft, {
        newId: () => v7(),
        coverageId,
        slug: 'trang',
        now: NOW,
      })) {
        const command = readCommand(asked);
        if (!('kind' in command)) throw new Error(JSON.stringify(command));
        const decision = decide(coverage, command, { actor, now: NOW });
        if ('ok' in decision) throw new Error(JSON.stringify(decision));
        for (const change of decision)
          coverage = evolve(coverage, { seq: coverage.head + 1, at: NOW, change });
      }
      expect(coverage.status).toBe('closed');
      expect(coverage.entries.size).toBe(draft.entries.length);
      closed += 1;
    }),
    { numRuns: 500 },
  );
  expect(closed).toBeGreaterThan(50);
});

test('every line of a programme is in the draft, or named', () => {
  let read = 0;
  fc.assert(
    fc.property(anyText, (text) => {
      const draft = readProgramme(text, { day: '2026-11-22', today: '2026-11-22' });
      if (!draft.ok) return;
      read += 1;
      const named = new Set([...draft.doubts, ...draft.items].map(({ line: number }) => number));
      for (const [index, printed] of text.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/u).entries()) {
        const words = printed.normalize('NFC').replace(/\s+/gu, ' ').trim();
        // A day on a line of its own is the day of the items below it.
        if (named.has(index + 1) || /\p{L}/u.test(words) === false || /\d{1,2} ?[-/] ?\d/u.test(words))
          continue;
        const kept = [draft.title, draft.organizer ?? '', ...draft.venues];
        expect(kept.some((part) => part !== '' && words.includes(part)) || draft.title.includes(words)).toBe(
          true,
        );
      }
    }),
    { numRuns: 1_000 },
  );
  expect(read).toBeGreaterThan(100);
});

test('every doubt and fault names a line that the text has, and has what its sentence needs', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const lines = text.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/u).length;
      const answers = [
        recognise(text),
        readCoverage(text, { now: NOW }),
        readDocument(text),
        readProgramme(text, { day: '2026-11-22', today: '2026-11-22' }),
      ];
      for (const answer of answers)
        for (const { line, sentence } of remarksOf(answer)) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lines);
          expect(sentence).not.toMatch(/undefined|NaN/u);
        }
    }),
    { numRuns: 500 },
  );
});

type Answer = string | ImportFault | { readonly ok: true; readonly doubts: readonly Doubt[] };

function remarksOf(answer: Answer): { readonly line: number; readonly sentence: string }[] {
  if (typeof answer === 'string') return [];
  if (!answer.ok) return [{ line: answer.line, sentence: importVi.faults[answer.code](answer.params) }];
  return answer.doubts.map(({ line, code, params }) => ({ line, sentence: importVi.doubts[code](params) }));
}
