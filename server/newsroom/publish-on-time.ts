import { isDue } from '#domain/decide-held.ts';
import type { Entry } from '#domain/entry.ts';
import type { Newsroom } from '#domain/ports.ts';
import type { Actor } from '#domain/staff.ts';

export interface PublishOnTimeDependencies {
  readonly newsroom: Pick<Newsroom, 'summaries' | 'coverageById' | 'follow' | 'submit'>;
  /** Who publishes: nobody of the staff need be there. */
  readonly actor: Actor;
  /** UTC instant. */
  readonly now: () => string;
  readonly newId: () => string;
  readonly report: (fault: unknown) => void;
}

/** Publishes entries whose hour has come (rule 14); what a start finds overdue, at once. */
export interface PublishOnTime {
  /** To be called every second. @returns once everything that was due is answered */
  tick(): Promise<void>;
  stop(): void;
}

export function publishOnTime(dependencies: PublishOnTimeDependencies): PublishOnTime {
  const { newsroom, actor, now, newId, report } = dependencies;
  /** Ids of entries that wait, by coverage: clients make the ids, and two coverages may share one. */
  const waiting = new Map<string, Set<string>>();
  const asked = new Set<string>();

  function look(coverageId: string, { id, held, publishAt, withdrawn }: Entry): void {
    const ids = waiting.get(coverageId) ?? new Set();
    if (held && publishAt !== undefined && !withdrawn) waiting.set(coverageId, ids.add(id));
    else if (ids.delete(id) && ids.size === 0) waiting.delete(coverageId);
  }

  for (const { id } of newsroom.summaries())
    for (const entry of newsroom.coverageById(id)?.entries.values() ?? []) look(id, entry);
  const stop = newsroom.follow(({ coverage, records }) => {
    for (const { change } of records) if ('entry' in change) look(coverage.id, change.entry);
  });

  async function publishIfDue(coverageId: string, entryId: string): Promise<void> {
    const coverage = newsroom.coverageById(coverageId);
    const entry = coverage?.entries.get(entryId);
    const key = `${coverageId} ${entryId}`;
    if (!coverage || !entry?.publishAt || asked.has(key) || !isDue(coverage, entry, entry.publishAt, now()))
      return;
    asked.add(key);
    try {
      // Refused when it was mended, withdrawn or given back meanwhile, or the disk is full: the next tick looks again.
      const { revision: base, publishAt } = entry;
      await newsroom.submit(
        { id: newId(), coverageId, kind: 'release-entry', entryId, base, publishAt },
        actor,
      );
    } catch (fault) {
      report(fault);
    } finally {
      asked.delete(key);
    }
  }

  return {
    async tick() {
      await Promise.all(
        [...waiting].flatMap(([coverageId, ids]) => [...ids].map((id) => publishIfDue(coverageId, id))),
      );
    },
    stop,
  };
}
