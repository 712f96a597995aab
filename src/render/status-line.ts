import type { Coverage, CoverageStatus } from '#domain/coverage.ts';
import type { SafeHtml } from './html.ts';
import { html } from './html.ts';
import { hourOfInstant, timeHtml } from './instant.ts';

export interface StatusWords {
  readonly status: Readonly<Record<CoverageStatus, string>>;
  readonly updated: (hour: string) => string;
  readonly startsAt: (hour: string) => string;
  readonly closedAt: (hour: string) => string;
  readonly simulated: string;
}

type Standing = Pick<Coverage<unknown, unknown>, 'status' | 'updatedAt' | 'closedAt'> & {
  readonly about: Pick<Coverage['about'], 'startsAt' | 'simulated'>;
};

/** `● TRỰC TIẾP · cập nhật 9h12`: the state in a word, and the hour that goes with it. */
export function statusLineHtml(coverage: Standing, words: StatusWords): SafeHtml {
  const when = whenOf(coverage, words);
  return html`<span class="badge" data-status="${coverage.status}">${words.status[coverage.status]}</span>${when && html` <span class="status-when">${when}</span>`}${coverage.about.simulated && html` <span class="simulated">${words.simulated}</span>`}`;
}

function whenOf({ status, about, updatedAt, closedAt }: Standing, words: StatusWords): SafeHtml | null {
  const at = {
    scheduled: about.startsAt,
    closed: closedAt,
    live: updatedAt,
    paused: updatedAt,
    draft: undefined,
    archived: undefined,
  }[status];
  if (!at) return null;
  const print =
    status === 'scheduled' ? words.startsAt : status === 'closed' ? words.closedAt : words.updated;
  const hour = hourOfInstant(at);
  const [before = '', after = ''] = print(hour).split(hour);
  return html`${before}${timeHtml(at, hour)}${after}`;
}
