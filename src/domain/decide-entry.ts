import type { Figure } from './block.ts';
import { isComplete } from './block.ts';
import type { Change } from './change.ts';
import { changedWords, withoutTakenBack } from './changed-words.ts';
import type { Command } from './command.ts';
import type { Coverage } from './coverage.ts';
import { isOpen } from './coverage.ts';
import { giveBack, release } from './decide-held.ts';
import type { Circumstances, Decision } from './decision.ts';
import type { Entry, EntryContent } from './entry.ts';
import { soonAfter, stale, without } from './entry-steps.ts';
import { isReviewed } from './policy.ts';
import type { Refusal } from './refusal.ts';
import { refuse } from './refusal.ts';
import { isSameContent } from './same-content.ts';
import type { Actor } from './staff.ts';
import { isTypoFix } from './typo.ts';

type EntryCommand = Extract<Command, { entryId: string }>;
type PostEntry = Extract<EntryCommand, { kind: 'post-entry' }>;
type EditEntry = Extract<EntryCommand, { kind: 'revise-entry' | 'correct-entry' }>;

export function decideEntry(
  coverage: Coverage,
  command: EntryCommand,
  { actor, now }: Circumstances,
): Decision {
  if (command.kind === 'post-entry') return post(coverage, command, actor, now);

  const entry = coverage.entries.get(command.entryId);
  if (!entry) return refuse('not-found', { field: 'entryId' });
  if (entry.withdrawn) return refuse('entry-withdrawn', { field: 'entryId' });
  // What is published is an editor's (rule 13).
  if (!entry.held && isReviewed(coverage.about, actor) && command.kind !== 'withdraw-entry')
    return refuse('not-allowed', { field: 'entryId' });

  switch (command.kind) {
    case 'revise-entry':
    case 'correct-entry':
      return edit(entry, command, now);
    case 'move-entry':
      if (command.base !== entry.revision) return stale(entry);
      if (!knowsItem(coverage, command.itemId)) return refuse('not-found', { field: 'itemId' });
      if (command.at > soonAfter(coverage, entry.publishAt ?? now))
        return refuse('invalid', { field: 'at', detail: now });
      if (command.itemId === entry.itemId && command.at === entry.at) return refuse('nothing-changed');
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
      return release(coverage, entry, command, now);
    case 'return-entry':
      return giveBack(entry, command, actor, now);
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

function post(coverage: Coverage, command: PostEntry, actor: Actor, now: string): Decision {
  if (coverage.entries.has(command.entryId)) return refuse('id-reused', { field: 'entryId' });
  if (!knowsItem(coverage, command.itemId)) return refuse('not-found', { field: 'itemId' });
  const publishAt =
    command.publishAt !== undefined && command.publishAt > now ? command.publishAt : undefined;
  if (command.at > soonAfter(coverage, publishAt ?? now))
    return refuse('invalid', { field: 'at', detail: now });
  if (publishAt !== undefined && publishAt > aYearAfter(now))
    return refuse('invalid', { field: 'publishAt', detail: aYearAfter(now) });
  // Who is read by an editor first has no say in when.
  if (publishAt !== undefined && isReviewed(coverage.about, actor))
    return refuse('not-allowed', { field: 'publishAt' });
  const fault = faultOfFigures(command.content);
  if (fault) return fault;

  const late = !isOpen(coverage.status);
  if (late) {
    if (coverage.closedAt === undefined) return refuse('not-live', { detail: coverage.status });
    if (command.begunAt >= coverage.closedAt) return refuse('coverage-closed', { detail: coverage.closedAt });
  }
  const held = late || publishAt !== undefined || isReviewed(coverage.about, actor);
  const entry: Entry = {
    id: command.entryId,
    itemId: command.itemId,
    seq: coverage.head + 1,
    revision: 1,
    at: command.at,
    postedAt: now,
    by: actor.id,
    content: command.content,
    corrections: [],
    ...(command.atInferred && { atInferred: true }),
    ...(command.key && { key: true }),
    ...(!hasWords(command.content) && { awaitsPhoto: true }),
    ...(held && { held: true }),
    // What came too late is an editor's to publish, whatever hour it was meant for.
    ...(publishAt !== undefined && !late && { publishAt }),
  };
  return [{ kind: held ? 'entry-held' : 'entry-posted', entry }];
}

const aYearAfter = (now: string): string => new Date(Date.parse(now) + 366 * 86_400_000).toISOString();

function edit(entry: Entry, command: EditEntry, now: string): Decision {
  if (command.base !== entry.revision) return stale(entry);
  if (isSameContent(command.content, entry.content)) return refuse('nothing-changed');
  const fault = faultOfFigures(command.content);
  if (fault) return fault;
  // Readers who have the entry would keep what nobody else sees any more: that is what withdrawing is for.
  if (!entry.awaitsPhoto && !hasWords(command.content)) return refuse('invalid', { field: 'content.blocks' });
  const revision = entry.revision + 1;
  const next = hasWords(command.content)
    ? without(entry, 'returned', 'awaitsPhoto')
    : without(entry, 'returned');
  // A held entry was never read by anybody, so there is nothing to correct in the open.
  if (command.kind === 'revise-entry' || entry.held) {
    if (!entry.held && !isTypoFix(entry.content, command.content)) return refuse('needs-correction-note');
    const corrections = withoutTakenBack(entry.corrections, command.content);
    return [{ kind: 'entry-revised', entry: { ...next, revision, content: command.content, corrections } }];
  }
  const changed = command.showChange && wasRead(entry) ? changedWords(entry.content, command.content) : [];
  const earlier = command.showChange
    ? entry.corrections
    : withoutTakenBack(entry.corrections, command.content);
  const correction = {
    at: now,
    note: command.note,
    revision,
    ...(changed.length > 0 && { changedWords: changed }),
  };
  return [
    {
      kind: 'entry-corrected',
      entry: { ...next, revision, content: command.content, corrections: [...earlier, correction] },
    },
  ];
}

/** Words that nobody read yet are not old words that a correction may show. */
const wasRead = ({ held, awaitsPhoto }: Entry): boolean => !held && !awaitsPhoto;

/** A coverage has one pinned entry: the second takes the place of the first. */
function pin(coverage: Coverage, entry: Entry): Decision {
  if (entry.held) return refuse('wrong-status', { field: 'entryId' });
  const before = [...coverage.entries.values()].find((other) => other.pinned);
  const changes: Change[] = before ? [{ kind: 'entry-unpinned', entry: without(before, 'pinned') }] : [];
  return [...changes, { kind: 'entry-pinned', entry: { ...entry, pinned: true } }];
}

/** Only the picture is taken: an editor may have corrected the words meanwhile. */
function attach(entry: Entry, { id, image, credit, alt }: Figure): Decision {
  const { blocks } = entry.content;
  const announced = blocks.find((block) => block.type === 'figure' && block.id === id);
  if (announced?.type !== 'figure') return refuse('not-found', { field: 'figure.id' });
  if (announced.image || !image) return refuse('nothing-changed');
  const { awaited: _, ...words } = announced;
  const figure: Figure = { ...(credit && { credit }), ...(alt && { alt }), ...words, image };
  const content = { ...entry.content, blocks: blocks.map((block) => (block === announced ? figure : block)) };
  const fault = faultOfFigures(content);
  if (fault) return fault;
  const shown = without(entry, 'awaitsPhoto');
  return [{ kind: 'figure-attached', entry: { ...shown, revision: entry.revision + 1, content } }];
}

/** There is something for readers to see before any photo arrives. */
const hasWords = ({ blocks }: EntryContent): boolean => blocks.some(isComplete);

/** A picture goes out only with credit and alternative text. */
function faultOfFigures(content: EntryContent): Refusal | null {
  const index = content.blocks.findIndex(
    (block) => block.type === 'figure' && block.image && !(block.caption && block.credit && block.alt),
  );
  return index < 0 ? null : refuse('photo-undescribed', { field: `content.blocks.${index}` });
}

const knowsItem = (coverage: Coverage, itemId: string | null): boolean =>
  itemId === null || coverage.agenda.has(itemId);

function withExactHour(entry: Entry): Entry {
  const { atInferred: _, ...rest } = entry;
  return rest;
}
