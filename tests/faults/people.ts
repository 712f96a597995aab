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
export interface AtWork {
  /** Goes over to another coverage. */
  begin(work: Work): void;
  /** Hands nothing over any more; what is in the outbox still goes out. */
  pause(): void;
  /** Resolves when everything that was handed over is answered. */
  drained(): Promise<void>;
  leave(): void;
}

interface PersonDependencies {
  readonly origin: string;
  readonly person: Person;
  readonly chance: Chance;
  readonly onAcknowledged: (handed: Handed) => void;
}

/** So many of a reporter's posts are in the outbox at a time: their order is the outbox's business. */
const IN_OUTBOX = 3;
/** An editor looks up after so many acknowledged posts. */
const POSTS_PER_ACT = 12;

function sitDown({ origin, person, onAcknowledged }: PersonDependencies) {
  let work: Work | null = null;
  let at = 0;
  let open = 0;
  let idle = Promise.withResolvers<void>();
  const desk: DeskConnection = connectDesk({
    language: 'en',
    origin,
    token: person.token,
    store: createMemoryOutboxStore(),
    onRecords(coverageId, records) {
      if (coverageId !== work?.coverage.id) return;
      for (const record of records) hear(work.ledger, record);
    },
    // Too far behind: the desk's page would be fetched again. The rest of the log is followed from there.
    onRestart: (coverageId) => {
      if (coverageId === work?.coverage.id) follow(work);
    },
    onPresence: () => undefined,
    onAudience: () => undefined,
    onState: () => undefined,
    onOutbox: () => undefined,
  });

  function hear(ledger: Ledger, record: LogRecord): void {
    if (record.seq !== at + 1) ledger.wrong.gaps += 1;
    at = record.seq;
    ledger.tellStaff(record);
  }

  function follow({ coverage, ledger }: Work): void {
    at = ledger.highest;
    desk.follow(coverage.id, { epoch: coverage.epoch, seq: at });
  }

  return {
    desk,
    begin(next: Work): void {
      if (work) desk.unfollow(work.coverage.id);
      work = next;
      follow(next);
    },
    async hand(ledger: Ledger, act: Act): Promise<Handed> {
      const handed = ledger.handOver(person.login, act);
      if (open === 0) idle = Promise.withResolvers();
      open += 1;
      ledger.answer(handed, await desk.submit(act));
      open -= 1;
      if (open === 0) idle.resolve();
      onAcknowledged(handed);
      return handed;
    },
    drained: (): Promise<void> => (open === 0 ? Promise.resolve() : idle.promise),
  };
}

/** Posts as fast as posts are acknowledged. */
export function aReporter(dependencies: PersonDependencies): AtWork {
  const { chance, person } = dependencies;
  const seat = sitDown(dependencies);
  let posting: Work | null = null;
  let count = 0;

  async function post(work: Work): Promise<void> {
    while (posting === work) {
      count += 1;
      const { coverage, ledger } = work;
      const text = `${person.login}: tin số ${count}, ${'nắng nhẹ trên đồi chè '.repeat(1 + chance.index(8))}`;
      const itemId = coverage.agenda[chance.index(coverage.agenda.length)]?.id ?? null;
      const act = aPost(coverage.id, text.trim(), { itemId, at: at('8h00', chance.index(7_200)) });
      await seat.hand(ledger, act);
    }
  }

  return {
    begin(work) {
      seat.begin(work);
      posting = work;
      for (let n = 0; n < IN_OUTBOX; n += 1) void post(work);
    },
    pause() {
      posting = null;
    },
    drained: seat.drained,
    leave: seat.desk.stop,
  };
}

/** Corrects what was posted, and withdraws some of it. */
export function anEditor(dependencies: PersonDependencies): AtWork & { look(): void } {
  const { chance } = dependencies;
  const seat = sitDown(dependencies);
  let editing: Work | null = null;
  let busy = false;
  let seen = 0;
  /** Revision of each entry that was corrected; withdrawn ones are touched no more. */
  const revisions = new Map<string, number>();
  const withdrawn = new Set<string>();

  async function act({ coverage, ledger }: Work): Promise<void> {
    const { act: post } = ledger.acknowledged[chance.index(ledger.acknowledged.length)] ?? {};
    if (post?.kind !== 'post-entry' || withdrawn.has(post.entryId)) return;
    const about = { id: v7(), coverageId: coverage.id, entryId: post.entryId };
    if (chance.percent(25)) {
      withdrawn.add(post.entryId);
      await seat.hand(ledger, { ...about, kind: 'withdraw-entry', reason: 'Đưa nhầm.' });
      return;
    }
    const base = revisions.get(post.entryId) ?? 1;
    revisions.set(post.entryId, base + 1);
    await seat.hand(ledger, {
      ...about,
      kind: 'correct-entry',
      base,
      content: aText(`Bản sửa thứ ${base}: mưa rào ở phía tây.`),
      note: `Sửa lần ${base}.`,
    });
  }

  return {
    begin(work) {
      seat.begin(work);
      editing = work;
      seen = 0;
    },
    pause() {
      editing = null;
    },
    drained: seat.drained,
    leave: seat.desk.stop,
    look() {
      if (!editing || busy || editing.ledger.acknowledged.length < seen + POSTS_PER_ACT) return;
      seen = editing.ledger.acknowledged.length;
      busy = true;
      void act(editing).finally(() => {
        busy = false;
      });
    },
  };
}
