import type { Entry } from '#domain/entry.ts';
import type { Newsroom } from '#domain/ports.ts';
import type { Actor } from '#domain/staff.ts';

export interface PublishOnTimeDependencies {
  readonly newsroom: Newsroom;
  /** Who publishes: nobody of the staff need be there. */
  readonly actor: Actor;
  /** UTC instant. */
  readonly now: () => string;
  readonly newId: () => string;
}

/** Publishes entries whose hour has come (rule 14); what a start finds overdue, at once. */
export interface PublishOnTime {
  /** To be called every second. */
  tick(): void;
  stop(): void;
}

export function publishOnTime({ newsroom, actor, now, newId }: PublishOnTimeDependencies): PublishOnTime {
  /** By entry id. */
  const waiting = new Map<string, { readonly coverageId: string; readonly publishAt: string }>();
  const asked = new Set<string>();

  function look(coverageId: string, { id, held, publishAt, withdrawn }: Entry): void {
    if (held && publishAt !== undefined && !withdrawn) waiting.set(id, { coverageId, publishAt });
    else waiting.delete(id);
  }

  for (const { id } of newsroom.summaries())
    for (const entry of newsroom.coverageById(id)?.entries.values() ?? []) look(id, entry);
  const stop = newsroom.follow(({ coverage, records }) => {
    for (const { change } of records) if ('entry' in change) look(coverage.id, change.entry);
  });

  async function publish(entryId: string, coverageId: string): Promise<void> {
    asked.add(entryId);
    // A full disk refuses it: the next tick asks again. Any other no is told by the log: it is held no more.
    await newsroom.submit({ id: newId(), coverageId, kind: 'release-entry', entryId }, actor);
    asked.delete(entryId);
  }

  return {
    tick() {
      const at = now();
      for (const [entryId, { coverageId, publishAt }] of waiting)
        if (publishAt <= at && !asked.has(entryId)) void publish(entryId, coverageId);
    },
    stop,
  };
}
