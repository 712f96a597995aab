import type { Figure } from './block.ts';
import type { Change } from './change.ts';
import type { Command } from './command.ts';
import type { Coverage } from './coverage.ts';
import { isOpen } from './coverage.ts';
import type { Circumstances, Decision } from './decision.ts';
import type { Entry, EntryContent } from './entry.ts';
import type { Refusal } from './refusal.ts';
import { refuse } from './refusal.ts';
import { isTypoFix } from './typo.ts';

type EntryCommand = Extract<Command, { entryId: string }>;
type PostEntry = Extract<EntryCommand, { kind: 'post-entry' }>;
type EditEntry = Extract<EntryCommand, { kind: 'revise-entry' | 'correct-entry' }>;

export function decideEntry(
  coverage: Coverage,
  command: EntryCommand,
  { actor, now }: Circumstances,
): Decision {
  if (command.kind === 'post-entry') return post(coverage, command, actor.id, now);

  const entry = coverage.entries.get(command.entryId);
  if (!entry) return refuse('not-found', { field: 'entryId' });
  if (entry.withdrawn) return refuse('entry-withdrawn', { field: 'entryId' });

  switch (command.kind) {
    case 'revise-entry':
    case 'correct-entry':
      return edit(entry, command, now);
    case 'move-entry':
      if (command.base !== entry.revision) return stale(entry);
      if (!knowsItem(coverage, command.itemId)) return refuse('not-found', { field: 'itemId' });
      return [
        {
          kind: 'entry-moved',
          entry: {
            ...withExactHour(entry),
            itemId: command.itemId,
            at: command.at,
            revision: entry.revision + 1,
          },
        },
      ];
    case 'withdraw-entry':
      return [
        {
          kind: 'entry-withdrawn',
          entry: {
            ...without(entry, 'pinned'),
            withdrawn: { at: now, by: actor.id, reason: command.reason },
          },
        },
      ];
    case 'release-entry':
      if (!entry.held) return refuse('nothing-changed');
      return [{ kind: 'entry-released', entry: { ...without(entry, 'held'), postedAt: now } }];
    case 'key-entry':
      return entry.key
        ? refuse('nothing-changed')
        : [{ kind: 'entry-keyed', entry: { ...entry, key: true } }];
    case 'unkey-entry':
      return entry.key
        ? [{ kind: 'entry-unkeyed', entry: without(entry, 'key') }]
        : refuse('nothing-changed');
    case 'pin-entry':
      return entry.pinned ? refuse('nothing-changed') : pin(coverage, entry);
    case 'unpin-entry':
      return entry.pinned
        ? [{ kind: 'entry-unpinned', entry: without(entry, 'pinned') }]
        : refuse('nothing-changed');
    case 'attach-figure':
      return attach(entry, command.figure);
    default:
      return command satisfies never;
  }
}

function post(coverage: Coverage, command: PostEntry, by: string, now: string): Decision {
  if (coverage.entries.has(command.entryId)) return refuse('id-reused', { field: 'entryId' });
  if (!knowsItem(coverage, command.itemId)) return refuse('not-found', { field: 'itemId' });
  if (command.at > soonAfter(now)) return refuse('invalid', { field: 'at', detail: now });
  const fault = faultOfFigures(command.content);
  if (fault) return fault;

  const held = !isOpen(coverage.status);
  if (held) {
    if (coverage.closedAt === undefined) return refuse('not-live', { detail: coverage.status });
    if (command.begunAt >= coverage.closedAt) return refuse('coverage-closed', { detail: coverage.closedAt });
  }
  const entry: Entry = {
    id: command.entryId,
    itemId: command.itemId,
    seq: coverage.head + 1,
    revision: 1,
    at: command.at,
    postedAt: now,
    by,
    content: command.content,
    corrections: [],
    ...(command.atInferred && { atInferred: true }),
    ...(command.key && { key: true }),
    ...(held && { held: true }),
  };
  return [{ kind: held ? 'entry-held' : 'entry-posted', entry }];
}

/** Clocks of phones run ahead; an hour further off is a slip. */
function soonAfter(now: string): string {
  return new Date(Date.parse(now) + 5 * 60_000).toISOString();
}

function edit(entry: Entry, command: EditEntry, now: string): Decision {
  if (command.base !== entry.revision) return stale(entry);
  if (JSON.stringify(command.content) === JSON.stringify(entry.content)) return refuse('nothing-changed');
  const fault = faultOfFigures(command.content);
  if (fault) return fault;
  const revision = entry.revision + 1;
  if (command.kind === 'revise-entry') {
    // A held entry was never read by anybody, so there is nothing to correct in the open.
    if (!entry.held && !isTypoFix(entry.content, command.content)) return refuse('needs-correction-note');
    return [{ kind: 'entry-revised', entry: { ...entry, revision, content: command.content } }];
  }
  return [
    {
      kind: 'entry-corrected',
      entry: {
        ...entry,
        revision,
        content: command.content,
        corrections: [...entry.corrections, { at: now, note: command.note, revision }],
      },
    },
  ];
}

const stale = (entry: Entry): Refusal =>
  refuse('stale-revision', {
    field: 'base',
    current: { revision: entry.revision, content: entry.content },
  });

/** A coverage has one pinned entry: the second takes the place of the first. */
function pin(coverage: Coverage, entry: Entry): Decision {
  if (entry.held) return refuse('wrong-status', { field: 'entryId' });
  const before = [...coverage.entries.values()].find((other) => other.pinned);
  const changes: Change[] = before ? [{ kind: 'entry-unpinned', entry: without(before, 'pinned') }] : [];
  return [...changes, { kind: 'entry-pinned', entry: { ...entry, pinned: true } }];
}

function attach(entry: Entry, figure: Figure): Decision {
  const blocks = entry.content.blocks;
  const announced = blocks.find((block) => block.type === 'figure' && block.id === figure.id);
  if (announced?.type !== 'figure') return refuse('not-found', { field: 'figure.id' });
  if (announced.image || !figure.image) return refuse('nothing-changed');
  const content = {
    ...entry.content,
    blocks: blocks.map((block) => (block === announced ? figure : block)),
  };
  const fault = faultOfFigures(content);
  if (fault) return fault;
  return [{ kind: 'figure-attached', entry: { ...entry, revision: entry.revision + 1, content } }];
}

/** A picture goes out only with credit and alternative text. */
function faultOfFigures(content: EntryContent): Refusal | null {
  const index = content.blocks.findIndex(
    (block) => block.type === 'figure' && block.image && !(block.caption && block.credit && block.alt),
  );
  return index < 0 ? null : refuse('photo-undescribed', { field: `content.blocks.${index}` });
}

const knowsItem = (coverage: Coverage, itemId: string | null): boolean =>
  itemId === null || coverage.agenda.has(itemId);

function without<K extends 'key' | 'pinned' | 'held'>(entry: Entry, flag: K): Entry {
  const { [flag]: _, ...rest } = entry;
  return rest as Entry;
}

function withExactHour(entry: Entry): Entry {
  const { atInferred: _, ...rest } = entry;
  return rest;
}
