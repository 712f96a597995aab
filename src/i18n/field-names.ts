import type { Language } from './path.ts';

/** Names of fields as people know them: Vietnamese, English. */
const NAMES: Readonly<Record<string, readonly [vi: string, en: string]>> = {
  about: ['thông tin tường thuật', 'about the coverage'],
  agenda: ['chương trình', 'agenda'],
  alt: ['lời tả ảnh', 'description of the photo'],
  at: ['giờ diễn ra', 'hour it happened'],
  authors: ['tác giả', 'authors'],
  base: ['bản đang sửa', 'revision'],
  begunAt: ['lúc bắt đầu viết', 'begun at'],
  blocks: ['nội dung', 'text'],
  byline: ['nhóm tác giả', 'byline'],
  caption: ['chú thích ảnh', 'caption'],
  content: ['nội dung', 'entry'],
  coverageId: ['tường thuật', 'coverage'],
  credit: ['tác giả ảnh', 'credit'],
  date: ['ngày', 'date'],
  day: ['ngày', 'day'],
  documents: ['văn kiện', 'documents'],
  endsAt: ['giờ kết thúc', 'ends at'],
  entryId: ['tin', 'entry'],
  figure: ['ảnh', 'photo'],
  headline: ['tiêu đề tin', 'headline'],
  honorific: ['danh xưng', 'form of address'],
  id: ['mã số', 'id'],
  item: ['mục chương trình', 'agenda item'],
  itemId: ['mục chương trình', 'agenda item'],
  kicker: ['dòng dẫn', 'kicker'],
  kind: ['loại', 'kind'],
  language: ['ngôn ngữ', 'language'],
  lede: ['sa-pô', 'lede'],
  link: ['liên kết', 'link'],
  login: ['tên đăng nhập', 'sign-in name'],
  name: ['họ tên', 'name'],
  note: ['lời đính chính', 'correction note'],
  organizer: ['đơn vị tổ chức', 'organiser'],
  password: ['mật khẩu', 'password'],
  plannedAt: ['giờ dự kiến', 'planned hour'],
  reason: ['lý do', 'reason'],
  related: ['bài liên quan', 'related'],
  shortTitle: ['nhan đề ngắn', 'short title'],
  slug: ['địa chỉ', 'address'],
  speaker: ['người phát biểu', 'speaker'],
  startsAt: ['giờ bắt đầu', 'starts at'],
  summary: ['tóm tắt', 'summary'],
  text: ['chữ', 'words'],
  title: ['nhan đề', 'title'],
  venue: ['điểm cầu', 'venue'],
  venues: ['điểm cầu', 'venues'],
  zone: ['múi giờ', 'zone'],
};

/** The title of a speaker is an office, that of a coverage or an agenda item is a headline. */
const OFFICE = ['chức danh', 'office'] as const;

/**
 * A field's path in words: `content.blocks.2.caption` is “chú thích ảnh, phần 3”.
 * @param path as in `Refusal.field`; a field without a name of its own is given as it is
 */
export function fieldName(path: string, language: Language): string {
  const column = language === 'en' ? 1 : 0;
  const steps = path.split('.');
  const named = steps.findLast((step) => Object.hasOwn(NAMES, step));
  if (named === undefined) return path;
  const names = /^(?:title|shortTitle)$/u.test(named) && steps.includes('speaker') ? OFFICE : NAMES[named];
  const place = steps.find((step) => /^\d+$/u.test(step));
  const name = names?.[column] ?? path;
  if (place === undefined) return name;
  return `${name}, ${language === 'en' ? 'part' : 'phần'} ${Number(place) + 1}`;
}
