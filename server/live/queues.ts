import type { Connection, Packet } from './engine.ts';
import { cut, sizeOf } from './engine.ts';
import { createLine } from './line.ts';
import type { Proving } from './proofs.ts';
import { createProofs } from './proofs.ts';

/** What may wait for one client beyond one catch-up: packets here, and bytes here, in the kernel and on the way. */
const MOST_PACKETS = 256;
const MOST_BYTES = 512 * 1024;
/** Bytes that may wait here for all of them together, and how much of that is left when the longest queues are gone. */
const MOST_IN_ALL = 256 * 1024 * 1024;
const RELIEVED = 0.9 * MOST_IN_ALL;
/**
 * Ticks, of a second each, that a packet may wait here. Counted, not measured: that this process stood still, or that
 * its clock was set, is nobody's fault.
 */
const PATIENCE = 10;
/** Clients that are cut in one turn of the event loop: the kernel gives back what it kept for them. */
const CUTS = 8;
/** Bytes that may not be on their way yet of the answers to pings. */
const MOST_UNSENT = 64 * 1024;
/** Pings of WebSocket in a tick. Each is answered without anybody's doing, past every count; browsers send none. */
const MOST_PINGS = 10;

/** What waits for one client. */
interface Queue extends Proving {
  /** Bytes that were queued here since the transport could last be written to; the catch-up is not among them. */
  bytes: number;
  /** Tick at which the oldest packet behind those that are being written began to wait; null when there is none. */
  waitingSince: number | null;
  /** The range that is on its way to this client; its bytes are here once, however many get it. */
  catchUp: Buffer | null;
  /** How often the client itself pinged since the last tick. */
  pings: number;
  isCut: boolean;
}

export interface QueueFigures {
  /** Bytes that wait in this process. */
  readonly queuedBytes: number;
  readonly queuedPackets: number;
  /** Clients that were cut because they did not take what they were sent, since the start. */
  readonly slowCut: number;
}

/**
 * Socket.IO queues without end for clients that do not take what they are sent, the kernel takes megabytes for each,
 * and a pong of Engine.IO proves nothing. Whoever has too much unread, or leaves it unread too long, is cut (L5): it
 * comes back with its cursor and misses nothing. Costs go with what is sent and with how many have something waiting.
 */
export interface Queues {
  /** Every connection, from its first packet. */
  watch(connection: Connection): void;
  /** The next packet of this connection is a catch-up: it may be long as long as it flows. */
  beginCatchUp(connection: Connection, range: Buffer): void;
  /** The kernel took it. */
  endCatchUp(connection: Connection): void;
  /** Cuts those whose packets wait too long. To be called every second. */
  tick(): void;
  figures(): QueueFigures;
}

