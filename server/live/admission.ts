import type { IncomingMessage } from 'node:http';
import { createAddresses } from './addresses.ts';

/**
 * Readers' handshakes that are finished in one turn of the event loop, and in how many turns while more arrive: one
 * connection is accepted a turn, and there may be staff among those who stand behind.
 */
const PORTION = 4;
const TURNS = 4;
/** Readers' handshakes that may wait for their turn. */
const MOST_WAITING = 4_096;
/** Seconds after which whoever was refused for now may come back, at the earliest and at the latest. */
const SOONEST = 2;
const LATEST = 10;

const CLOSED = {
  status: '503 Service Unavailable',
  sentence: 'The newsroom is closing. Come back in a moment.',
};
const FULL = { status: '503 Service Unavailable', sentence: 'Too many come at once. Come back in a moment.' };
const TOO_MANY = { status: '429 Too Many Requests', sentence: 'Too many come from your network.' };

export interface AdmissionDependencies {
  /** The network a request comes from, as limits count it; null for this machine. */
  readonly networkOf: (request: IncomingMessage) => string | null;
  /** Whether a request shows a valid sign-in of staff. */
  readonly isStaff: (request: IncomingMessage) => boolean;
  /** Milliseconds. */
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
}

/**
 * Lets handshakes in: staff at once, readers a few in each turn of the event loop, so that thousands who come back at
 * the same moment hold nobody up. How many wait is bounded, and how many may come from one network.
 */
export interface Admission {
  /** Calls `letIn` now or later, or never: then the request was answered. */
  ask(request: IncomingMessage, letIn: () => void): void;
  tick(): void;
  /** Refuses whoever waits or comes. */
  close(): void;
  figures(): { readonly handshakesWaiting: number; readonly handshakesRefused: number };
}

interface Waiting {
  readonly request: IncomingMessage;
  readonly letIn: () => void;
}

export function createAdmission({ networkOf, isStaff, now, random }: AdmissionDependencies): Admission {
  const addresses = createAddresses(now);
  let line: Waiting[] = [];
  let isGoing = false;
  let isClosed = false;
  let refused = 0;
  let turns = 0;
  let lengthBefore = 0;

  function turn(): void {
    turns += 1;
    const moreArrive = line.length > lengthBefore;
    lengthBefore = line.length;
    if (moreArrive && turns % TURNS > 0) {
      setImmediate(turn);
      return;
    }
    for (const { request, letIn } of line.splice(0, PORTION)) {
      request.socket.off('error', ignore);
      if (!request.socket.destroyed) letIn();
    }
    lengthBefore = line.length;
    isGoing = line.length > 0;
    if (isGoing) setImmediate(turn);
  }

  function wait(waiting: Waiting): void {
    // It may break off while it waits, before anybody else listens.
    waiting.request.socket.on('error', ignore);
    line.push(waiting);
    if (isGoing) return;
    isGoing = true;
    setImmediate(turn);
  }

  function refuse({ socket }: IncomingMessage, { status, sentence }: typeof FULL): void {
    refused += 1;
    const seconds = Math.ceil(SOONEST + random() * (LATEST - SOONEST));
    socket.on('error', ignore);
    socket.end(
      `HTTP/1.1 ${status}\r\nConnection: close\r\nRetry-After: ${seconds}\r\n` +
        `Content-Type: text/plain; charset=utf-8\r\nContent-Length: ${sentence.length}\r\n\r\n${sentence}`,
      () => socket.destroy(),
    );
  }

  return {
    ask(request, letIn) {
      if (isClosed) return refuse(request, CLOSED);
      if (isStaff(request)) return letIn();
      if (line.length >= MOST_WAITING) return refuse(request, FULL);
      const network = networkOf(request);
      if (network !== null) {
        if (!addresses.enter(network)) return refuse(request, TOO_MANY);
        request.socket.once('close', () => addresses.letGo(network));
      }
      wait({ request, letIn });
    },
    tick: addresses.tick,
    close() {
      isClosed = true;
      const waiting = line;
      line = [];
      for (const { request } of waiting) refuse(request, CLOSED);
    },
    figures: () => ({ handshakesWaiting: line.length, handshakesRefused: refused }),
  };
}

const ignore = (): void => undefined;
