import { hourOf, inOrderOfDay } from '#domain/agenda.ts';
import type { Coverage } from '#domain/coverage.ts';
import { isOpen } from '#domain/coverage.ts';
import type { PublicItem } from '#domain/public-view.ts';
import { languageOf } from './entry.ts';
import type { SafeHtml } from './html.ts';
import { html } from './html.ts';
import { timeHtml } from './instant.ts';
import type { RenderOptions } from './words.ts';

type State = 'past' | 'now' | 'next';

/**
 * The programme as a row of links to the sections: over, now, to come, in words.
 * @param hrefOf address of an item's section; an item without one is no link
 */
export function agendaHtml(
  coverage: Pick<Coverage<unknown, PublicItem>, 'agenda' | 'currentItemId' | 'status'>,
  hrefOf: (item: PublicItem) => string | undefined,
  options: RenderOptions,
): SafeHtml {
  const items = inOrderOfDay(coverage.agenda.values());
  const current = items.findIndex((item) => item.id === coverage.currentItemId);
  const chips = items.map((item, index) => {
    const state: State = index === current ? 'now' : item.startedAt || index < current ? 'past' : 'next';
    return chipHtml(item, isOpen(coverage.status) ? state : null, hrefOf(item), options);
  });
  return html`<ol class="agenda-items" role="list">${chips}</ol>`;
}

function chipHtml(
  item: PublicItem,
  state: State | null,
  href: string | undefined,
  options: RenderOptions,
): SafeHtml {
  const iso = hourOf(item);
  const inner = html`${iso && item.hour && html`<span class="agenda-hour">${timeHtml(iso, item.hour)}</span> `}<span class="agenda-title">${item.shortTitle}</span>${state && html` <span class="agenda-state"${languageOf(options)}>${options.words.agendaState[state]}</span>`}`;
  const body = href
    ? html`<a class="agenda-item" href="${href}"${state === 'now' && html` aria-current="step"`}>${inner}</a>`
    : html`<span class="agenda-item">${inner}</span>`;
  return html`<li${state && html` data-state="${state}"`}>${body}</li>`;
}
