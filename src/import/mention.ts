import { LIMITS } from '#domain/limits.ts';
import type { Mention } from '#domain/speaker.ts';
import { hasSurname, looksLikeName, NAME_WORD, nameAtEnd } from './names.ts';
import { plainSpaces } from './source-lines.ts';

/** Verbs that hand somebody's words on: what follows is text, not a picture. */
const SAYING = `cho biết|cho rằng|đề nghị|đề xuất|nhấn mạnh|nêu|kêu gọi|khẳng định|kiến nghị|đánh giá|phân tích|chia sẻ|yêu cầu|chỉ rõ|làm rõ|giải trình|kết luận|bày tỏ|nói|ghi nhận|đồng tình|nhất trí|góp ý|gợi ý|định hướng|lưu ý|mong muốn|trả lời|tiếp thu|chỉ đạo|biểu dương|thông tin|thảo luận|báo cáo(?= về| những| tiến độ| kết quả)|cũng|đã|sẽ|đang|còn|tiếp tục`;
/** Verbs of what a picture can show. */
const DOING = `phát biểu|báo cáo|trình bày|tham luận|khai mạc|bế mạc|chủ trì|điều hành|thông qua|giới thiệu|quán triệt|truyền đạt|thay mặt|tham dự|dự hội nghị|trao|tặng|chúc mừng|công bố|thông báo|tuyên bố|cảm ơn|tham gia|thăm|tặng hoa`;

const verb = (words: string): RegExp =>
  new RegExp(String.raw`(?<=^|[\s,])(?<!Giám đốc )(?:${words})(?! viên)(?=[\s,:;.…]|$)`, 'u');
const SAYS = verb(SAYING);
const ANY_VERB = verb(`${SAYING}|${DOING}`);

const TITLE_HEAD =
  /^(?:nguyên |quyền )?(?:Bí thư|Phó|Chủ tịch|Chủ nhiệm|Giám đốc|Tổng|Trưởng|Chánh|Ủy viên|Uỷ viên|ủy viên|Tỉnh ủy viên|Tỉnh uỷ viên|Thành ủy viên|Huyện ủy viên|Đảng ủy viên|Đại biểu|Đại tá|Thượng tá|Trung tá|Thiếu tá|Thiếu tướng|Trung tướng|Thượng tướng|Đại tướng|Viện trưởng|Hiệu trưởng|Cục trưởng|Vụ trưởng|Chi cục trưởng|Thứ trưởng|Bộ trưởng|Quyền|Nguyên|Thủ tướng|Chỉ huy|Chính ủy|Thường trực|Thư ký|Tư lệnh|Quản đốc|Nghệ sĩ|Nghệ nhân|Anh hùng|Tiến sĩ|TS|PGS|GS|Bác sĩ)(?=[\s.,]|$)/u;

/** Membership of a committee, which captions leave out: `Tỉnh ủy viên`, `Ủy viên BTV Tỉnh ủy`. */
const MEMBERSHIP = /^(?:\p{L}+ ủy viên|\p{L}+ uỷ viên|[ủỦ]y viên .*|[uU]ỷ viên .*)$/u;
const HONORIFIC = /^(?<honorific>Đồng chí|đồng chí|Đ\/c|đ\/c|Ông|ông|Bà|bà) (?<rest>.+)$/u;
const INTRODUCTION = /^(?<introduction>\p{Lu}[^.,;:]{2,80}), (?<behind>(?:đồng chí|đ\/c|ông|bà) .+)$/u;
const NAME_THEN = new RegExp(`^(?<name>${NAME_WORD}(?: ${NAME_WORD}){1,3})(?<comma>,?) (?<behind>.+)$`, 'u');
/** A speaker is named within these characters or not at all. */
const HEAD_CHARACTERS = 600;
/** A portrait's caption is no longer than this. */
const CAPTION_CHARACTERS = 300;

/** Who a paragraph says is speaking, read from its first words. */
export interface Speaking {
  /** Absent when it only says `Đồng chí`, meaning the one who spoke before. */
  readonly mention?: Mention;
  /** `Kết luận hội nghị`, where such words stand before the speaker. */
  readonly introduction?: string;
  /** The name comes before the titles, as running text introduces a person. */
  readonly nameFirst: boolean;
  /** The verb hands words on. */
  readonly says: boolean;
  readonly uncertain?: 'name' | 'title';
}

/**
 * Reads the speaker off the head of a paragraph: `Đồng chí <name>, <titles> <verb> …`, `Đồng chí <title> <name> <verb> …`,
 * `Đồng chí <title> <verb> …`, each perhaps behind `Kết luận hội nghị, `.
 * @param known names met elsewhere on the page
 * @returns null when it does not begin with somebody who speaks or acts
 */
