import type { AgendaItemKind } from '#domain/agenda.ts';
import { shorten } from '#domain/entry.ts';
import { LIMITS } from '#domain/limits.ts';
import { plainSpaces } from './source-lines.ts';

/** The first that fits wins: what an item begins with says more than what it mentions. */
const KINDS: readonly (readonly [AgendaItemKind, RegExp])[] = [
  ['opening', /^(?:đón tiếp|ổn định).*(?:chào cờ|tuyên bố lý do|khai mạc)/iu],
  [
    'other',
    /^(?:đón (?:tiếp|khách)|ổn định|nghỉ|giải lao|ăn (?:trưa|tối)|tiệc|liên hoan|văn nghệ|chụp ảnh|tham quan)/iu,
  ],
  ['opening', /^(?:khai mạc|chào cờ|tuyên bố lý do|giới thiệu đại biểu)/iu],
  ['closing', /^(?:bế mạc|kết luận|tổng kết hội nghị|phát biểu (?:kết luận|bế mạc))/iu],
  ['draft', /^(?:trình bày |thông qua |giới thiệu )?(?:các )?(?:dự thảo|tờ trình)/iu],
  ['report', /^(?:trình bày |thông qua )?(?:các )?báo cáo/iu],
  ['discussion', /^(?:các )?(?:thảo luận|tham luận|chất vấn)/iu],
  [
    'awards',
    /khen thưởng|tuyên dương|vinh danh|(?:trao|truy|phát|tặng) (?:tặng|thưởng|giải|quà)|trao (?:huân|huy|kỷ niệm) chương|trao (?:bằng|giấy) khen|trao (?:cờ|cúp)/iu,
  ],
  ['discussion', /thảo luận|tham luận|chất vấn|góp ý|cho ý kiến|giải trình/iu],
  ['closing', /bế mạc/iu],
  ['opening', /khai mạc/iu],
  ['draft', /dự thảo/iu],
  ['report', /báo cáo/iu],
];

export const kindOfItem = (title: string): AgendaItemKind =>
  KINDS.find(([, pattern]) => pattern.test(plainSpaces(title)))?.[0] ?? 'other';

const TOO_LITTLE = 12;

/** A title for narrow places, at most 60 characters: the words before a semicolon, comma or `về` where they suffice. */
export function shortTitleOf(title: string): string {
  const most = LIMITS.shortTitleCharacters;
  const whole = plainSpaces(title).replace(/\.$/u, '');
  if (whole.length <= most) return whole;
  const ends = [/;/u, /[,:(]/u, / về /u].map((mark) => whole.search(mark));
  const end = ends.find((at) => at >= TOO_LITTLE && at <= most);
  return end === undefined ? shorten(whole, most) : whole.slice(0, end).trim();
}
