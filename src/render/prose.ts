import type { Run } from '#domain/block.ts';
import type { SafeHtml } from './html.ts';
import { html } from './html.ts';

/** Hours, days, percentages and numbers of papers: what a line must not break inside of. */
const UNBREAKABLE =
  /(?<![\p{L}\p{N}])(?:số\s)?(?:\d{1,4}(?:\/\d{4})?(?:[-/]\p{Lu}{1,8})+|\d{1,2}h(?:\d{2})?|\d{1,4}\s?[-–/]\s?\d{1,4}(?:\s?[-/]\s?\d{4})?|\d+(?:[.,]\d+)*\s?%)(?![\p{L}\p{N}])/gu;

/** Running text: every character as written, what must not break kept on one line, line breaks kept. */
export function proseHtml(text: string): SafeHtml {
  const lines = text.split('\n').map((line) => lineHtml(line));
  return html`${lines.map((line, index) => (index === 0 ? line : html`<br>${line}`))}`;
}

function lineHtml(line: string): SafeHtml {
  const parts: SafeHtml[] = [];
  let from = 0;
  for (const match of line.matchAll(UNBREAKABLE)) {
    parts.push(html`${line.slice(from, match.index)}<span class="nb">${match[0]}</span>`);
    from = match.index + match[0].length;
  }
  return html`${parts}${line.slice(from)}`;
}

/** Puts the mark of a footnote where it hangs. */
export type MarkHtml = (mark: string) => SafeHtml;

/** Runs with their marks. A link that is neither https nor mailto is printed as its text. */
export const runsHtml = (runs: readonly Run[], markHtml?: MarkHtml): SafeHtml =>
  html`${runs.map((run) => runHtml(run, markHtml))}`;

function runHtml(run: Run, markHtml: MarkHtml | undefined): SafeHtml {
  const hasMark = run.note !== undefined && markHtml !== undefined;
  const text =
    hasMark && run.note && run.text.endsWith(run.note) ? run.text.slice(0, -run.note.length) : run.text;
  let inner = proseHtml(text);
  if (run.italic) inner = html`<em>${inner}</em>`;
  if (run.bold) inner = html`<strong>${inner}</strong>`;
  if (run.link && /^(?:https:|mailto:)/iu.test(run.link))
    inner = html`<a href="${run.link}" rel="noopener nofollow">${inner}</a>`;
  return hasMark && run.note ? html`${inner}${markHtml(run.note)}` : inner;
}
