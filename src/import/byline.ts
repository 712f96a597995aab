import { LIMITS } from '#domain/limits.ts';
import { plainSpaces } from './source-lines.ts';

const LABEL =
  /^(?:\(?(?:Tin|Bài|Ảnh|Video|Thực hiện|Nhóm (?:thực hiện|phóng viên|PV)|PV|Phóng viên|Tác giả|Biên tập|Đồ họa)(?:\s*(?:,|và|-)\s*(?:tin|bài|ảnh|video|đồ họa))*\s*:\s*)/iu;
const BETWEEN = /\s+[-–—]\s+|\s*[,;]\s*|\s+và\s+/u;
const PEN_NAME = /^\p{Lu}[\p{L}.]*(?: \p{Lu}[\p{L}.]*){0,4}$/u;

export interface Byline {
  /** As printed, in order. */
  readonly names: readonly string[];
  /** A single name without a word that says what it is. */
  readonly uncertain: boolean;
}

/** Reads a line such as `A - B - C` or `Ảnh: A`; null when anything in it is no name. */
export function bylineOf(text: string): Byline | null {
  const line = plainSpaces(text);
  const label = LABEL.exec(line)?.[0] ?? '';
  const names = line.slice(label.length).replace(/[.)]$/u, '').split(BETWEEN).filter(Boolean);
  if (
    names.length === 0 ||
    !names.every((name) => name.length <= LIMITS.nameCharacters && PEN_NAME.test(name))
  )
    return null;
  if (label === '' && (line.length > 120 || names.some((name) => !name.includes(' ')))) return null;
  return { names, uncertain: label === '' && names.length === 1 };
}

const RELATED =
  /^(?:tin|bài|tin bài|tin, bài|các tin|các bài)?\s*(?:cùng chuyên mục|liên quan|cùng chủ đề|cùng mục|khác)\s*:?$|^(?:xem thêm|đọc thêm|có thể bạn quan tâm|tin mới)\s*:?$/iu;

/** The heading over links to other pages, such as `Tin liên quan`. */
export const isRelatedHeading = (text: string): boolean => RELATED.test(plainSpaces(text));
