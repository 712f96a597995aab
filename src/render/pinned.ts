import type { PublicEntry } from '#domain/public-view.ts';
import { printMention } from '#domain/speaker.ts';
import { blocksHtml } from './blocks.ts';
import { languageOf } from './entry.ts';
import type { SafeHtml } from './html.ts';
import { html } from './html.ts';
import { timeHtml } from './instant.ts';
import { proseHtml } from './prose.ts';
import type { RenderOptions } from './words.ts';

/** Copies of the pinned entries for the top of the page: words only, no second id, a link to the place itself. */
export const pinnedHtml = (entries: Iterable<PublicEntry>, options: RenderOptions): SafeHtml =>
  html`${[...entries]
    .filter((entry) => entry.pinned && entry.content)
    .sort((a, b) => b.seq - a.seq)
    .map((entry) => copyHtml(entry, options))}`;

function copyHtml(entry: PublicEntry, options: RenderOptions): SafeHtml {
  const { words } = options;
  const lang = languageOf(options);
  const texts = (entry.content?.blocks ?? []).filter((block) => block.type !== 'figure');
  const hour = entry.hour && html` ${timeHtml(entry.at, entry.hour)}`;
  // A name made of the first sentence is for the folded box only: unfolded, the sentence stands below it.
  const speaker = entry.content?.speaker;
  const given = entry.content?.headline ?? (speaker && printMention(speaker));
  const name = given
    ? html`<span class="pinned-name">${proseHtml(given)}</span>`
    : html`<span class="pinned-name" data-derived>${proseHtml(entry.headline)}</span>`;
  return html`<details class="pinned-entry" data-pinned="${entry.id}" data-seq="${entry.seq}" open><summary><span class="mark" data-mark="pinned"${lang}>${words.pinned}</span>${hour} ${name}</summary><div class="pinned-body">${blocksHtml(texts, words)}<p><a href="#e-${entry.id}"${lang}>${words.toEntry}</a></p></div></details>`;
}
