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
import type { Memory } from './told-reader.ts';
import { aToldReader } from './told-reader.ts';

/** Reporters, an editor and readers of one coverage, who live through everything. */
interface Crowd {
  readonly work: Work;
  /** Reporters hand over nothing more. Resolves when every outbox is empty and every reader is at the head, or time is up. */
  rest(within: number): Promise<void>;
  /** Compares what came to rest. */
  judged(): Promise<Verdict>;
  /** Asks again what was acknowledged before: the receipt must be the same (I4). */
  askAgain(): Promise<void>;
  /** Whether the server, started again, does not know what somebody was told before (I1, I2). */
  forgotten(): Promise<boolean>;
  /** How often readers fetched the whole page again. */
  restarts(): number;
  leave(): void;
}

interface CrowdDependencies {
  readonly staffed: Staffed;
  /** Where people connect; what stands between them and the server may break it. */
  readonly origin: string;
  /** The server's own address, for setting up and for judging. */
  readonly server: () => string;
  readonly chance: Chance;
  readonly readers: number;
  readonly onAcknowledged: (handed: Handed) => void;
}

/** Opens a coverage and connects everybody; reporters begin at once. */
export async function aCrowd(dependencies: CrowdDependencies): Promise<Crowd> {
  const { staffed, origin, server, chance, onAcknowledged } = dependencies;
  const work: Work = { coverage: await staffed.openCoverage('tinh-lam-son'), ledger: createLedger() };
  const { coverage, ledger } = work;
  const memory: Memory = new Map();
  const readers = Array.from({ length: dependencies.readers }, () => aToldReader(origin, work, memory));
  const editor = anEditor({ origin, person: staffed.editor, work, chance, onAcknowledged });
  const reporters = staffed.reporters.map((person) =>
    aReporter({
      origin,
      person,
      work,
      chance,
      onAcknowledged(handed) {
        onAcknowledged(handed);
        editor.look();
      },
    }),
  );
  const people = [editor, ...reporters];

  const atRest = async (): Promise<void> => {
    await Promise.all(people.map((person) => person.drained()));
    while (readers.some((reader) => reader.coverage.head < ledger.highest)) await wait(5);
  };
  return {
    work,
    async rest(within) {
      for (const person of people) person.pause();
      const patience = new AbortController();
      await Promise.race([atRest(), wait(within, undefined, { signal: patience.signal })]);
      patience.abort();
    },
    judged: () => judge(server(), work, readers),
    askAgain: () => repeat(server(), ledger, [...staffed.reporters, staffed.editor], chance),
    async forgotten() {
      const answer = await changesAfter(server(), coverage.id, coverage.epoch, ledger.highest);
      return answer.kind !== 'caught-up' && answer.kind !== 'behind';
    },
    restarts: () => readers.reduce((sum, reader) => sum + reader.restarts, 0),
    leave() {
      for (const person of people) person.leave();
      for (const reader of readers) reader.leave();
    },
  };
}
