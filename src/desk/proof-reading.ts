import type { WordList } from './near-miss.ts';
import { nearMisses } from './near-miss.ts';
import { mixedToneMarks, syllablesOf } from './tone-marks.ts';

export const HINT_KINDS = [
  'quotes',
  'space-missing',
  'space-double',
  'space-before',
  'dots',
  'end',
  'doubled',
  'near-miss',
  'tone-mark',
] as const;
export type HintKind = (typeof HINT_KINDS)[number];

/** What may be a slip. Nobody is kept from posting by it. */
export interface Hint {
  /** UTF-16 offsets in the text; `to` is behind the last. */
  readonly from: number;
  readonly to: number;
  readonly kind: HintKind;
  /** What would stand there instead. */
  readonly suggestion?: string;
}

/** Sites and mailboxes have a punctuation of their own, and so has `v.v.`. */
const ADDRESS =
  /(?:https?:\/\/|www\.)\S+|\S+@\S+|(?<![\p{L}\d])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:vn|com|net|org|info)\b|\bv\.\s?v\b/giu;
/** A shorter line is a caption, a heading, an item. */
const SENTENCE_WORDS = 12;
/** Words that are said twice on purpose. */
const SAID_TWICE = new Set(
  'ai dần đâu đều đời khắp lâu luôn mãi ngày người nhà nơi riêng song thường từ xanh'.split(' '),
);

interface Rule {
  readonly kind: HintKind;
  readonly slip: RegExp;
  readonly instead?: (found: string) => string;
}

/** Numbers are never touched: `9h05`, `7,9`, `1.200`, `147-KH/TU`. */
const RULES: readonly Rule[] = [
  {
    kind: 'space-missing',
    slip: /(?<=[\p{L}\d])[,;:!?](?=\p{L})|(?<=\p{L})[,;](?=\d)/gu,
    instead: (found) => `${found} `,
  },
  { kind: 'space-missing', slip: /(?<=\p{Ll})\.(?=\p{L})/gu, instead: () => '. ' },
  { kind: 'space-double', slip: /(?<=\S)[ \u00a0]{2,}(?=[^\s,.;:!?…”)])/gu, instead: () => ' ' },
  {
    kind: 'space-before',
    slip: /(?<=[\p{L}\d”)])[ \u00a0]+(?=[,.;:!?…](?:\s|$))|(?<=[“(])[ \u00a0]+|[ \u00a0]+(?=[”)])/gu,
    instead: () => '',
  },
  { kind: 'dots', slip: /(?<!\.)\.\.(?!\.)|,,+|;;+|,\.(?=\s|$)/gu, instead: (found) => found.at(-1) ?? '' },
];

/**
 * Slips of the hand in what is about to be posted.
 * @param text plain, NFC; a line is a paragraph
 * @returns in the order of the text
 */
export function proofRead(text: string, words: WordList): Hint[] {
  const plain = text.replace(ADDRESS, (address) => '0'.repeat(address.length));
  const lines = linesOf(plain);
  const hints = [
    ...RULES.flatMap((rule) => bySlip(plain, rule)),
    ...doubledWords(plain),
    ...lines.flatMap(({ line, from }, index) =>
      shifted([...openEnd(line, lines[index + 1]?.line), ...unpairedQuotes(line)], from),
    ),
    ...straightQuotes(plain),
    ...misspelt(plain, words),
    ...mixedToneMarks(plain).map((mark) => ({ ...mark, kind: 'tone-mark' as const })),
  ];
  return hints.sort((a, b) => a.from - b.from || a.to - b.to);
}

const bySlip = (text: string, { kind, slip, instead }: Rule): Hint[] =>
  [...text.matchAll(slip)].map(({ 0: found, index }) => ({
    from: index,
    to: index + found.length,
    kind,
    ...(instead && { suggestion: instead(found) }),
  }));

const shifted = (hints: readonly Hint[], by: number): Hint[] =>
  hints.map((hint) => ({ ...hint, from: hint.from + by, to: hint.to + by }));

const linesOf = (text: string): { line: string; from: number }[] =>
  [...text.matchAll(/[^\n]+/gu)].map(({ 0: line, index }) => ({ line, from: index }));

function doubledWords(text: string): Hint[] {
  const syllables = syllablesOf(text);
  return syllables.flatMap(({ text: said, from }, index): Hint[] => {
    const again = syllables[index + 1];
    if (!again || SAID_TWICE.has(again.text) || again.text !== said.toLowerCase()) return [];
    const to = again.from + again.text.length;
    return /^[ \u00a0]+$/u.test(text.slice(from + said.length, again.from))
      ? [{ from, to, kind: 'doubled', suggestion: said }]
      : [];
  });
}

/** A paragraph that ends in the air. One whose next line goes on in small letters does not end there. */
function openEnd(line: string, next: string | undefined): Hint[] {
  const words = line.trimEnd();
  const isItem = /^\s*(?:[-–•*+]|\d+[.)-])/u.test(words);
  if (isItem || syllablesOf(words).length < SENTENCE_WORDS) return [];
  if (!/[\p{L}\d%][”"’)]*$/u.test(words) || /^\p{Ll}/u.test(next ?? '')) return [];
  return [{ from: words.length, to: words.length, kind: 'end', suggestion: '.' }];
}

function unpairedQuotes(line: string): Hint[] {
  const open: number[] = [];
  const lone: number[] = [];
  for (const { 0: quote, index } of line.matchAll(/[“”]/gu))
    if (quote === '“') open.push(index);
    else if (open.pop() === undefined) lone.push(index);
  return [...open, ...lone].map((from) => ({ from, to: from + 1, kind: 'quotes' }));
}

/** Where the text has curved quotes too, each straight one; else the last one of a line that has an odd number. */
function straightQuotes(text: string): Hint[] {
  const isMixed = /[“”]/u.test(text);
  return linesOf(text).flatMap(({ line, from }) => {
    const places = [...line.matchAll(/"/gu)].map(({ index }) => index);
    const wrong = isMixed ? places : places.length % 2 === 1 ? places.slice(-1) : [];
    return wrong.map((at) => ({
      from: from + at,
      to: from + at + 1,
      kind: 'quotes',
      ...(isMixed && { suggestion: /[\s(“]$|^$/u.test(line.slice(0, at)) ? '“' : '”' }),
    }));
  });
}

const misspelt = (text: string, words: WordList): Hint[] =>
  [...text.matchAll(/[\p{L} ]+/gu)].flatMap(({ 0: run, index }) =>
    shifted(
      nearMisses(run, words).map((miss) => ({ ...miss, kind: 'near-miss' })),
      index,
    ),
  );
