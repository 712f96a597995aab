import type { Image } from '#domain/block.ts';
import { textOfBlock } from '#domain/block.ts';
import { isOpen } from '#domain/coverage.ts';
import type { EntryContent } from '#domain/entry.ts';
import { byHour, shorten } from '#domain/entry.ts';
import type { PublicCoverage, PublicEntry } from '#domain/public-view.ts';
import type { ShareCard } from '#domain/share-card.ts';
import type { Mention } from '#domain/speaker.ts';
import type { StatusWords } from './status-line.ts';
import { printLongDay } from './time.ts';

export interface CardWords extends Pick<StatusWords, 'status' | 'simulated'> {
  readonly site: string;
}

/** More than fits on any card. */
const BEGINNING = 240;

/** The picture for a coverage: how it stands, its title, its day, and its newest photo. */
export function coverageCard(coverage: PublicCoverage, words: CardWords, language: 'vi' | 'en'): ShareCard {
  const { about, status } = coverage;
  const venue = about.venues.find(({ kind }) => kind === 'main')?.name;
  const newest = [...coverage.entries.values()].sort((a, b) => byHour(b, a));
  return {
    site: words.site,
    label: about.simulated ? words.simulated : words.status[status],
    ...(!about.simulated && isOpen(status) && { isLive: true }),
    title: about.title,
    foot: [printLongDay(about.date.iso, language), venue].filter(Boolean).join(' · '),
    ...photoOf(newest),
  };
}

/** The picture for an entry: its hour, who speaks, how it begins, its photo. @returns null once it is withdrawn */
export function entryCard(entry: PublicEntry, coverage: PublicCoverage, words: CardWords): ShareCard | null {
  const { content, itemId } = entry;
  if (!content) return null;
  const { about, agenda } = coverage;
  const hour = entry.hour ?? (itemId === null ? undefined : agenda.get(itemId)?.hour);
  const lead = [hour, content.speaker && nameFirst(content.speaker)].filter(Boolean).join(' · ');
  return {
    site: words.site,
    ...(about.simulated && { label: words.simulated }),
    ...(lead && { lead }),
    title: beginningOf(content) || entry.headline,
    foot: about.title,
    ...photoOf([entry]),
  };
}

/** Who has no room for all of it keeps the name. */
const nameFirst = ({ name, shortTitle, title }: Mention): string =>
  [name, shortTitle ?? title].filter(Boolean).join(', ');

const beginningOf = ({ headline, blocks }: EntryContent): string =>
  headline ??
  shorten(
    blocks
      .filter(({ type }) => type !== 'figure')
      .map(textOfBlock)
      .join(' ')
      .replace(/\s+/gu, ' ')
      .trim(),
    BEGINNING,
  );

function photoOf(entries: readonly PublicEntry[]): { readonly photo?: Image } {
  for (const { content } of entries)
    for (const block of content?.blocks ?? [])
      if (block.type === 'figure' && block.image) return { photo: block.image };
  return {};
}
