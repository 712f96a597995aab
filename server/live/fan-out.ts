import { LIVE } from '#live/protocol.ts';
import type { Connection } from './engine.ts';
import { send } from './engine.ts';
import type { Message } from './message.ts';
import { sayingOf } from './message.ts';

/** Readers that are told in one turn of the event loop: about a millisecond's work. */
const PORTION = 64;
/** Changes that wait for their turn become one batch, up to so many characters. */
const LONGEST_BATCH = 128 * 1024;

/** Changes that became durable together, as readers see them. */
export interface ToldChanges {
  readonly coverageId: string;
  readonly epoch: string;
  /** Seq of the last. */
  readonly seq: number;
  readonly changes: readonly unknown[];
}

/** One reader of one coverage. */
interface Follower {
  readonly connection: Connection;
  /** The head when it joined: what its range has, no batch tells it again. */
  seq: number;
  follows: boolean;
}

/** What is told to all who follow a coverage when its turn comes. */
interface Telling {
  readonly coverageId: string;
  readonly parts: ToldChanges[];
  characters: number;
  message: Message | null;
  followers: readonly Follower[] | null;
  next: number;
}

/**
 * Tells the readers of a coverage what is new, a few in each turn of the event loop, so that what staff ask in the
 * meantime is not held up by how many read. One telling ends before the next begins: each reader hears them in order.
 */
export interface FanOut {
  /** @param seq head of the coverage at this moment; the reader is told of what comes after */
  join(coverageId: string, socketId: string, connection: Connection, seq: number): void;
  leave(coverageId: string, socketId: string): void;
  /** How many follow. */
  size(coverageId: string): number;
  tell(changes: ToldChanges): void;
  /** What is no change, such as how many read. */
  mention(coverageId: string, message: Message): void;
  /** Tells at once what is left to be told. */
  finish(): void;
}

/** @param report a fault that nobody asked for */
export function createFanOut(report: (fault: unknown) => void): FanOut {
  const circles = new Map<string, Map<string, Follower>>();
  const tellings: Telling[] = [];
  let isGoing = false;

  function begin(telling: Telling): readonly Follower[] {
    telling.followers = [...(circles.get(telling.coverageId)?.values() ?? [])];
    telling.message ??= messageOf(telling.parts);
    return telling.followers;
  }

  function tellOne(follower: Follower, { parts, message }: Telling): void {
    if (!follower.follows) return;
    const isNew = ({ seq }: ToldChanges): boolean => follower.seq < seq;
    if (parts.every(isNew)) {
      send(follower.connection, message as Message);
      return;
    }
    // It joined between two parts: its range has the first.
    const rest = parts.filter(isNew);
    if (rest.length > 0) send(follower.connection, messageOf(rest));
  }

  /** @returns how many were told */
  function go(telling: Telling, most: number): number {
    const followers = telling.followers ?? begin(telling);
    const from = telling.next;
    telling.next = Math.min(followers.length, from + most);
    if (telling.next === followers.length) tellings.shift();
    for (let index = from; index < telling.next; index += 1) {
      try {
        tellOne(followers[index] as Follower, telling);
      } catch (fault) {
        report(fault);
      }
    }
    return telling.next - from;
  }

  function turn(): void {
    let left = PORTION;
    for (let telling = tellings[0]; telling && left > 0; telling = tellings[0]) left -= go(telling, left);
    isGoing = tellings.length > 0;
    if (isGoing) setImmediate(turn);
  }

  function put(telling: Telling): void {
    tellings.push(telling);
    if (isGoing) return;
    isGoing = true;
    setImmediate(turn);
  }

  return {
    join(coverageId, socketId, connection, seq) {
      const circle = circles.get(coverageId) ?? new Map<string, Follower>();
      circles.set(coverageId, circle);
      const known = circle.get(socketId);
      if (known) known.seq = seq;
      else circle.set(socketId, { connection, seq, follows: true });
    },
    leave(coverageId, socketId) {
      const circle = circles.get(coverageId);
      const follower = circle?.get(socketId);
      if (!circle || !follower) return;
      follower.follows = false;
      circle.delete(socketId);
      if (circle.size === 0) circles.delete(coverageId);
    },
    size: (coverageId) => circles.get(coverageId)?.size ?? 0,
    tell(told) {
      const { coverageId, epoch } = told;
      if (!circles.has(coverageId)) return;
      const characters = JSON.stringify(told.changes).length;
      const last = tellings.findLast((one) => one.coverageId === coverageId && one.parts.length > 0);
      const joins =
        last &&
        !last.followers &&
        last.parts[0]?.epoch === epoch &&
        last.characters + characters <= LONGEST_BATCH;
      if (!joins)
        return put({ coverageId, parts: [told], characters, message: null, followers: null, next: 0 });
      last.parts.push(told);
      last.characters += characters;
    },
    mention(coverageId, message) {
      put({ coverageId, parts: [], characters: 0, message, followers: null, next: 0 });
    },
    finish() {
      for (let telling = tellings[0]; telling; telling = tellings[0]) go(telling, Infinity);
    },
  };
}

function messageOf(parts: readonly ToldChanges[]): Message {
  const { coverageId = '', epoch = '' } = parts[0] ?? {};
  const changes = parts.flatMap((part) => part.changes);
  return sayingOf(LIVE, 'changes', { coverageId, epoch, changes });
}