export function speakingIn(text: string, known: ReadonlySet<string>): Speaking | null {
  const head = plainSpaces(text.slice(0, HEAD_CHARACTERS));
  const { introduction, behind = head } = INTRODUCTION.exec(head)?.groups ?? {};
  const { honorific, rest = behind } = HONORIFIC.exec(behind)?.groups ?? {};
  const begins = TITLE_HEAD.test(rest) || NAME_THEN.test(rest);
  if (!honorific && !begins) return null;
  const person = readPerson(rest, known, honorific !== undefined);
  if (!person) return null;
  const { name, title } = person;
  const mention: Mention = {
    ...(name && { name }),
    ...(honorific && { honorific: capitalised(honorific) }),
    ...(title && { title }),
    ...(title && shortOf(title) !== title && { shortTitle: shortOf(title) }),
  };
  return {
    ...((name || title) && { mention }),
    ...(introduction && { introduction }),
    nameFirst: person.nameFirst,
    says: person.says,
    ...(person.uncertain && { uncertain: person.uncertain }),
  };
}

type Person = Pick<Speaking, 'nameFirst' | 'says' | 'uncertain'> & { name?: string; title?: string };

function readPerson(rest: string, known: ReadonlySet<string>, addressed: boolean): Person | null {
  const { name, comma, behind } = NAME_THEN.exec(rest)?.groups ?? {};
  if (name && behind && !TITLE_HEAD.test(rest) && (addressed || known.has(name) || hasSurname(name))) {
    const found = ANY_VERB.exec(behind);
    if (found?.index === 0) return { name, nameFirst: true, says: saysAt(behind) };
    if (!comma || !(addressed || known.has(name) || TITLE_HEAD.test(behind))) return null;
    const title = trimmed(behind.slice(0, found?.index ?? 0));
    const clear = found !== null && !/[;:.]/u.test(title) && title !== '' && fits(title);
    return clear
      ? { name, title, nameFirst: true, says: saysAt(behind.slice(found.index)) }
      : { name, nameFirst: true, says: true, uncertain: 'title' };
  }
  const found = ANY_VERB.exec(rest);
  if (!found) return null;
  const before = trimmed(rest.slice(0, found.index));
  const says = saysAt(rest.slice(found.index));
  if (before === '') return addressed ? { nameFirst: false, says } : null;
  if (/[;:.]/u.test(before) || !fits(before) || !TITLE_HEAD.test(before)) return null;
  const end = nameAtEnd(before, known);
  if (!end) return { title: before, nameFirst: false, says };
  return {
    name: end.name,
    ...(end.before && { title: trimmed(end.before) }),
    nameFirst: false,
    says,
    ...(end.uncertain && { uncertain: 'name' }),
  };
}

/**
 * The person that a portrait's caption names and nothing else: `Giám đốc Sở X <name>.`, `Đồng chí <name>, <titles>.`
 * @returns null when the line says anything more
 */
export function personAlone(
  text: string,
  known: ReadonlySet<string>,
): { readonly mention: Mention & { readonly name: string }; readonly uncertain: boolean } | null {
  if (text.length > CAPTION_CHARACTERS) return null;
  const line = plainSpaces(text).replace(/\.$/u, '');
  if (ANY_VERB.test(line) || /[;:!?…]|\. /u.test(line)) return null;
  const { honorific, rest = line } = HONORIFIC.exec(line)?.groups ?? {};
  const salutation = honorific ? { honorific: capitalised(honorific) } : {};
  const { name, comma, behind } = NAME_THEN.exec(rest)?.groups ?? {};
  if (name && comma && behind && TITLE_HEAD.test(behind))
    return {
      mention: { name, ...salutation, title: behind },
      uncertain: !known.has(name) && !hasSurname(name),
    };
  if (looksLikeName(rest) && (known.has(rest) || (honorific && hasSurname(rest))))
    return { mention: { name: rest, ...salutation }, uncertain: false };
  if (!TITLE_HEAD.test(rest)) return null;
  const end = nameAtEnd(rest, known);
  if (!end?.before) return null;
  return { mention: { name: end.name, ...salutation, title: trimmed(end.before) }, uncertain: end.uncertain };
}

/** Whether the first thing that a line's subject does is one that a picture can show: `trao`, not `đề nghị`. */
export function showsSomebodyActing(text: string): boolean {
  const found = ANY_VERB.exec(text);
  return found !== null && !saysAt(text.slice(found.index));
}

/** The last title that is an office and no mere membership. */
function shortOf(title: string): string {
  const parts = title.split(', ');
  return parts.findLast((part) => !MEMBERSHIP.test(part)) ?? title;
}

const fits = (title: string): boolean => title.length <= LIMITS.personTitleCharacters;
const saysAt = (behind: string): boolean => SAYS.exec(behind)?.index === 0;
const trimmed = (text: string): string => text.replace(/[\s,]+$/u, '').trim();
const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
