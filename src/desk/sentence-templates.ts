import type { Mention } from '#domain/speaker.ts';

/** A sentence that comes again and again. */
export interface SentenceTemplate {
  readonly name: string;
  /** With its gaps as `{name}`, `{title}`, `{short title}`, `{venue}`; any other is left to whoever writes. */
  readonly text: string;
}

/** What the gaps are called in the templates of a language. */
export interface TemplateGaps {
  readonly name: string;
  readonly title: string;
  readonly shortTitle: string;
  readonly venue: string;
}

const GAP = /\{(\p{L}[^{}]*)\}/gu;

/** Fills the gaps of which something is known; the others stay, to be typed over. */
export function fillTemplate(
  { text }: SentenceTemplate,
  gaps: TemplateGaps,
  speaker: Mention | null,
  venue: string,
): string {
  const known = new Map([
    [gaps.name, speaker?.name],
    [gaps.title, speaker?.title ?? speaker?.shortTitle],
    [gaps.shortTitle, speaker?.shortTitle ?? speaker?.title],
    [gaps.venue, venue],
  ]);
  return text.replace(GAP, (gap, name: string) => known.get(name) || gap);
}

/** Where the first gap is that nobody filled: begin and end, in UTF-16 units. */
export function firstGap(text: string): readonly [number, number] | null {
  const gap = text.matchAll(GAP).next().value;
  return gap ? [gap.index, gap.index + gap[0].length] : null;
}
