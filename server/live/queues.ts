import type { Connection, Packet } from './engine.ts';
import { cut, sizeOf } from './engine.ts';

/** What may wait for one client beyond one catch-up: packets, and bytes. */
const MOST_PACKETS = 256;
const MOST_BYTES = 512 * 1024;
/** Bytes that may wait for all of them together. */
const MOST_IN_ALL = 256 * 1024 * 1024;
/**
 * Ticks, of a second each, that a packet may wait, and within which {@link FLOW} bytes must have gone out. Counted, not
 * measured: that this process stood still, or that its clock was set, is nobody's fault.
 */
const PATIENCE = 10;
const FLOW = 16 * 1024;

/** What waits for one client. */
interface Queue {
  readonly connection: Connection;
  /** Bytes that were queued since the transport could last be written to; the catch-up is not among them. */
  bytes: number;
  /** Tick at which the oldest packet behind those that are being written began to wait; null when there is none. */
  waitingSince: number | null;
  /** The range that is on its way to this client. */
  catchUp: Buffer | null;
  /** Bytes the kernel had taken when they last were enough of them, and at which tick that was. */
  gone: number;
  flowedAt: number;
  isCut: boolean;
}

export interface QueueFigures {
  readonly queuedBytes: number;
  readonly queuedPackets: number;
  /** Clients that were cut because they did not take what they were sent, since the start. */
  readonly slowCut: number;
}

/**
 * Socket.IO queues without end for clients that do not take what they are sent, and a pong is no proof that anybody
 * reads. Whoever has too much waiting, or lets it wait too long, is cut (L5): it comes back with its cursor and misses
 * nothing. Costs are those of the clients that have something waiting, however many are connected.
 */
export interface Queues {
  /** Every connection, from its first packet. */
  watch(connection: Connection): void;
  /** The next packet of this connection is a catch-up: it may be long as long as it flows. */
  beginCatchUp(connection: Connection, range: Buffer): void;
  endCatchUp(connection: Connection): void;
  /** Cuts those whose packets wait too long. To be called every second. */
  tick(): void;
  figures(): QueueFigures;
}

export function createQueues(): Queues {
  const queues = new WeakMap<Connection, Queue>();
  const filled = new Set<Queue>();
  /** Catch-ups on their way, with how many clients get the same. */
  const ranges = new Map<Buffer, number>();
  let inAll = 0;
  let slowCut = 0;
  let ticks = 0;

  function fill(queue: Queue): void {
    if (filled.has(queue)) return;
    filled.add(queue);
    queue.gone = goneOf(queue.connection);
    queue.flowedAt = ticks;
  }

  function empty(queue: Queue): void {
    filled.delete(queue);
    inAll -= queue.bytes;
    queue.bytes = 0;
    queue.waitingSince = null;
  }

  function drop(queue: Queue): void {
    if (queue.isCut) return;
    queue.isCut = true;
    slowCut += 1;
    forget(queue);
    cut(queue.connection);
  }

  function forget(queue: Queue): void {
    endRange(queue);
    empty(queue);
  }

  function endRange(queue: Queue): void {
    const range = queue.catchUp;
    if (!range) return;
    queue.catchUp = null;
    const others = (ranges.get(range) ?? 1) - 1;
    if (others > 0) return void ranges.set(range, others);
    ranges.delete(range);
    inAll -= range.length;
  }

  function take(queue: Queue, packet: Packet): void {
    const { connection } = queue;
    if (queue.isCut) return;
    if (connection.transport.writable) {
      if (queue.bytes > 0) empty(queue);
      if (queue.catchUp) fill(queue);
      return;
    }
    fill(queue);
    queue.waitingSince ??= ticks;
    // The catch-up itself is counted once for all who get it.
    if (queue.catchUp && packet.options?.wsPreEncodedFrame?.[1] === queue.catchUp) return;
    const bytes = sizeOf(packet);
    queue.bytes += bytes;
    inAll += bytes;
    if (queue.bytes > MOST_BYTES || connection.writeBuffer.length >= MOST_PACKETS) drop(queue);
    else if (inAll > MOST_IN_ALL) relieve();
  }

  /** Too much in all: the longest queues go first. */
  function relieve(): void {
    for (const queue of filled) if (isEmpty(queue)) empty(queue);
    const longest = [...filled].sort((one, other) => lengthOf(other) - lengthOf(one));
    for (const queue of longest) {
      if (inAll <= MOST_IN_ALL * RELIEVED) return;
      drop(queue);
    }
  }

  function judge(queue: Queue): void {
    if (isEmpty(queue)) {
      empty(queue);
      return;
    }
    const gone = goneOf(queue.connection);
    if (gone - queue.gone >= FLOW) {
      queue.gone = gone;
      queue.flowedAt = ticks;
    }
    const isStuck = ticks - queue.flowedAt > PATIENCE;
    // What stands behind a catch-up that flows waits for its end.
    const isLate = !queue.catchUp && queue.waitingSince !== null && ticks - queue.waitingSince > PATIENCE;
    if (isStuck || isLate) drop(queue);
  }

  return {
    watch(connection) {
      const queue: Queue = {
        connection,
        bytes: 0,
        waitingSince: null,
        catchUp: null,
        gone: 0,
        flowedAt: 0,
        isCut: false,
      };
      queues.set(connection, queue);
      connection.on('packetCreate', (packet) => take(queue, packet));
      connection.on('flush', () => {
        queue.waitingSince = null;
      });
      connection.on('close', () => forget(queue));
    },
    beginCatchUp(connection, range) {
      const queue = queues.get(connection);
      if (!queue || queue.isCut) return;
      queue.catchUp = range;
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
      for (const queue of filled) judge(queue);
    },
    figures() {
      let queuedPackets = 0;
      for (const { connection } of filled) queuedPackets += connection.writeBuffer.length;
      return { queuedBytes: inAll, queuedPackets, slowCut };
    },
  };
}

/** How much of {@link MOST_IN_ALL} may be left when the longest queues are gone, so that it is not done every time. */
const RELIEVED = 0.9;

const isEmpty = ({ connection: { transport, writeBuffer } }: Queue): boolean =>
  transport.writable && writeBuffer.length === 0;

const lengthOf = ({ bytes, catchUp }: Queue): number => bytes + (catchUp?.length ?? 0);

/** Bytes of a connection that the kernel has taken so far. */
function goneOf({ transport }: Connection): number {
  const handle = transport.socket._socket?._handle;
  return handle ? handle.bytesWritten - handle.writeQueueSize : 0;
}
