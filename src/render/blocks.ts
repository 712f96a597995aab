import type { Block } from '#domain/block.ts';
import type { FigureWords } from './figure.ts';
import { figureHtml } from './figure.ts';
import type { SafeHtml } from './html.ts';
import { html } from './html.ts';
import type { MarkHtml } from './prose.ts';
import { runsHtml } from './prose.ts';

/** The pieces of a body, in order. */
export const blocksHtml = (blocks: readonly Block[], words: FigureWords, markHtml?: MarkHtml): SafeHtml =>
  html`${blocks.map((block) => blockHtml(block, words, markHtml))}`;

function blockHtml(block: Block, words: FigureWords, markHtml?: MarkHtml): SafeHtml {
  switch (block.type) {
    case 'paragraph':
      return html`<p>${runsHtml(block.runs, markHtml)}</p>`;
    case 'quote':
      return html`<blockquote><p>${runsHtml(block.runs, markHtml)}</p></blockquote>`;
    case 'list': {
      const items = block.items.map((runs) => html`<li>${runsHtml(runs, markHtml)}</li>`);
      return block.ordered ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`;
    }
    case 'figure':
      return figureHtml(block, words);
    default:
      return block satisfies never;
  }
}
