import type { Paragraph, Run } from '#domain/block.ts';
import type { DocumentSection } from '#domain/document.ts';
import type { PaperPlace } from './document-shape.ts';
import type { Doubt } from './doubt.ts';
import { doubt } from './doubt.ts';
import type { PrintedLabel } from './paper-lines.ts';
import { labelOf } from './paper-lines.ts';
import type { Chunk } from './source-lines.ts';
import { endsSentence, lineOf } from './source-lines.ts';

export interface PaperBody {
  readonly preamble: readonly Paragraph[];
  readonly sections: readonly DocumentSection[];
  readonly places: readonly PaperPlace[];
  readonly doubts: readonly Doubt[];
}

interface OpenSection {
  readonly label: string;
  readonly anchor: string;
  readonly heading: readonly Run[];
  readonly blocks: Paragraph[];
  readonly sections: OpenSection[];
  readonly rank: number;
  readonly key: string;
}

const LONGEST_HEADING = 400;
const LONGEST_ANNOUNCEMENT = 120;
const SEVERAL_SENTENCES = /[.!?…]\s+\p{Lu}/u;

/**
 * Words behind a label are a heading when they are no sentence; a sentence belongs to the text and the heading stays
 * empty. A short line that ends in a colon is a heading too.
 */
const isHeading = (text: string): boolean =>
  !SEVERAL_SENTENCES.test(text) &&
  (endsSentence(text)
    ? text.endsWith(':') && text.length <= LONGEST_ANNOUNCEMENT
    : text.length <= LONGEST_HEADING);

/** @param inline turns printed text into runs, and takes its doubts at the given line */
export function bodyOfPaper(
  paragraphs: readonly Chunk[],
  inline: (text: string, line: number) => readonly Run[],
): PaperBody {
  const preamble: Paragraph[] = [];
  const sections: OpenSection[] = [];
  const open: OpenSection[] = [];
  const anchors = new Set<string>();
  const places: PaperPlace[] = [];
  const doubts: Doubt[] = [];
  const put = (chunk: Chunk, place: Omit<PaperPlace, 'line' | 'lead'>, lead = ''): void => {
    for (const [index, { number }] of chunk.lines.entries())
      places.push({ line: number, ...place, ...(index === 0 && lead && { lead }) });
  };
  const addText = (chunk: Chunk, text: string, lead = ''): void => {
    const section = open.at(-1);
    const blocks = section?.blocks ?? preamble;
    const index = blocks.push({ type: 'paragraph', runs: inline(text, lineOf(chunk)) }) - 1;
    put(
      chunk,
      section ? { place: 'section', anchor: section.anchor, index } : { place: 'preamble', index },
      lead,
    );
  };

  for (const chunk of paragraphs) {
    const label = labelOf(chunk.text);
    if (!label) {
      addText(chunk, chunk.text);
      continue;
    }
    while ((open.at(-1)?.rank ?? 0) >= label.rank) open.pop();
    const siblings = open.at(-1)?.sections ?? sections;
    if (!follows(siblings.at(-1), label))
      doubts.push(doubt(lineOf(chunk), 'label-out-of-order', { text: label.label }));
    const runsOn = !isHeading(label.rest);
    const section: OpenSection = {
      label: label.label,
      anchor: freeAnchor(label.key, open.at(-1), anchors),
      heading: runsOn ? [] : inline(label.rest, lineOf(chunk)),
      blocks: [],
      sections: [],
      rank: label.rank,
      key: label.key,
    };
    siblings.push(section);
    open.push(section);
    const lead = chunk.text.slice(0, chunk.text.length - label.rest.length);
    if (runsOn) addText(chunk, label.rest, lead);
    else put(chunk, { place: 'section', anchor: section.anchor }, lead);
  }
  return { preamble, sections: sections.map(closed), places, doubts };
}

const closed = ({ label, anchor, heading, blocks, sections }: OpenSection): DocumentSection => ({
  label,
  anchor,
  heading,
  blocks,
  sections: sections.map(closed),
});

/** `muc-ii`, `muc-2-1`; behind its parent's where another section has it already. */
function freeAnchor(key: string, parent: OpenSection | undefined, taken: Set<string>): string {
  const short = `muc-${key}`;
  const long = parent ? `${parent.anchor}-${key}` : short;
  let anchor = taken.has(short) ? long : short;
  for (let count = 2; taken.has(anchor); count += 1) anchor = `${long}-${count}`;
  taken.add(anchor);
  return anchor;
}

const follows = (before: OpenSection | undefined, { key, rank }: PrintedLabel): boolean =>
  before === undefined || before.rank !== rank || numberOf(key) === numberOf(before.key) + 1;

const ROMAN: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10 };

/** The last number of a label: 3 for `iii`, 2 for `1-2`. */
function numberOf(key: string): number {
  const last = key.split('-').at(-1) ?? '';
  if (/^\d/u.test(last)) return Number(last);
  const digits = [...last].map((letter) => ROMAN[letter] ?? 0);
  return digits.reduce((sum, digit, index) => sum + (digit < (digits[index + 1] ?? 0) ? -digit : digit), 0);
}
