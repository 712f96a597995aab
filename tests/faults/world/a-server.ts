import type { LogRecord } from '#domain/change.ts';
import type { Command, Receipt } from '#domain/command.ts';
import type { Coverage } from '#domain/coverage.ts';
import type { Cursor } from '#domain/cursor.ts';
import { standing } from '#domain/cursor.ts';
import type { PublicCoverage } from '#domain/public-view.ts';
import { isPublic, publicChange, publicCoverage } from '#domain/public-view.ts';
import type { Actor } from '#domain/staff.ts';
import type { FollowAnswer, SpokenRefusal } from '#live/protocol.ts';
import { createTail } from '#server/live/tail.ts';
import type { RunningNewsroom } from '#server/newsroom/newsroom.ts';
import { createNewsroom } from '#server/newsroom/newsroom.ts';
import type { JournalHost } from '#server/storage/journal-host.ts';
import type { Chance } from '../chance.ts';
import type { SimulatedDisk } from './a-disk.ts';
import type { Blow, Call, ProcessDisk } from './a-process.ts';
import { createProcessDisk } from './a-process.ts';
import type { StoreInHand } from './a-store.ts';
import { createStoreInHand } from './a-store.ts';
import { demand } from './broken.ts';
import type { Line, Listener } from './network.ts';
import type { Promises } from './whole-oracle.ts';

export type View = 'reader' | 'staff';

/** What somebody who follows gets, as the wire carries it. */
export interface Audience {
  readonly view: View;
  readonly line: Line;
  hear(epoch: string, changes: readonly LogRecord[]): void;
}

/** One life of the server's process, from its start to its end. */
export interface ServerLife extends Listener {
  readonly newsroom: RunningNewsroom;
  submit(command: unknown, actor: Actor): Promise<Receipt | SpokenRefusal>;
  follow(asker: Audience, coverageId: string, cursor: Cursor): Promise<FollowAnswer<LogRecord>>;
  /** The page as the server renders it; null while there is none. */
  page(coverageId: string): PublicCoverage | null;
  die(): void;
}

interface ServerDependencies {
  readonly disk: SimulatedDisk;
  readonly chance: Chance;
  readonly blow: (call: Call, path: string) => Blow | null;
  readonly promises: Promises;
  readonly newEpoch: () => string;
  /** Told once, however it ended. */
  readonly onDeath: () => void;
  readonly onBroken: (fault: unknown) => void;
}

export const print = (iso: string): string => iso.slice(11, 16).replace(':', 'h');
const MOST_DELAY = 40;
const TICK = 250;
const now = (): string => new Date(Date.now()).toISOString();
const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Starts the product's newsroom on the simulated disk, behind doors like the product's.
 * @throws what kept it from starting
 */