export function createQueues(): Queues {
  const queues = new WeakMap<Connection, Queue>();
  const filled = new Set<Queue>();
  const proofs = createProofs<Queue>();
  /** Clients that pinged since the last tick. */
  const pinging = new Set<Queue>();
  /** Catch-ups on their way, with how many clients get the same. */
  const ranges = new Map<Buffer, number>();
  const cuts = createLine<Connection>(CUTS, cut);
  let inAll = 0;
  let slowCut = 0;
  let ticks = 0;

  function empty(queue: Queue): void {
    filled.delete(queue);
    inAll -= queue.bytes;
    queue.bytes = 0;
    queue.waitingSince = null;
  }

  function endRange(queue: Queue): void {
    const range = queue.catchUp;
    if (!range) return;
    queue.catchUp = null;
    const others = (ranges.get(range) ?? 1) - 1;
    if (others > 0) {
      ranges.set(range, others);
      return;
    }
    ranges.delete(range);
    inAll -= range.length;
  }

  function forget(queue: Queue): void {
    endRange(queue);
    empty(queue);
    proofs.forget(queue);
    pinging.delete(queue);
  }

  function drop(queue: Queue): void {
    if (queue.isCut) return;
    queue.isCut = true;
    slowCut += 1;
    forget(queue);
    cuts.put(queue.connection);
  }

  function take(queue: Queue, packet: Packet): void {
    if (queue.isCut) return;
    const { transport, writeBuffer } = queue.connection;
    const bytes = sizeOf(packet);
    const isRange = queue.catchUp !== null && packet.options?.wsPreEncodedFrame?.[1] === queue.catchUp;
    if (isRange) queue.unprovenRange += bytes;
    else queue.unproven += bytes;
    if (transport.writable) {
      if (queue.bytes > 0) empty(queue);
    } else {
      filled.add(queue);
      queue.waitingSince ??= ticks;
      // A catch-up is counted once for all who get it.
      if (!isRange) {
        queue.bytes += bytes;
        inAll += bytes;
      }
    }
    if (queue.unproven > MOST_BYTES || writeBuffer.length >= MOST_PACKETS) drop(queue);
    else if (inAll > MOST_IN_ALL) relieve();
  }

  /** Too much in all: the longest queues go first. */
  function relieve(): void {
    for (const queue of filled) if (isEmpty(queue)) empty(queue);
    const longest = [...filled].sort((one, other) => lengthOf(other) - lengthOf(one));
    for (const queue of longest) {
      if (inAll <= RELIEVED) return;
      drop(queue);
    }
  }

  return {
    watch(connection) {
      const queue: Queue = {
        connection,
        bytes: 0,
        waitingSince: null,
        catchUp: null,
        unproven: 0,
        unprovenRange: 0,
        proof: null,
        pings: 0,
        isCut: false,
      };
      queues.set(connection, queue);
      let isHeartbeat = false;
      connection.on('packetCreate', (packet) => {
        take(queue, packet);
        isHeartbeat = packet.type === 'ping';
      });
      connection.on('flush', () => {
        queue.waitingSince = null;
      });
      connection.on('drain', () => proofs.followUp(queue, isHeartbeat));
      connection.on('close', () => forget(queue));
      connection.transport.socket.on('ping', () => {
        pinging.add(queue);
        queue.pings += 1;
        if (queue.pings > MOST_PINGS) drop(queue);
      });
      connection.transport.socket.on('pong', (number) => proofs.hear(queue, number));
    },
    beginCatchUp(connection, range) {
      const queue = queues.get(connection);
      if (!queue || queue.isCut) return;
      queue.catchUp = range;
      filled.add(queue);
      const others = ranges.get(range) ?? 0;
      if (others === 0) inAll += range.length;
      ranges.set(range, others + 1);
      if (inAll > MOST_IN_ALL) relieve();
    },
    endCatchUp(connection) {
      const queue = queues.get(connection);
      if (queue) endRange(queue);
    },
    tick() {
      ticks += 1;
      for (const queue of filled) {
        const { waitingSince, catchUp } = queue;
        if (isEmpty(queue)) empty(queue);
        // What stands behind a catch-up waits for its end.
        else if (!catchUp && waitingSince !== null && ticks - waitingSince > PATIENCE) drop(queue);
      }
      for (const queue of pinging) {
        queue.pings = 0;
        const unsent = queue.connection.transport.socket._socket?.writableLength ?? 0;
        if (!queue.catchUp && unsent > MOST_UNSENT) drop(queue);
      }
      pinging.clear();
      for (const queue of proofs.tick()) drop(queue);
    },
    figures() {
      let queuedPackets = 0;
      for (const { connection } of filled) queuedPackets += connection.writeBuffer.length;
      return { queuedBytes: inAll, queuedPackets, slowCut };
    },
  };
}

const isEmpty = ({ connection: { transport, writeBuffer } }: Queue): boolean =>
  transport.writable && writeBuffer.length === 0;

const lengthOf = ({ bytes, catchUp }: Queue): number => bytes + (catchUp?.length ?? 0);
