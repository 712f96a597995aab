import { hourOf } from '#domain/agenda.ts';
import type { PublicEntry, PublicItem } from '#domain/public-view.ts';
import { entryHtml, languageOf } from './entry.ts';
import type { SafeHtml } from './html.ts';
import { html } from './html.ts';
import { timeHtml } from './instant.ts';
import { proseHtml } from './prose.ts';
import type { Placed, Section } from './timeline-order.ts';
import { anchorOf } from './timeline-order.ts';
import type { RenderOptions } from './words.ts';

/** A section: `8h15: Title` over its entries. */
export function sectionHtml(section: Section<PublicEntry>, options: RenderOptions): SafeHtml {
  const anchor = anchorOf(section.item);
  return html`<section class="section" id="${anchor}" aria-labelledby="h-${anchor}">${sectionHeadingHtml(section.item, options)}<ol class="entries" role="list">${section.entries.map((entry) => placeHtml(entry, options))}</ol></section>`;
}

export function sectionHeadingHtml(item: PublicItem | null, options: RenderOptions): SafeHtml {
  const anchor = anchorOf(item);
  if (!item)
    return html`<h2 class="section-name" id="h-${anchor}" tabindex="-1"${languageOf(options)}>${options.words.aside}</h2>`;
  const iso = hourOf(item);
  const hour = iso && item.hour && html`<span class="section-hour">${timeHtml(iso, item.hour)}: </span>`;
  return html`<h2 class="section-name" id="h-${anchor}" tabindex="-1">${hour}${proseHtml(item.title)}</h2>`;
}

/** An entry in its place. The place carries what its order depends on, so that the page can be kept in order. */
export const placeHtml = (entry: PublicEntry, options: RenderOptions): SafeHtml =>
  html`<li class="place" ${placeAttributes(entry)}>${entryHtml(entry, options)}</li>`;

const placeAttributes = ({ id, itemId, at, seq }: Placed): SafeHtml =>
  html`data-entry="${id}" data-item="${itemId ?? ''}" data-at="${at}" data-seq="${seq}"`;

export const sectionsHtml = (sections: readonly Section<PublicEntry>[], options: RenderOptions): SafeHtml =>
  html`${sections.map((section) => sectionHtml(section, options))}`;
