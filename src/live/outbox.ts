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
  /** Other pages of the same person are told what became of it, then it is gone. */
  drop(item: OutboxItem): Promise<void>;
  /** Tells what other pages of the same person keep and drop. */
  watch(others: OtherPages): void;
}

export interface OtherPages {
  kept(item: OutboxItem): void;
  dropped(commandId: string): void;
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
  [...items].sort(byPlace).map((item) => (item.state === 'sending' ? waiting(item) : item));

/** Two pages may hand something over in the same moment: then the younger id comes second. */
const byPlace = (a: OutboxItem, b: OutboxItem): number =>
  a.place - b.place || (a.command.id < b.command.id ? -1 : 1);

/** Takes in what another page of the same person knows of an item. What is confirmed stays so. */
export function learn(outbox: Outbox, item: OutboxItem): Outbox {
  const known = findItem(outbox, item.command.id);
  if (!known) return [...outbox, item].sort(byPlace);
  if (known.state === 'confirmed') return outbox;
  return item.state === 'waiting' && known.state !== 'waiting'
    ? outbox
    : change(outbox, item.command.id, () => item);
}

/**
 * Takes a command in; one that was handed over before stays what it is.
 * @param now milliseconds of the device's clock: a page that slept knows no other pages' places
 */
export function put(outbox: Outbox, command: Command, now: number): Outbox {
  if (findItem(outbox, command.id)) return outbox;
  const place = Math.max(now, 1 + Math.max(0, ...outbox.map((item) => item.place)));
  return [...outbox, { command, state: 'waiting', place }];
}

/** What may go out now: one of every coverage, if none of it is on its way. */
export function due(outbox: Outbox): OutboxItem[] {
  const busy = new Set(
    outbox.flatMap(({ state, command }) => (state === 'sending' ? [command.coverageId] : [])),
  );
  const waits = outbox.filter(({ state, command }) => state === 'waiting' && !busy.has(command.coverageId));
  return [...Map.groupBy(waits, ({ command }) => command.coverageId).values()].flatMap(
    (line) => overtaking(line) ?? line.slice(0, 1),
  );
}

/** What a newsroom takes while its disk is full. */
const MENDING = new Set<Command['kind']>(['revise-entry', 'correct-entry', 'withdraw-entry']);

/**
 * The oldest goes first, always, but for one thing: where it waits for room on the newsroom's disk, what mends or takes
 * back what readers see does not wait behind it, unless it is about an entry that waits itself.
 */
function overtaking(line: readonly OutboxItem[]): [OutboxItem] | null {
  const waitsForSpace = ({ refusal }: OutboxItem): boolean => refusal?.code === 'storage-full';
  if (!line[0] || !waitsForSpace(line[0])) return null;
  const seen = new Set<string>();
  for (const item of line) {
    const { command } = item;
    if (!('entryId' in command)) continue;
    if (MENDING.has(command.kind) && !waitsForSpace(item) && !seen.has(command.entryId)) return [item];
    seen.add(command.entryId);
  }
  return null;
}

/** Why things wait though the newsroom answers, when it said so last. */
export const hindranceOf = (outbox: Outbox): SpokenRefusal | null =>
  outbox.find(({ state, refusal }) => state !== 'refused' && refusal)?.refusal ?? null;

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
