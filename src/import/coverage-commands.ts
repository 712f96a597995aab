import type { AgendaItemDraft } from '#domain/agenda.ts';
import type { Command, CommandBody } from '#domain/command.ts';
import type { CoverageAbout } from '#domain/coverage.ts';
import { ZONE } from '#domain/coverage.ts';
import type { EntryContent } from '#domain/entry.ts';
import type { CoverageDraft, EntryDraft, ItemDraft } from './coverage-shape.ts';
import { instantOf } from './hours.ts';

export interface CommandCircumstances {
  /** Makes a UUIDv7. */
  readonly newId: () => string;
  readonly coverageId: string;
  /** Last part of the address, free. */
  readonly slug: string;
  /** UTC instant of the import. */
  readonly now: string;
  /** Directory records the coverage belongs to. */
  readonly conferenceId?: string;
  readonly seriesId?: string;
  readonly simulated?: true;
}

/**
 * What the newsroom is asked so that an imported page becomes a closed coverage: create, open, every item begun at its
 * hour and filled in the order of the day, close. An entry's hour is that of its item, and says so (`atInferred`).
 */
export function coverageCommands(draft: CoverageDraft, circumstances: CommandCircumstances): Command[] {
  const { newId, coverageId, now } = circumstances;
  const command = (body: CommandBody): Command => ({ id: newId(), coverageId, ...body });
  const agenda = draft.items.map((item) => agendaItem(item, newId()));
  const startsAt = agenda[0]?.plannedAt ?? now;

  const post = (entry: EntryDraft): Command =>
    command({
      kind: 'post-entry',
      entryId: newId(),
      itemId: entry.item === null ? null : (agenda[entry.item]?.id ?? null),
      at: entry.item === null ? startsAt : (agenda[entry.item]?.plannedAt ?? startsAt),
      atInferred: true,
      begunAt: now,
      content: contentOf(entry, newId),
    });
  const under = (item: number | null): Command[] =>
    draft.entries.filter((entry) => entry.item === item).map(post);

  return [
    command({ kind: 'create-coverage', about: aboutOf(draft, agenda, circumstances), agenda }),
    command({ kind: 'open-coverage', at: startsAt }),
    ...under(null),
    ...agenda.flatMap(({ id, plannedAt }, index) => [
      command({ kind: 'start-agenda-item', itemId: id, ...(plannedAt && { at: plannedAt }) }),
      ...under(index),
    ]),
    command({ kind: 'close-coverage', at: agenda.at(-1)?.plannedAt ?? startsAt }),
  ];
}

const agendaItem = ({ day, hour, title, shortTitle, kind }: ItemDraft, id: string): AgendaItemDraft => ({
  id,
  day,
  plannedAt: instantOf(day, hour),
  title,
  shortTitle,
  kind,
});

function aboutOf(
  { about }: CoverageDraft,
  agenda: readonly AgendaItemDraft[],
  { slug, conferenceId, seriesId, simulated }: CommandCircumstances,
): CoverageAbout {
  const startsAt = agenda[0]?.plannedAt;
  const endsAt = agenda.length > 1 ? agenda.at(-1)?.plannedAt : undefined;
  return {
    ...about,
    slug,
    zone: ZONE,
    ...(startsAt && { startsAt }),
    ...(endsAt && { endsAt }),
    ...(conferenceId && { conferenceId }),
    ...(seriesId && { seriesId }),
    ...(simulated && { simulated }),
    documents: [],
    related: [],
  };
}

const contentOf = ({ kind, speaker, venue, blocks }: EntryDraft, newId: () => string): EntryContent => ({
  kind,
  ...(speaker && { speaker }),
  ...(venue && { venue }),
  blocks: blocks.map((block) => (block.type === 'figure' ? { ...block, id: newId() } : block)),
});
