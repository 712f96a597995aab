import type { Command, Receipt } from '#domain/command.ts';
import type { SpokenRefusal } from './protocol.ts';

/**
 * - `waiting`: stored on the device, to be sent
 * - `sending`: on its way; nobody knows whether it arrived
 * - `confirmed`: durable at the newsroom
 * - `refused`: the newsroom said no; kept for the person to mend
 */
export type OutboxState = 'waiting' | 'sending' | 'confirmed' | 'refused';

export interface OutboxItem {
  readonly command: Command;
  readonly state: OutboxState;
  /** Grows: the order in which things were handed over. */
  readonly place: number;
  readonly receipt?: Receipt;
  /** Why it was refused, or why it still waits. */
  readonly refusal?: SpokenRefusal;
}

/** Everything one person handed over on one device, oldest first. Immutable. */
export type Outbox = readonly OutboxItem[];

/** Where an outbox survives a reload. Each call resolves when it is durable there. */
export interface OutboxStore {
  load(): Promise<readonly OutboxItem[]>;
  keep(item: OutboxItem): Promise<void>;
  drop(commandId: string): Promise<void>;
}

/** Refusals that say nothing against the command: the same one may be taken later. */
const PASSING = new Set<SpokenRefusal['code']>(['not-signed-in', 'storage-full', 'storage-failed']);

/** A refusal that passes by itself; `too-many` without a field is about haste, with one about a list. */
export const isPassing = ({ code, field }: SpokenRefusal): boolean =>
  PASSING.has(code) || (code === 'too-many' && field === undefined);

export const findItem = (outbox: Outbox, commandId: string): OutboxItem | undefined =>
  outbox.find(({ command }) => command.id === commandId);

/** What was on its way when the page went away is sent again: the same id is safe (rule 3). */
export const restore = (items: readonly OutboxItem[]): Outbox =>
  [...items]
    .sort((a, b) => a.place - b.place)
    .map((item) => (item.state === 'sending' ? waiting(item) : item));

/** Takes a command in; one that was handed over before stays what it is. */
export function put(outbox: Outbox, command: Command): Outbox {
  if (findItem(outbox, command.id)) return outbox;
  const place = 1 + Math.max(0, ...outbox.map((item) => item.place));
  return [...outbox, { command, state: 'waiting', place }];
}

/** What may go out now: of every coverage the oldest that waits, if none of it is on its way. */
export function due(outbox: Outbox): OutboxItem[] {
  const seen = new Set(
    outbox.flatMap(({ state, command }) => (state === 'sending' ? [command.coverageId] : [])),
  );
  return outbox.filter(({ state, command: { coverageId } }) => {
    if (state !== 'waiting' || seen.has(coverageId)) return false;
    seen.add(coverageId);
    return true;
  });
}

export const sent = (outbox: Outbox, commandId: string): Outbox =>
  change(outbox, commandId, (item) => ({ ...item, state: 'sending' }));

/** No answer: it may have arrived or not. */
export const unanswered = (outbox: Outbox, commandId: string): Outbox =>
  change(outbox, commandId, (item) => (item.state === 'sending' ? waiting(item) : item));

export const answered = (outbox: Outbox, commandId: string, answer: Receipt | SpokenRefusal): Outbox =>
  change(outbox, commandId, ({ command, place }) => {
    if (answer.ok) return { command, place, state: 'confirmed', receipt: answer };
    return { command, place, state: isPassing(answer) ? 'waiting' : 'refused', refusal: answer };
  });

/** Forgets what is confirmed or refused; what may be under way stays. */
export const discard = (outbox: Outbox, commandId: string): Outbox =>
  outbox.filter(
    ({ command, state }) => command.id !== commandId || state === 'waiting' || state === 'sending',
  );

/** Confirmed ones are shown for a while, the newest of them. */
export function forgetOldConfirmed(outbox: Outbox, most: number): Outbox {
  const confirmed = outbox.filter(({ state }) => state === 'confirmed');
  if (confirmed.length <= most) return outbox;
  const old = new Set(confirmed.slice(0, -most));
  return outbox.filter((item) => !old.has(item));
}

const waiting = ({ command, place, refusal }: OutboxItem): OutboxItem => ({
  command,
  place,
  state: 'waiting',
  ...(refusal && { refusal }),
});

const change = (outbox: Outbox, commandId: string, into: (item: OutboxItem) => OutboxItem): Outbox =>
  outbox.map((item) => (item.command.id === commandId ? into(item) : item));
