import { setTimeout as wait } from 'node:timers/promises';
import type { Chance } from './chance.ts';
import { changesAfter } from './fetch-log.ts';
import type { Verdict } from './judge.ts';
import { judge } from './judge.ts';
import type { Handed } from './ledger.ts';
import { createLedger } from './ledger.ts';
import type { Work } from './people.ts';
import { anEditor, aReporter } from './people.ts';
import { repeat } from './repeat.ts';
import type { Staffed } from './staffed.ts';
import type { Memory, ToldReader } from './told-reader.ts';
import { aToldReader } from './told-reader.ts';

/** Reporters, an editor and readers of one newsroom, who live through everything. */
export interface Crowd {
  readonly work: Work;
  /** Goes over to a new coverage. */
  begin(slug: string): Promise<void>;
  /** Reporters hand over nothing more. Resolves when every outbox is empty and every reader is at the head, or time is up. */
  rest(within: number): Promise<void>;
  /** Asks what came to rest. */
  judged(): Promise<Verdict>;
  /** Asks again what was acknowledged before: the receipt must be the same (I4). */
  askAgain(): Promise<void>;
  /** 1 when the server does not know what somebody was told before (I1, I2). */
  forgotten(): Promise<number>;
  /** How often readers fetched the whole page again. */
  readonly restarts: number;
  leave(): void;
}

export interface CrowdDependencies {
  readonly staffed: Staffed;
  /** Where people connect; what stands between them and the server may break it. */
  readonly origin: string;
  /** The server's own address, for setting up and for judging. */
  readonly server: () => string;
  readonly chance: Chance;
  readonly readers: number;
  readonly onAcknowledged: (handed: Handed) => void;
}

export async function aCrowd(dependencies: CrowdDependencies): Promise<Crowd> {
  const { staffed, origin, server, chance, onAcknowledged } = dependencies;
  const editor = anEditor({ origin, person: staffed.editor, chance, onAcknowledged });
  const reporters = staffed.reporters.map((person) =>
    aReporter({
      origin,
      person,
      chance,
      onAcknowledged(handed) {
        onAcknowledged(handed);
        editor.look();
      },
    }),
  );
  const people = [editor, ...reporters];
  let work: Work;
  let readers: ToldReader[] = [];
  let restarts = 0;

  const atRest = async (): Promise<void> => {
    await Promise.all(people.map((person) => person.drained()));
    while (readers.some(({ coverage }) => coverage.head < work.ledger.highest)) await wait(5);
  };
  return {
    get work() {
      return work;
    },
    async begin(slug) {
      for (const reader of readers) reader.leave();
      work = { coverage: await staffed.openCoverage(slug), ledger: createLedger() };
      const memory: Memory = new Map();
      readers = Array.from({ length: dependencies.readers }, () => aToldReader(origin, work, memory));
      for (const person of people) person.begin(work);
    },
    async rest(within) {
      for (const person of people) person.pause();
      const patience = new AbortController();
      await Promise.race([atRest(), wait(within, undefined, { signal: patience.signal })]);
      patience.abort();
    },
    async judged() {
      restarts += readers.reduce((sum, reader) => sum + reader.restarts, 0);
      return judge(server(), work, readers);
    },
    askAgain: () => repeat(server(), work.ledger, [...staffed.reporters, staffed.editor], chance),
    async forgotten() {
      const { coverage, ledger } = work;
      const answer = await changesAfter(server(), coverage.id, coverage.epoch, ledger.highest);
      return answer.kind === 'caught-up' || answer.kind === 'behind' ? 0 : 1;
    },
    get restarts() {
      return restarts;
    },
    leave() {
      for (const person of people) person.leave();
      for (const reader of readers) reader.leave();
    },
  };
}
