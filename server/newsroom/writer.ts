import type { Image } from '#domain/block.ts';
import type { LogRecord } from '#domain/change.ts';
import type { Command, Receipt } from '#domain/command.ts';
import type { Coverage } from '#domain/coverage.ts';
import { decide } from '#domain/decide.ts';
import type { ChainLink, CoverageSummary, News } from '#domain/ports.ts';
import type { Refusal } from '#domain/refusal.ts';
import { refuse } from '#domain/refusal.ts';
import type { Actor } from '#domain/staff.ts';
import type { Carried, LogState } from '../storage/log-state.ts';
import { copyState, foldRecord } from '../storage/log-state.ts';
import type { OpenedLog } from '../storage/log-store.ts';
import { StorageFailure, StoreClosed } from '../storage/log-store.ts';
import { digestOf } from './digest.ts';
import { missingImage } from './missing-image.ts';
import { createSummary } from './summary.ts';

/** The one writer of a coverage: it takes commands in turn (rule 3). */
export interface Writer {
  /** As of the newest durable change. */
  readonly coverage: Coverage;
  summary(): CoverageSummary;
  submit(command: Command, actor: Actor): Promise<Receipt | Refusal>;
  read(after: number, limit: number): Promise<LogRecord[]>;
  links(after: number, limit: number): Promise<ChainLink[]>;
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>;
}

/** A decision that waits for its turn to be durable. Answers are given in the order the commands came. */
interface Waiting {
  readonly records: readonly LogRecord[];
  readonly answer: Receipt | Refusal;
  settle(answer: Receipt | Refusal): void;
}

interface WriterDependencies {
  readonly opened: OpenedLog;
  readonly now: () => string;
  readonly hasImage: (image: Image) => boolean;
  /** The disk has no space for more than corrections. */
  readonly isFull: () => boolean;
  readonly tell: (news: News) => void;
  /** The disk may have lied, or memory is not what it holds: nothing more is taken until the restart (rule 12). */
  readonly onBroken: () => void;
  readonly report: (fault: unknown) => void;
}

/** What grows a coverage waits for space; what mends it does not (rule 12). */
const NEEDS_SPACE: ReadonlySet<Command['kind']> = new Set(['create-coverage', 'post-entry', 'attach-figure']);

/**
 * Two states are folded from the same log. `durable` is what the disk holds and anybody may be shown. `decided` runs
 * ahead by what is being written, so that commands that arrive meanwhile are decided at once and share the next sync.
 * When the disk refuses, `decided` is thrown away: what was refused is in no memory (rule 1).
 */
export function createWriter(dependencies: WriterDependencies): Writer {
  const { opened, now, hasImage, isFull, tell, onBroken, report } = dependencies;
  const { log } = opened;
  const durable: LogState = opened.state;
  const summaryOf = createSummary();
  let decided = copyState(durable);
  let waiting: Waiting[] = [];
  let writing: Promise<void> | null = null;
  let broken = false;

  function submit(command: Command, actor: Actor): Promise<Receipt | Refusal> {
    if (broken) return Promise.resolve(refuse('storage-failed'));
    const { promise, resolve } = Promise.withResolvers<Receipt | Refusal>();
    waiting.push({ ...take(command, actor), settle: resolve });
    writing ??= write();
    return promise;
  }

  function take(command: Command, actor: Actor): Omit<Waiting, 'settle'> {
    const digest = digestOf(command);
    const carried = decided.carried.get(command.id);
    if (carried)
      return {
        records: [],
        answer:
          carried.digest === digest ? receipt(command.id, carried) : refuse('id-reused', { field: 'id' }),
      };

    if (NEEDS_SPACE.has(command.kind) && isFull()) return { records: [], answer: refuse('storage-full') };
    const at = now();
    const decision =
      missingImage(decided.coverage, command, hasImage) ??
      decide(decided.coverage, command, { actor, now: at });
    if ('ok' in decision) return { records: [], answer: decision };
    const first = decided.coverage.head + 1;
    const records = decision.map(
      (change, index): LogRecord => ({
        v: 1,
        seq: first + index,
        at,
        by: actor.id,
        commandId: command.id,
        digest,
        change,
      }),
    );
    try {
      for (const record of records) foldRecord(decided, record);
    } catch (fault) {
      // Half of it is in the state that decides; nobody was shown it, and what was taken before is carried out.
      report(fault);
      broken = true;
      return { records: [], answer: refuse('storage-failed') };
    }
    return { records, answer: receipt(command.id, decided.carried.get(command.id)) };
  }

  const receipt = (commandId: string, carried: Carried | undefined): Receipt => ({
    ok: true,
    commandId,
    coverageId: log.coverageId,
    epoch: log.epoch,
    seq: carried?.seq ?? 0,
    ...(carried?.held && { held: true }),
  });

  async function write(): Promise<void> {
    // Commands of the same turn of the loop go out in one batch.
    await Promise.resolve();
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      const records = batch.flatMap((one) => one.records);
      try {
        if (records.length > 0) await log.append(records);
        // What cannot be folded is on the disk all the same: the next start has it, and whoever asks again its receipt.
        for (const record of records) foldRecord(durable, record);
      } catch (fault) {
        giveUp(batch, fault);
        continue;
      }
      for (const one of batch) one.settle(one.answer);
      // The reporter's answer goes out before the readers are told (rule 1).
      if (records.length > 0) setImmediate(tell, { coverage: durable.coverage, records });
    }
    writing = null;
  }

  const isDurable = (answer: Receipt | Refusal): boolean => answer.ok && answer.seq <= durable.coverage.head;

  function giveUp(batch: readonly Waiting[], fault: unknown): void {
    // Letting go of the store is no fault of the disk.
    const closed = fault instanceof StoreClosed;
    if (!closed) report(fault);
    broken = !(fault instanceof StorageFailure && fault.recoverable);
    const answer = refuse(broken ? 'storage-failed' : 'storage-full');
    const refused = [...batch, ...waiting];
    waiting = [];
    decided = copyState(durable);
    // A repeat of what is durable already gets its receipt again, whatever happens to those beside it.
    for (const one of refused) one.settle(isDurable(one.answer) ? one.answer : answer);
    // Behind the answers, as everything that is told.
    if (broken && !closed) setImmediate(onBroken);
  }

  return {
    coverage: durable.coverage,
    summary: () => summaryOf(durable.coverage),
    submit,
    read: (after, limit) => log.read(after, limit),
    links: (after, limit) => log.links(after, limit),
    async idle() {
      while (writing) await writing;
    },
  };
}
