import { randomBytes } from 'node:crypto';
import type { Connection } from './engine.ts';

/** Bytes after which a proof is asked for. */
const UNPROVEN = 64 * 1024;
/** Ticks, of a second each, that a proof may take. */
const PATIENCE = 10;
/** Bytes a second that flow, however slowly: a proof may take longer when so much is to be read before it. */
const FLOW = 8 * 1024;

/** A client that is to prove that it reads. */
export interface Proving {
  readonly connection: Connection;
  /** Bytes that were sent and are not known to have been read; those of a catch-up apart. */
  unproven: number;
  unprovenRange: number;
  proof: Proof | null;
  isCut: boolean;
}

/**
 * A ping of WebSocket with a number that nobody can guess. Browsers and libraries answer it by themselves, but only one
 * who has read all that was sent before knows the number.
 */
interface Proof {
  readonly number: Buffer;
  /** Bytes that the answer proves read. */
  readonly of: number;
  readonly ofRange: number;
  /** Tick by which it must have come. */
  readonly due: number;
}

/** Who proves to have read what, and who owes it (L5). */
export interface Proofs<C extends Proving> {
  /** After a packet is on its way; once a heartbeat whoever has anything unread proves that it reads. */
  followUp(client: C, isHeartbeat: boolean): void;
  /** A pong of WebSocket came. */
  hear(client: C, number: Buffer): void;
  forget(client: C): void;
  /** A second went by. @returns those whose proof did not come in time */
  tick(): C[];
}

export function createProofs<C extends Proving>(): Proofs<C> {
  const owing = new Set<C>();
  let ticks = 0;

  function ask(client: C): void {
    const { unproven: of, unprovenRange: ofRange } = client;
    const number = randomBytes(8);
    const due = ticks + PATIENCE + Math.ceil((of + ofRange) / FLOW);
    client.proof = { number, of, ofRange, due };
    owing.add(client);
    client.connection.transport.socket.ping(number);
  }

  return {
    followUp(client, isHeartbeat) {
      const unread = client.unproven + client.unprovenRange;
      if (!client.proof && !client.isCut && unread >= (isHeartbeat ? 1 : UNPROVEN)) ask(client);
    },
    hear(client, number) {
      const { proof } = client;
      if (!proof?.number.equals(number)) return;
      client.proof = null;
      owing.delete(client);
      client.unproven -= proof.of;
      client.unprovenRange -= proof.ofRange;
      if (client.unproven + client.unprovenRange >= UNPROVEN) ask(client);
    },
    forget: (client) => void owing.delete(client),
    tick() {
      ticks += 1;
      return [...owing].filter(({ proof }) => proof && ticks > proof.due);
    },
  };
}
