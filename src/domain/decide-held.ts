import type { Command } from './command.ts';
import type { Coverage } from './coverage.ts';
import { isOpen } from './coverage.ts';
import type { Decision } from './decision.ts';
import type { Entry } from './entry.ts';
import { soonAfter, stale, without } from './entry-steps.ts';
import { refuse } from './refusal.ts';
import type { Actor } from './staff.ts';

type Release = Extract<Command, { kind: 'release-entry' }>;
type Return = Extract<Command, { kind: 'return-entry' }>;

/** Readers get it from here on: by an editor who read this revision, or by its hour (rules 10, 13, 14). */
export function release(coverage: Coverage, entry: Entry, command: Release, now: string): Decision {
  if (!entry.held) return refuse('nothing-changed');
  if (command.base !== entry.revision) return stale(entry);
  if (command.publishAt !== undefined && !isDue(coverage, entry, command.publishAt, now))
    return refuse('wrong-status', { field: 'publishAt' });
  // A picture that is still on its way would be read by nobody first.
  if (coverage.about.review && awaitsPicture(entry)) return refuse('wrong-status', { field: 'content' });
  return [
    {
      kind: 'entry-released',
      entry: {
        ...without(entry, 'held', 'returned', 'publishAt'),
        // What readers have not seen is new to them from here on.
        seq: coverage.head + 1,
        at: entry.at > soonAfter(coverage, now) ? now : entry.at,
        postedAt: now,
      },
    },
  ];
}

/** The clock publishes what still waits for this hour, where nobody else has to. */
export const isDue = ({ about, status }: Coverage, entry: Entry, publishAt: string, now: string): boolean =>
  entry.publishAt === publishAt && publishAt <= now && isOpen(status) && !about.review;

export function giveBack(entry: Entry, command: Return, actor: Actor, now: string): Decision {
  if (!entry.held) return refuse('wrong-status', { field: 'entryId' });
  if (command.base !== entry.revision) return stale(entry);
  return [
    {
      kind: 'entry-returned',
      entry: {
        ...without(entry, 'publishAt'),
        returned: { at: now, by: actor.id, reason: command.reason },
      },
    },
  ];
}

export const awaitsPicture = ({ content }: Entry): boolean =>
  content.blocks.some((block) => block.type === 'figure' && block.awaited);
