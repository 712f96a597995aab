/** Family names, the sure sign of a person's name among capitalised words; those of the highlands too. */
const SURNAMES = new Set(
  `Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Đào Đoàn Trịnh Trương Lâm Mai Cao Tạ
  Hà Lương Chu Tô Quách Vương Thái Tống Phùng Nông Triệu Ma Hứa La Lò Vàng Giàng Giang Sùng Thào Chẩu Âu Vân Bế Hoa
  Quan Ninh Khổng Kiều Lục Lưu Mạc Nghiêm Ông Phí Tăng Thân Thạch Thiều Tôn Từ Viên Văn Xa Cầm Đàm Đồng Hàn Khương Lại
  Mã Mẫn Nhữ Sầm Tiêu Trang Trà Ung Vi Hầu Cù Cung Doãn Dư Đái Đậu Điền Đường Giáp Hạ Hồng Kha Lã Lữ Lường Mùa Ngụy
  Nhâm Thẩm Thịnh Tòng Vừ Đổng Chử Lèng Mông Hạng Cháng Lù Thèn Vù Bàn Phàn Tẩn Chảo Lồ Ly Hảng Cứ Pờ Kray Rơ Y Siu`.split(
    /\s+/u,
  ),
);

/** A capitalised word that is no abbreviation: `Giang`, `A` of `Giàng A Páo`, not `PTNT`. */
export const NAME_WORD = String.raw`\p{Lu}(?:\p{Ll}+|(?![\p{L}\d.]))`;
const WORD = NAME_WORD;
const CAPITALISED_END = new RegExp(String.raw`(?:^|.*?\s)(?<run>${WORD}(?: ${WORD})*)$`, 'u');
/** A name between `đồng chí` (or a semicolon of a list) and the comma before its titles. */
const INTRODUCED = new RegExp(
  String.raw`(?:(?:[Đđ]ồng chí|[Đđ]\/c|[Cc]ác đồng chí:|[Ôô]ng|[Bb]à|;)\s)(?<name>${WORD}(?: ${WORD}){1,3})(?=[,.;])`,
  'gu',
);
const NAME_ALONE = new RegExp(`^${WORD}(?: ${WORD}){1,3}$`, 'u');

export const hasSurname = (name: string): boolean => SURNAMES.has(name.split(' ')[0] ?? '');

/** Two to four capitalised words and nothing else. */
export const looksLikeName = (text: string): boolean => NAME_ALONE.test(text);

/** The names that a text introduces beyond doubt: behind `đồng chí` or in a list, before a comma. */
export const introducedNames = (text: string): string[] =>
  [...text.matchAll(INTRODUCED)].flatMap(({ groups }) => (groups?.name ? [groups.name] : []));

export interface NameAtEnd {
  readonly name: string;
  /** What stands before it, without the blank between. */
  readonly before: string;
  /** Where the name begins is a guess: a place may stand before it, or the family name is unknown. */
  readonly uncertain: boolean;
}

/**
 * The person's name that ends a text such as `Chủ tịch UBND huyện Lâm Sơn Nguyễn Văn A`.
 * @param known names met elsewhere on the page: they settle where a name behind a place name begins
 * @returns null when it ends in a title or a place
 */
export function nameAtEnd(text: string, known: ReadonlySet<string>): NameAtEnd | null {
  const met = [...known]
    .filter((name) => text === name || text.endsWith(` ${name}`))
    .sort((a, b) => b.length - a.length)[0];
  if (met) return cutOff(text, met, false);
  const words = CAPITALISED_END.exec(text)?.groups?.run?.split(' ') ?? [];
  if (words.length >= 2 && words.length <= 4 && SURNAMES.has(words[0] ?? ''))
    return cutOff(text, words.join(' '), false);
  for (const count of [3, 4, 2]) {
    const name = words.slice(-count);
    if (name.length === count && SURNAMES.has(name[0] ?? '')) return cutOff(text, name.join(' '), true);
  }
  return words.length === 3 || words.length === 4 ? cutOff(text, words.join(' '), true) : null;
}

const cutOff = (text: string, name: string, uncertain: boolean): NameAtEnd => ({
  name,
  before: text.slice(0, text.length - name.length).trim(),
  uncertain,
});
