import type { LiveWords } from './live-vi.ts';

export const plural = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;

/** The words that an open page prints by itself, English. */
export const liveEn: LiveWords = {
  simulated: 'Simulated',
  status: {
    draft: 'Draft',
    scheduled: 'Coming',
    live: 'Live',
    paused: 'Paused',
    closed: 'Ended',
    archived: 'Archive',
  },
  updated: (hour) => `updated ${hour}`,
  startsAt: (hour) => `starts ${hour}`,
  closedAt: (hour) => `at ${hour}`,
  readers: (count) => `${count} reading`,
  agenda: 'Agenda',
  agendaState: { past: 'over', now: 'now', next: 'to come' },
  aside: 'On the side',
  pinned: 'Pinned',
  key: 'Key moment',
  toEntry: 'See it in place',
  share: 'Share',
  shareEntry: (headline) => `Share: ${headline}`,
  copied: 'Link copied',
  corrected: (hour) => `Corrected at ${hour}`,
  changed: { show: 'What was changed', was: 'Before:', is: 'Now:' },
  withdrawn: (hour) => `This entry was withdrawn at ${hour}`,
  credit: 'Photo',
  captionOnly: 'Photo caption',
  seePhoto: 'See the photo',
  live: {
    updates: (count) => plural(count, 'new update', 'new updates'),
    updatesAt: (count, hour) => `${plural(count, 'new update', 'new updates')} under ${hour}`,
    below: (text) => `${text} at the end`,
    inNewest: (text) => `${text} in the newest part`,
    sinceVisit: (count, hour) => `Since your last visit${hour ? ` (${hour})` : ''}: ${count}`,
    offline: (hour) => `Connection lost at ${hour}. Trying again…`,
    back: 'Connected again.',
    backWith: (count) => `Connected again, ${plural(count, 'new update', 'new updates')}.`,
    reload: 'Reload',
    reopened: 'The coverage was reopened.',
    closed: 'The conference has ended.',
    paused: 'The conference is paused.',
    resumed: 'The conference goes on.',
    archived: 'The coverage was archived.',
    readInOrder: 'Read the archive from the start',
  },
};
