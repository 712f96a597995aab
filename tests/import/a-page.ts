import { expect } from 'vitest';
import { readCoverage } from '#import/coverage-draft.ts';
import type { CoverageDraft } from '#import/coverage-shape.ts';
import type { ImportFault } from '#import/fault.ts';
import { keptOfPage } from './lines-kept.ts';

/** Ten in the evening, local time. */
const NOW = '2026-11-22T15:00:00.000Z';
export const read = (text: string): CoverageDraft | ImportFault => readCoverage(text, { now: NOW });

/** The draft, checked to hold every line of the text. */
export function draftOf(text: string): CoverageDraft {
  const draft = read(text);
  if (!draft.ok) throw new Error(`line ${draft.line}: ${draft.code}`);
  const kept = keptOfPage(text, draft);
  expect(kept.map((piece) => piece.draft)).toEqual(kept.map((piece) => piece.source));
  return draft;
}

export const TITLE = 'Hội nghị Hội đồng tư vấn tỉnh Lâm Sơn lần thứ 3';
export const LEDE =
  'Sáng 5 - 3, Thường trực Hội đồng tổ chức hội nghị trực tuyến từ điểm cầu Nhà Văn hóa tới các huyện.';
export const page = (...paragraphs: string[]): string => [TITLE, LEDE, ...paragraphs].join('\n\n');
export const LONG =
  'Báo cáo nêu rõ, trong năm 2024 các thôn bản đã trồng mới nhiều cây gỗ lớn, sửa xong hai cây cầu treo và mở thêm ba lớp học. Nhiệm vụ năm 2025 là giữ rừng, mở đường, đưa nước sạch về các bản xa và nối mạng cho mọi trường học của tỉnh.';
export const codes = (draft: CoverageDraft): string[] => draft.doubts.map((doubt) => doubt.code);