export async function startServer(dependencies: ServerDependencies): Promise<ServerLife> {
  const { disk, chance, blow, promises, newEpoch, onDeath, onBroken } = dependencies;
  const lines = new Set<Line>();
  const followers = new Set<Audience>();
  const process: ProcessDisk = createProcessDisk(
    disk,
    (call, path) => {
      const what = blow(call, path);
      if (what?.startsWith('dies')) setTimeout(die, 0);
      return what;
    },
    chance.fraction,
  );
  let ended = false;
  let ticking: ReturnType<typeof setInterval> | undefined;

  function die(): void {
    if (ended) return;
    ended = true;
    process.die();
    clearInterval(ticking);
    for (const line of lines) line.cut();
    onDeath();
  }

  const slow = (host: JournalHost): JournalHost => ({
    get space() {
      return host.space;
    },
    failed: host.failed,
    open: host.open,
    async append(coverageId, records) {
      await sleep(chance.index(MOST_DELAY));
      try {
        return await host.append(coverageId, records);
      } finally {
        await sleep(chance.index(MOST_DELAY));
      }
    },
    close: host.close,
  });

  let inHand: StoreInHand;
  try {
    inHand = createStoreInHand({ disk: process, newEpoch, now, between: slow });
  } catch (fault) {
    die();
    throw fault;
  }
  ticking = setInterval(() => {
    try {
      inHand.keeper.tick();
    } catch {
      die();
    }
    if (chance.percent(10)) snapshot();
  }, TICK);

  function snapshot(): void {
    try {
      inHand.snapshot();
    } catch {
      // A lost snapshot costs a longer start.
    }
  }

  /** What an outsider sees go wrong ends the story, not only a promise. */
  function outside(act: () => void): void {
    try {
      act();
    } catch (fault) {
      onBroken(fault);
    }
  }

  const outsideLater = (act: () => Promise<void>): Promise<void> => act().catch(onBroken);

  let newsroom: RunningNewsroom;
  try {
    newsroom = await createNewsroom({
      store: inHand.store,
      now,
      slugOwner: () => undefined,
      hasImage: () => false,
      onBroken: () => setTimeout(die, 0),
      report: () => undefined,
    });
  } catch (fault) {
    die();
    throw fault;
  }

  const tails = {
    reader: createTail({ newsroom, view: (record, coverage) => publicChange(record, coverage, print) }),
    staff: createTail({ newsroom, view: (record) => record }),
  };
  const seen = (view: View, coverage: Coverage, records: readonly LogRecord[]): LogRecord[] =>
    view === 'staff'
      ? [...records]
      : records.map((record) => publicChange(record, coverage, print) as unknown as LogRecord);

  newsroom.follow(({ coverage, records }) => {
    if (ended) return;
    outside(() => {
      for (const record of records) promises.tell(coverage.epoch, record);
    });
    for (const asker of followers) {
      if (asker.view === 'reader' && !isPublic(coverage)) continue;
      const changes = seen(asker.view, coverage, records);
      asker.line.toClient(() => asker.hear(coverage.epoch, changes));
    }
  });

  return {
    newsroom,
    get alive() {
      return !ended;
    },
    accept(line) {
      lines.add(line);
      line.onGone('server', () => {
        lines.delete(line);
        for (const asker of followers) if (asker.line === line) followers.delete(asker);
      });
    },
    async submit(command, actor) {
      const answer = await newsroom.submit(command, actor);
      if (ended) throw new Error('nobody answers any more');
      if (answer.ok) {
        outside(() => promises.acknowledge(answer));
        return answer;
      }
      if (answer.code === 'storage-full')
        await outsideLater(() => checkRefused(newsroom, command as Command));
      return { ...answer, message: 'Không.' };
    },
    async follow(asker, coverageId, cursor) {
      const coverage = newsroom.coverageById(coverageId);
      if (!coverage || (asker.view === 'reader' && !isPublic(coverage)))
        return { kind: 'refused', code: 'not-found', message: 'Không.' };
      for (const other of followers) if (other.line === asker.line) followers.delete(other);
      followers.add(asker);
      const head = { epoch: coverage.epoch, seq: coverage.head };
      outside(() => promises.tellHead(head.epoch, head.seq));
      const stands = standing(cursor, head);
      if (stands === 'caught-up') return { kind: 'caught-up', head };
      if (stands === 'restart') return { kind: 'restart', reason: 'epoch' };
      const said = await tails[asker.view].answer(coverage, cursor.seq);
      return JSON.parse(String(said))[0];
    },
    page(coverageId) {
      const coverage = newsroom.coverageById(coverageId);
      if (!coverage || !isPublic(coverage)) return null;
      outside(() => promises.tellHead(coverage.epoch, coverage.head));
      return publicCoverage(coverage, print);
    },
    die,
  };
}

/** [I13] What a full disk refused is in memory only if an earlier try of the same command is on the disk. */
async function checkRefused(newsroom: RunningNewsroom, command: Command): Promise<void> {
  if (command.kind !== 'post-entry') return;
  const { id, coverageId, entryId } = command;
  const isInMemory = newsroom.coverageById(coverageId)?.entries.has(entryId) === true;
  if (!isInMemory) return;
  const records = await newsroom.changes(coverageId, 0, Number.MAX_SAFE_INTEGER).catch(() => null);
  const isStored = records === null || records.some(({ commandId }) => commandId === id);
  demand(isStored, 'I13', () => `${entryId} was refused and is there`);
}
