import type { Block } from '#domain/block.ts';
import type { ChangedWords } from '#domain/changed-words.ts';
import type { EntryContent } from '#domain/entry.ts';
import type { PublicEntry } from '#domain/public-view.ts';
import { printMention } from '#domain/speaker.ts';
import { blocksHtml } from './blocks.ts';
import { isUprightPortrait } from './figure.ts';
import type { SafeHtml } from './html.ts';
import { html } from './html.ts';
import { timeHtml } from './instant.ts';
import { proseHtml } from './prose.ts';
import type { RenderOptions } from './words.ts';

/**
 * The one template of an entry: pages, live updates, archive and tests all call it.
 * The article has the id `e-<id>`; its h3 takes the focus when somebody is sent to it.
 */
export function entryHtml(entry: PublicEntry, options: RenderOptions): SafeHtml {
  const { words } = options;
  const lang = languageOf(options);
  if (!entry.content) {
    const stub = words.withdrawn(entry.withdrawn?.printed ?? '');
    return html`<article class="entry" id="e-${entry.id}" aria-labelledby="t-${entry.id}" data-kind="withdrawn"><h3 class="entry-stub" id="t-${entry.id}" tabindex="-1"${lang}>${proseHtml(stub)}</h3></article>`;
  }
  const { content } = entry;
  const address = options.permalink(entry.id);
  const hour =
    entry.hour && html`<a class="entry-hour" href="${address}">${timeHtml(entry.at, entry.hour)}</a>`;
  const key = entry.key && html`<span class="mark" data-mark="key"${lang}>${words.key}</span>`;
  const pinned = entry.pinned && html`<span class="mark" data-mark="pinned"${lang}>${words.pinned}</span>`;
  const venue = isVenueToldApart(content) && html`<span class="entry-venue">${content.venue}</span>`;
  const meta =
    (hour || key || pinned || venue) && html`<p class="entry-meta">${hour}${key}${pinned}${venue}</p>`;
  return html`<article class="entry" id="e-${entry.id}" aria-labelledby="t-${entry.id}" data-kind="${content.kind}"${entry.key && html` data-key`}>${meta}${headingHtml(entry, content, options)}<div class="entry-body">${blocksHtml(portraitFirst(content.blocks), words)}</div>${correctionsHtml(entry, options)}<p class="entry-foot">${content.authors && html`<span class="entry-authors">${content.authors.join(', ')}</span>`}<a class="share" href="${address}" aria-label="${words.shareEntry(entry.headline)}"${lang}>${words.share}</a></p></article>`;
}

/** A caption that names the venue need not be told it once more. */
const isVenueToldApart = ({ venue, blocks }: EntryContent): boolean =>
  Boolean(venue) &&
  !blocks.some(
    (block) => block.type === 'figure' && block.caption.toLowerCase().includes((venue ?? '').toLowerCase()),
  );

/** What stands beside a text stands before it in the page. */
function portraitFirst(blocks: readonly Block[]): readonly Block[] {
  const last = blocks.at(-1);
  return last?.type === 'figure' && isUprightPortrait(last) ? [last, ...blocks.slice(0, -1)] : blocks;
}

/** What the entry is called. A name that only repeats how the text begins is there for those who listen. */
function headingHtml(entry: PublicEntry, content: EntryContent, { focus }: RenderOptions): SafeHtml {
  const id = html`id="t-${entry.id}" tabindex="-1"${focus === entry.id && html` autofocus`}`;
  const speaker = content.speaker ? printMention(content.speaker) : '';
  if (content.headline)
    return html`<h3 class="entry-name" ${id}>${proseHtml(content.headline)}</h3>${speaker && html`<p class="entry-speaker">${speaker}</p>`}`;
  if (speaker) return html`<h3 class="entry-name" ${id}>${speaker}</h3>`;
  return html`<h3 class="visually-hidden" ${id}>${entry.headline}</h3>`;
}

const correctionsHtml = (entry: PublicEntry, options: RenderOptions): SafeHtml[] =>
  entry.corrections.map(
    ({ at, note, changedWords }) =>
      html`<p class="correction"><span class="correction-when"${languageOf(options)}>${proseHtml(options.words.corrected(at.printed))}:</span> ${proseHtml(note)}</p>${changedWords && changedHtml(changedWords, options)}`,
  );

/** What was changed, for who asks; "before" and "now" are said in words, because lines through letters are not heard. */
function changedHtml(places: readonly ChangedWords[], options: RenderOptions): SafeHtml {
  const { show, was, is } = options.words.changed;
  const lang = languageOf(options);
  return html`<details class="changed"><summary${lang}>${show}</summary>${places.map(
    ({ before, after }) =>
      html`<p>${before && html`<span${lang}>${was}</span> <del>${proseHtml(before)}</del> `}${after && html`<span${lang}>${is}</span> <ins>${proseHtml(after)}</ins>`}</p>`,
  )}</details>`;
}

/** The attribute that marks words of the page inside a coverage in another language. */
export const languageOf = ({ wordsLanguage }: RenderOptions): SafeHtml | undefined =>
  wordsLanguage && html` lang="${wordsLanguage}"`;
