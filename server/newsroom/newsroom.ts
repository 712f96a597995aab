import type { Image } from '#domain/block.ts';
import type { Command, Receipt } from '#domain/command.ts';
import { blankCoverage, RESERVED_SLUGS } from '#domain/coverage.ts';
import { decide } from '#domain/decide.ts';
import { may } from '#domain/policy.ts';
import type { News, Newsroom } from '#domain/ports.ts';
import type { Refusal } from '#domain/refusal.ts';
import { refuse } from '#domain/refusal.ts';
import type { Actor } from '#domain/staff.ts';
import type { LogStore } from '../storage/log-store.ts';
import { StorageFailure, StoreClosed } from '../storage/log-store.ts';
import { readCommand } from './command-schema.ts';
import type { Writer } from './writer.ts';
import { createWriter } from './writer.ts';

export interface NewsroomDependencies {
  readonly store: LogStore;
  /** UTC instant. */
  readonly now: () => string;
  /** Id of the coverage that has an address for good: that of an archive. */
  readonly slugOwner: (slug: string) => string | undefined;
  /** A picture that readers can be shown: it was taken in here, in these widths. */
  readonly hasImage: (image: Image) => boolean;
  /** Told once the refusals are answered: the disk may have lied, and only a restart helps (rule 12). */
  readonly onBroken: () => void;
  /** A fault that nobody asked for: logged once by whoever assembles. */
  readonly report: (fault: unknown) => void;
}

/** The newsroom, and how to stop it. */
export interface RunningNewsroom extends Newsroom {
  /** Waits until every command taken so far is answered and told. The store is closed by who opened it. */
  idle(): Promise<void>;
}

/**
 * Opens every log of the store and takes commands.
 * @throws {DamagedLog} when a log is damaged before its last batch: the start must stop (rule 12)
 */
export async function createNewsroom({
  store,
  now,
  slugOwner,
  hasImage,
  onBroken,
  report,
}: NewsroomDependencies): Promise<RunningNewsroom> {
  const writers = new Map<string, Writer>();
  const idOfSlug = new Map<string, string>();
  /** Logs that were opened for a first command; a refused one leaves an empty log, which is nobody's coverage. */
  const begunLogs = new Map<string, Promise<Writer>>();
  const listeners = new Set<(news: News) => void>();

  function tell(news: News): void {
    for (const listener of listeners) {
      try {
        listener(news);
      } catch (fault) {
        report(fault);
      }
    }
  }

  async function openLog(coverageId: string): Promise<Writer> {
    const writer = createWriter({
      opened: await store.open(coverageId),
      now,
      hasImage,
      isFull: () => store.health().state === 'full',
      tell,
      onBroken,
      report,
    });
    if (writer.coverage.head > 0) enter(writer);
    return writer;
  }

  function enter(writer: Writer): void {
    writers.set(writer.coverage.id, writer);
    idOfSlug.set(writer.coverage.about.slug, writer.coverage.id);
  }

  /** The log of a coverage is begun by its first command; a second copy of that command waits for the first. */
  async function create(
    command: Extract<Command, { kind: 'create-coverage' }>,
    actor: Actor,
  ): Promise<Receipt | Refusal> {
    if (!may(actor, command.kind, command.coverageId)) return refuse('not-allowed');
    const { slug } = command.about;
    const owner = idOfSlug.get(slug) ?? slugOwner(slug);
    if (RESERVED_SLUGS.has(slug) || (owner !== undefined && owner !== command.coverageId))
      return refuse('slug-taken', { field: 'about.slug', detail: slug });
    // A log is begun only for what will be in it: a refused one would stay, open, for good.
    if (!begunLogs.has(command.coverageId)) {
      const blank = blankCoverage(command.coverageId, '');
      const decision =
        store.health().state === 'full'
          ? refuse('storage-full')
          : decide(blank, command, { actor, now: now() });
      if ('ok' in decision) return decision;
    }
    idOfSlug.set(slug, command.coverageId);
    const begun = begunLogs.get(command.coverageId) ?? openLog(command.coverageId);
    begunLogs.set(command.coverageId, begun);
    try {
      const writer = await begun;
      const answer = await writer.submit(command, actor);
      if (writer.coverage.head > 0) enter(writer);
      return answer;
    } catch (fault) {
      begunLogs.delete(command.coverageId);
      // Nothing failed: whoever asks again finds the next run.
      if (fault instanceof StoreClosed) return refuse('storage-failed');
      report(fault);
      if (fault instanceof StorageFailure && fault.recoverable) return refuse('storage-full');
      setImmediate(onBroken);
      return refuse('storage-failed');
    } finally {
      // Refused, or created under another address by a command that came before.
      if (writers.get(command.coverageId)?.coverage.about.slug !== slug) idOfSlug.delete(slug);
    }
  }

  for (const coverageId of await store.list()) {
    const writer = await openLog(coverageId);
    // The run before ended before its first command was durable: that command comes again.
    if (writer.coverage.head === 0) begunLogs.set(coverageId, Promise.resolve(writer));
  }

  return {
    summaries: () => [...writers.values()].map((writer) => writer.summary()),
    coverage: (slug) => writers.get(idOfSlug.get(slug) ?? '')?.coverage,
    coverageById: (id) => writers.get(id)?.coverage,
    async submit(input, actor) {
      const command = readCommand(input);
      if ('ok' in command) return command;
      const writer = writers.get(command.coverageId);
      if (writer) return writer.submit(command, actor);
      if (command.kind === 'create-coverage') return create(command, actor);
      return refuse('not-found', { field: 'coverageId' });
    },
    changes: async (coverageId, after, limit) => writers.get(coverageId)?.read(after, limit) ?? [],
    links: async (coverageId, after, limit) => writers.get(coverageId)?.links(after, limit) ?? [],
    health: () => store.health(),
    follow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async idle() {
      // A coverage that is being created has no writer here before its first change is durable.
      const begun = await Promise.allSettled(begunLogs.values());
      const beginning = begun.flatMap((log) => (log.status === 'fulfilled' ? log.value : []));
      await Promise.all([...writers.values(), ...beginning].map((writer) => writer.idle()));
      // Followers are told one turn after the answer.
      await new Promise(setImmediate);
    },
  };
}
