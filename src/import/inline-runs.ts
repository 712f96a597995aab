import type { Run } from '#domain/block.ts';

export interface InlineText {
  readonly runs: readonly Run[];
  /** Marks of footnotes met, in order. */
  readonly marks: readonly string[];
  /** An asterisk without its other half; it stays in the text as printed. */
  readonly unpaired: boolean;
}

const STYLED = /\*\*(?<bold>[^*]+)\*\*|\*(?<italic>[^*\s][^*]*)\*/gu;
const MARK = /[¹²³⁰⁴⁵⁶⁷⁸⁹]{1,3}|\[\d{1,3}\]|\(\d{1,2}\)/gu;
/** `50 m²` is an area. */
const UNIT = /(?:^|[\s\d(])[kdcm]?m$/u;

/**
 * Text with `*italic*` and `**bold**` as runs. A footnote's mark becomes a run of its own whose text and `note` are the
 * mark, so that the words of the runs are the words of the source.
 * @param notes the marks that have a footnote
 */
export function inlineText(text: string, notes: ReadonlySet<string>): InlineText {
  const runs: Run[] = [];
  let at = 0;
  for (const { 0: whole, groups, index } of text.matchAll(STYLED)) {
    runs.push(...withMarks({ text: text.slice(at, index) }, notes));
    const style = groups?.bold === undefined ? ({ italic: true } as const) : ({ bold: true } as const);
    runs.push(...withMarks({ text: groups?.bold ?? groups?.italic ?? '', ...style }, notes));
    at = index + whole.length;
  }
  runs.push(...withMarks({ text: text.slice(at) }, notes));
  return {
    runs,
    marks: runs.flatMap((run) => run.note ?? []),
    unpaired: runs.some((run) => run.text.includes('*')),
  };
}

function withMarks(run: Run, notes: ReadonlySet<string>): Run[] {
  const runs: Run[] = [];
  let at = 0;
  for (const { 0: mark, index } of run.text.matchAll(MARK)) {
    const before = run.text.slice(0, index);
    if (!notes.has(mark) || UNIT.test(before)) continue;
    runs.push({ ...run, text: run.text.slice(at, index) }, { ...run, text: mark, note: mark });
    at = index + mark.length;
  }
  return [...runs, { ...run, text: run.text.slice(at) }].filter(({ text }) => text !== '');
}
