/** The label of a section at the head of a line. */
export interface PrintedLabel {
  /** Exactly as printed: `I-`, `III.`, `2.1-`. */
  readonly label: string;
  /** 1 for Roman numbers, 2 for `1-`, 3 for `1.1-` and so on. */
  readonly rank: number;
  /** Part of an address: `i`, `1`, `2-1`. */
  readonly key: string;
  /** What stands behind it. */
  readonly rest: string;
}

const LABEL =
  /^(?:\*\*)?(?<label>(?<number>[IVX]{1,6}|\d{1,2}(?:\.\d{1,2}){0,3})(?:\.\s?[-–]|\s?[-–]|[.)]))\s+(?<rest>\S.*)$/u;

export function labelOf(text: string): PrintedLabel | null {
  const { label, number, rest } = LABEL.exec(text)?.groups ?? {};
  if (!label || !number || !rest) return null;
  const roman = /^[IVX]/u.test(number);
  return {
    label,
    rank: roman ? 1 : 1 + number.split('.').length,
    key: number.toLowerCase().replaceAll('.', '-'),
    rest,
  };
}

export const isDashLine = (text: string): boolean => /^[-–—+•]\s/u.test(text);

export const isRecipientsHeading = (text: string): boolean =>
  /^[*_]*\s*Nơi nhận\s*:?\s*[*_]*\s*:?$/iu.test(text);

/** `T/M …`, `TM. …`, `KT. …`: by whose authority somebody signs. */
export const isAuthority = (text: string): boolean =>
  /^(?:T\/M|TM|T\.M|KT|K\/T|TL|T\/L|TUQ|Q)[.\s]\s*\p{Lu}/u.test(text) && isUpperCase(text);

/** Has letters, and none of them small. */
export const isUpperCase = (text: string): boolean => /\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text);

/** The foot or head of a printed page: a number alone, perhaps between dashes. */
export const isPageNumber = (text: string): boolean =>
  /^(?:[-–]\s*)?(?:trang\s*)?\d{1,3}(?:\/\d{1,3})?(?:\s*[-–])?$/iu.test(text);

/** A rule drawn with signs. */
export const isRule = (text: string): boolean => /^[-–—_*=~.\s]{1,}$/u.test(text);

/** A line without the asterisks around it: bold may run over several lines. */
export function withoutOuterMarks(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && isOuterMark(text[start])) start += 1;
  while (end > start && isOuterMark(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

const isOuterMark = (sign: string | undefined): boolean => sign === '*' || sign?.trim() === '';
