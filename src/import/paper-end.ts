import type { Recipient, Signature } from '#domain/document.ts';
import type { PaperPlace } from './document-shape.ts';
import { hasSurname, looksLikeName } from './names.ts';
import {
  isAuthority,
  isDashLine,
  isPageNumber,
  isRecipientsHeading,
  isRule,
  isUpperCase,
  labelOf,
  withoutOuterMarks,
} from './paper-lines.ts';
import type { SourceLine } from './source-lines.ts';

/** What stands under the text of a paper. */
export interface PaperEnd {
  readonly recipients: readonly Recipient[];
  readonly signature: Signature | null;
  readonly places: readonly PaperPlace[];
  /** Page numbers, drawn rules. */
  readonly setAside: readonly SourceLine[];
  /** Lines that are neither: words of the text after all. */
  readonly unplaced: readonly SourceLine[];
}

/** Index of the first line under the text: `Nơi nhận:` or the signature, behind the last label. */
export function startOfEnd(lines: readonly SourceLine[]): number {
  const lastLabel = lines.findLastIndex(({ text }) => labelOf(text)?.rank === 1);
  const start = lines.findIndex(
    ({ text }, index) =>
      index > lastLabel && (isRecipientsHeading(text) || isAuthority(withoutOuterMarks(text))),
  );
  return start < 0 ? lines.length : start;
}

const FILED = /^Lưu(?:[\s:]|$)/u;
const DASH = /^[-–—+•]\s*/u;

/** Recipients stand on lines with a dash behind `Nơi nhận:`; capitals are the signature's, a name ends it. */
export function endOfPaper(lines: readonly SourceLine[]): PaperEnd {
  const recipients: Recipient[] = [];
  const authority: string[] = [];
  const position: string[] = [];
  let name: string | undefined;
  const places: PaperPlace[] = [];
  const setAside: SourceLine[] = [];
  const unplaced: SourceLine[] = [];
  for (const source of lines) {
    const { number: line, text: printed } = source;
    const text = withoutOuterMarks(printed);
    if (printed === '') continue;
    if (isRecipientsHeading(printed)) places.push({ line, place: 'recipients' });
    else if (isDashLine(printed) || (FILED.test(text) && recipients.length > 0)) {
      const words = text.replace(DASH, '');
      const index = recipients.push({ text: words, ...(FILED.test(words) && { filing: true }) }) - 1;
      places.push({ line, place: 'recipients', index, lead: text.slice(0, text.length - words.length) });
    } else if (isRule(printed) || isPageNumber(printed)) {
      setAside.push(source);
      places.push({ line, place: 'set-aside' });
    } else if (name === undefined && isAuthority(text)) {
      authority.push(text);
      places.push({ line, place: 'signature' });
    } else if (name === undefined && (looksLikeName(text) || isNameInCapitals(text))) {
      name = text;
      places.push({ line, place: 'signature' });
    } else if (name === undefined && isUpperCase(text)) {
      position.push(text);
      places.push({ line, place: 'signature' });
    } else unplaced.push(source);
  }
  const signed = authority.length + position.length > 0 || name !== undefined;
  const signature: Signature = {
    ...(authority.length > 0 && { authority: authority.join('\n') }),
    ...(position.length > 0 && { position: position.join('\n') }),
    ...(name !== undefined && { name }),
  };
  return { recipients, signature: signed ? signature : null, places, setAside, unplaced };
}

function isNameInCapitals(text: string): boolean {
  const name = text.toLowerCase().replace(/(?<!\p{L})\p{Ll}/gu, (letter) => letter.toUpperCase());
  return isUpperCase(text) && looksLikeName(name) && hasSurname(name);
}
