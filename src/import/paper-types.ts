const TYPES = new Set([
  'kết luận',
  'nghị quyết',
  'quyết định',
  'chỉ thị',
  'quy định',
  'quy chế',
  'quy chế làm việc',
  'kế hoạch',
  'thông báo',
  'thông báo kết luận',
  'thông tri',
  'thông cáo',
  'báo cáo',
  'chương trình',
  'chương trình hành động',
  'hướng dẫn',
  'tờ trình',
  'đề án',
  'phương án',
  'công văn',
  'công điện',
  'biên bản',
  'tuyên bố',
  'lời kêu gọi',
  'giấy mời',
  'nghị định',
  'thông tư',
]);

/** A line that holds the type of an official paper and nothing else, such as `KẾT LUẬN`. */
export const isPaperType = (text: string): boolean =>
  TYPES.has(text.replaceAll('*', '').trim().toLowerCase()) && /^\P{L}*\p{Lu}/u.test(text);
