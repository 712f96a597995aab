import { v7 } from 'uuid';
import type { LogRecord } from '#domain/change.ts';
import type { DeskConnection } from '#live/desk-client.ts';
import { connectDesk } from '#live/desk-client.ts';
import { createMemoryOutboxStore } from '#live/outbox-store.ts';
import { aPost, aText, at } from '../cast/a-coverage.ts';
import type { Chance } from './chance.ts';
import type { Act, Handed, Ledger } from './ledger.ts';
import type { OpenCoverage, Person } from './staffed.ts';

/** What people are at work on. */
export interface Work {
  readonly coverage: OpenCoverage;
  readonly ledger: Ledger;
}

/** Somebody at a desk with the product's own outbox. */
interface AtWork {
  /** Hands nothing over any more; what is in the outbox still goes out. */
  pause(): void;
  /** Resolves when everything that was handed over is answered. */
  drained(): Promise<void>;
  leave(): void;
}

interface PersonDependencies {
  readonly origin: string;
  readonly person: Person;
  readonly work: Work;
  readonly chance: Chance;
  readonly onAcknowledged: (handed: Handed) => void;
}

/** So many of a reporter's posts are in the outbox at a time: their order is the outbox's business. */
const IN_OUTBOX = 3;
/** An editor looks up after so many acknowledged posts. */
const POSTS_PER_ACT = 12;

function sitDown({ origin, person, work: { coverage, ledger }, onAcknowledged }: PersonDependencies) {
  let at = 0;
  let open = 0;
  let idle = Promise.withResolvers<void>();
  const desk: DeskConnection = connectDesk({
    language: 'en',
    origin,
    token: person.token,
    store: createMemoryOutboxStore(),
    onRecords(_, records) {
      for (const record of records) hear(record);
    },
    // Too far behind: the desk's page would be fetched again. The rest of the log is followed from there.
    onRestart: () => follow(ledger.highest),
    onPresence: () => undefined,
    onAudience: () => undefined,
    onState: () => undefined,
    onOutbox: () => undefined,
  });

  function hear(record: LogRecord): void {
    if (record.seq !== at + 1) ledger.wrong.gaps += 1;
    at = record.seq;
    ledger.tellStaff(record);
  }

  function follow(seq: number): void {
    at = seq;
    desk.follow(coverage.id, { epoch: coverage.epoch, seq });
  }
  follow(0);

  return {
    async hand(act: Act): Promise<void> {
      const handed = ledger.handOver(person.login, act);
      if (open === 0) idle = Promise.withResolvers();
      open += 1;
      ledger.answer(handed, await desk.submit(act));
      open -= 1;
      if (open === 0) idle.resolve();
      onAcknowledged(handed);
    },
    drained: (): Promise<void> => (open === 0 ? Promise.resolve() : idle.promise),
    leave: desk.stop,
  };
}

/** Posts as fast as posts are acknowledged. */
export function aReporter(dependencies: PersonDependencies): AtWork {
  const { chance, person, work } = dependencies;
  const { id: coverageId, agenda } = work.coverage;
  const seat = sitDown(dependencies);
  let posting = true;
  let count = 0;

  async function post(): Promise<void> {
    while (posting) {
      count += 1;
      const text = `${person.login}: tin số ${count}, ${'nắng nhẹ trên đồi chè '.repeat(1 + chance.index(8))}`;
      const itemId = agenda[chance.index(agenda.length)]?.id ?? null;
      await seat.hand(aPost(coverageId, text.trim(), { itemId, at: at('8h00', chance.index(7_200)) }));
    }
  }

  for (let n = 0; n < IN_OUTBOX; n += 1) void post();
  return {
    pause() {
      posting = false;
    },
    drained: seat.drained,
    leave: seat.leave,
  };
}

/** Corrects what was posted, and withdraws some of it. */
export function anEditor(dependencies: PersonDependencies): AtWork & { look(): void } {
  const {
    chance,
    work: { coverage, ledger },
  } = dependencies;
  const seat = sitDown(dependencies);
  let editing = true;
  let busy = false;
  let seen = 0;
  /** Revision of each entry that was corrected; withdrawn ones are touched no more. */
  const revisions = new Map<string, number>();
  const withdrawn = new Set<string>();

  async function act(): Promise<void> {
    const { act: post } = ledger.acknowledged[chance.index(ledger.acknowledged.length)] ?? {};
    if (post?.kind !== 'post-entry' || withdrawn.has(post.entryId)) return;
    const about = { id: v7(), coverageId: coverage.id, entryId: post.entryId };
    if (chance.percent(25)) {
      withdrawn.add(post.entryId);
      return seat.hand({ ...about, kind: 'withdraw-entry', reason: 'Đưa nhầm.' });
    }
    const base = revisions.get(post.entryId) ?? 1;
    revisions.set(post.entryId, base + 1);
    return seat.hand({
      ...about,
      kind: 'correct-entry',
      base,
      content: aText(`Bản sửa thứ ${base}: mưa rào ở phía tây.`),
      note: `Sửa lần ${base}.`,
    });
  }

  return {
    pause() {
      editing = false;
    },
    drained: seat.drained,
    leave: seat.leave,
    look() {
      if (!editing || busy || ledger.acknowledged.length < seen + POSTS_PER_ACT) return;
      seen = ledger.acknowledged.length;
      busy = true;
      void act().finally(() => {
        busy = false;
      });
    },
  };
}
