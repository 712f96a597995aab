import { LIMITS } from '#domain/limits.ts';
import { datelineOf } from './dates.ts';
import { isUpperCase } from './paper-lines.ts';
import type { SourceLine } from './source-lines.ts';
import { endsSentence, plainSpaces } from './source-lines.ts';

/** Words that begin the second line of a title, whatever their case: `Lần thứ 3`, `Năm 2026`, `(Khóa II)`. */
const GOES_ON =
  /^(?:lần thứ|lần \d|năm \d|năm học|nhiệm kỳ|khóa|khoá|giai đoạn|kỳ họp|\((?:khóa|khoá|mở rộng|lần|nhiệm))/iu;
/** Words that no title ends in. */
const WANTS_MORE =
  /(?:^|\s)(?:và|của|về|tại|cho|với|các|những|trong|do|tỉnh|huyện|xã|phường|thành phố|thị trấn|năm|lần thứ)$|[,–-]$/iu;
const FIRST_SMALL = /^\p{Ll}/u;
/** What follows a title on a programme or an invitation, by name. */
const LABEL =
  /^[-–•*+]?\s*(?<label>Thời gian|Địa điểm|Địa chỉ|(?:Các )?điểm cầu(?: chính)?|Thành phần(?: tham dự| tham gia| dự)?|Chủ trì|Chủ tọa|Điều hành|Dẫn chương trình|MC|Thư ký|Người (?:trình bày|thực hiện|điều hành|phụ trách)|Trình bày|Phụ trách|Thực hiện|Đại biểu(?: tham dự| dự)?|Khách mời|Đơn vị (?:tổ chức|chủ trì|phối hợp)|Hình thức|Trang phục|Ghi chú|Lưu ý|Liên hệ)\s*:\s*(?<words>.*)$/iu;

/** Words that nothing ends in: a comma, `của`. */
export const wantsMore = (text: string): boolean => WANTS_MORE.test(text);

/** A line such as `Địa điểm: Nhà văn hóa`, its label in small letters. */
export function labelledLine(text: string): { readonly label: string; readonly words: string } | null {
  const { label, words } = LABEL.exec(plainSpaces(text))?.groups ?? {};
  return label === undefined || words === undefined ? null : { label: label.toLowerCase(), words };
}

/**
 * Whether a line goes on with the title right above it: capitals go on in capitals, a line that begins with a small
 * letter goes on with any, and no title ends in `của` or a comma. A date, a labelled line and words behind the end of
 * a sentence never do.
 */
export function titleGoesOn(before: string, text: string): boolean {
  if (endsSentence(before) || labelledLine(text) !== null || datelineOf(text) !== null) return false;
  if (isUpperCase(before) && isUpperCase(text)) return true;
  return FIRST_SMALL.test(text) || GOES_ON.test(text) || wantsMore(before);
}

/** How many of the lines, the first included, are one title: at least 1, none of them blank. */
export function titleLength(lines: readonly SourceLine[]): number {
  let length = 1;
  let characters = lines[0]?.text.length ?? 0;
  for (; length < lines.length; length += 1) {
    const [before, line] = [lines[length - 1]?.text ?? '', lines[length]?.text ?? ''];
    characters += 1 + line.length;
    if (line === '' || characters > LIMITS.titleCharacters || !titleGoesOn(before, line)) break;
  }
  return length;
}
