import { textOfBlock } from '#domain/block.ts';
import type { LogRecord } from '#domain/change.ts';
import type { Command, Receipt } from '#domain/command.ts';
import type { EntryContent } from '#domain/entry.ts';
import type { PublicRecord } from '#live/protocol.ts';
import type { Answer } from '#live/read-answer.ts';

/** The commands of these runs. */
export type Act = Extract<Command, { kind: 'post-entry' | 'correct-entry' | 'withdraw-entry' }>;

/** One command as the person who gave it knows it. */
export interface Handed {
  readonly act: Act;
  readonly by: string;
  /** Milliseconds of `performance.now()`. */
  readonly handedAt: number;
  receipt?: Receipt;
  refused?: true;
}

/** Everything people of one coverage were promised and told, kept apart from the product. */
export interface Ledger {
  readonly handed: readonly Handed[];
  /** Acknowledged ones, as they came. */
  readonly acknowledged: readonly Handed[];
  /** What each number was said to be, `<kind> <entry id>`: true for good (I2, I6). */
  readonly told: ReadonlyMap<number, string>;
  /** How often each command id was seen in the staff's log: seqs of its records. */
  readonly recorded: ReadonlyMap<string, ReadonlySet<number>>;
  /** Highest number anybody was told of or given a receipt for. */
  readonly highest: number;
  /** How many acknowledged commands were sent once more. */
  repeated: number;
  /** What was seen to be wrong while it ran. */
  readonly wrong: Wrong;
  /** Readers may be told the words of this, if there are any. Before it is sent: they may hear sooner than who asked. */
  allow(command: Command): void;
  /** It was refused, and is never sent again: nobody may have been told of it, nor be from now on (I13). */
  refuseForGood(command: Command): void;
  handOver(by: string, act: Act): Handed;
  answer(handed: Handed, answer: Answer): void;
  tellReader(record: PublicRecord): void;
  tellStaff(record: LogRecord): void;
}

interface Wrong {
  /** Two receipts of one command differ (I4). */
  unequalReceipts: number;
  /** A command that was in order was refused for good. */
  wronglyRefused: number;
  /** One number was told as two things (I6). */
  contradicted: number;
  /** Readers were told words that nobody handed over, or that were refused for good (I13). */
  neverSaid: number;
  /** A follower was given n+2 after n (I7). */
  gaps: number;
  /** A reader had to fetch the whole page again, and was not too far behind (CU2). */
  needlessRestarts: number;
}

/** What a change is told apart by: its words may be taken back later, this stays. */
export const nameOf = ({ change }: PublicRecord | LogRecord): string =>
  'entry' in change ? `${change.kind} ${change.entry.id}` : change.kind;

const BECOMES = {
  'post-entry': 'entry-posted',
  'correct-entry': 'entry-corrected',
  'withdraw-entry': 'entry-withdrawn',
} as const;

/** What a command becomes in the log, as {@link nameOf} says it. */
export const becomes = ({ kind, entryId }: Act): string => `${BECOMES[kind]} ${entryId}`;

const saying = (entryId: string, { blocks }: Pick<EntryContent, 'blocks'>): string =>
  [entryId, ...blocks.map(textOfBlock)].join('\n');

export function createLedger(): Ledger {
  const handed: Handed[] = [];
  const acknowledged: Handed[] = [];
  const told = new Map<number, string>();
  /** Whole records, as staff are told them: nothing of them may ever differ. */
  const records = new Map<number, string>();
  const recorded = new Map<string, Set<number>>();
  /** Entry and words, together: those that readers may be told, and those that they were. */
  const allowed = new Set<string>();
  const shown = new Set<string>();
  const wrong: Wrong = {
    unequalReceipts: 0,
    wronglyRefused: 0,
    contradicted: 0,
    neverSaid: 0,
    gaps: 0,
    needlessRestarts: 0,
  };
  let highest = 0;

  function tell(seq: number, name: string): void {
    highest = Math.max(highest, seq);
    const before = told.get(seq);
    if (before === undefined) told.set(seq, name);
    else if (before !== name) wrong.contradicted += 1;
  }

  function allow(command: Command): void {
    if ('content' in command) allowed.add(saying(command.entryId, command.content));
  }

  return {
    handed,
    acknowledged,
    told,
    recorded,
    repeated: 0,
    wrong,
    get highest() {
      return highest;
    },
    allow,
    refuseForGood(command) {
      if (!('content' in command)) return;
      const said = saying(command.entryId, command.content);
      allowed.delete(said);
      if (shown.has(said)) wrong.neverSaid += 1;
    },
    handOver(by, act) {
      allow(act);
      const one: Handed = { act, by, handedAt: performance.now() };
      handed.push(one);
      return one;
    },
    answer(one, answer) {
      if (!answer.ok) {
        if (one.receipt) wrong.unequalReceipts += 1;
        else wrong.wronglyRefused += 1;
        one.refused = true;
        return;
      }
      highest = Math.max(highest, answer.seq);
      if (!one.receipt) {
        one.receipt = answer;
        acknowledged.push(one);
      } else if (JSON.stringify(one.receipt) !== JSON.stringify(answer)) wrong.unequalReceipts += 1;
    },
    tellReader(record) {
      tell(record.seq, nameOf(record));
      if (!('entry' in record.change) || !record.change.entry.content) return;
      const said = saying(record.change.entry.id, record.change.entry.content);
      shown.add(said);
      if (!allowed.has(said)) wrong.neverSaid += 1;
    },
    tellStaff(record) {
      tell(record.seq, nameOf(record));
      const text = JSON.stringify(record);
      const before = records.get(record.seq);
      if (before === undefined) records.set(record.seq, text);
      else if (before !== text) wrong.contradicted += 1;
      const seqs = recorded.get(record.commandId) ?? new Set();
      recorded.set(record.commandId, seqs.add(record.seq));
    },
  };
}
