import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import type { Chance } from './chance.ts';

/** A line that breaks in the ways lines break. */
interface BadLine {
  readonly url: string;
  readonly counts: Readonly<Record<Harm, number>>;
  /** Does something to one connection that is open. */
  harm(): void;
  /** Breaks no more: what hangs is cut, so that its owner may come back. */
  heal(): void;
  close(): Promise<void>;
}

/**
 * - `cut`: both ends hear of it at once
 * - `cut-answer`: what the server says next is swallowed, then it is cut
 * - `cut-middle`: half of what is said next gets through, then it is cut
 * - `frozen`: nothing gets through any more and nobody is told; it thaws, or is cut, or hangs until it is given up
 */
export type Harm = 'cut' | 'cut-answer' | 'cut-middle' | 'frozen';

const SHARES: readonly (readonly [Harm, number])[] = [
  ['cut', 25],
  ['cut-answer', 30],
  ['cut-middle', 15],
  ['frozen', 30],
];
/** Milliseconds. */
const LONGEST_FREEZE = 12_000;

interface Connection {
  readonly near: Socket;
  readonly far: Socket;
  state: 'whole' | Harm;
}

/** @param target address of the server, which may be away */
export async function aBadLine(target: string, chance: Chance): Promise<BadLine> {
  const open = new Set<Connection>();
  const counts: Record<Harm, number> = { cut: 0, 'cut-answer': 0, 'cut-middle': 0, frozen: 0 };
  const port = Number(new URL(target).port);

  function cut(connection: Connection): void {
    open.delete(connection);
    connection.near.destroy();
    connection.far.destroy();
  }

  /** Half-open: bytes stay where they are, and the end of one side is not told to the other. */
  function freeze(connection: Connection): void {
    connection.near.pause();
    connection.far.pause();
    const end = chance.fraction();
    if (end < 0.2) return;
    setTimeout(
      () => {
        if (!open.has(connection)) return;
        if (end < 0.6) return cut(connection);
        connection.state = 'whole';
        connection.near.resume();
        connection.far.resume();
      },
      chance.between(100, LONGEST_FREEZE),
    ).unref();
  }

  function passOn(connection: Connection, from: Socket, to: Socket): void {
    from.on('data', (bytes) => {
      if (connection.state === 'cut-middle') {
        to.write(bytes.subarray(0, bytes.length >> 1), () => cut(connection));
        return;
      }
      if (connection.state === 'cut-answer' && from === connection.far) return cut(connection);
      if (!to.write(bytes)) {
        from.pause();
        to.once('drain', () => {
          if (connection.state !== 'frozen') from.resume();
        });
      }
    });
    from.on('error', () => undefined);
    from.on('close', () => {
      // The end of one side does not get through a line on which nothing gets through.
      if (connection.state !== 'frozen') cut(connection);
    });
  }

  const server = createServer((near) => {
    const connection: Connection = { near, far: connect(port, '127.0.0.1'), state: 'whole' };
    open.add(connection);
    passOn(connection, near, connection.far);
    passOn(connection, connection.far, near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts,
    harm() {
      const whole = [...open].filter(({ state }) => state === 'whole');
      const connection = whole[chance.index(whole.length)];
      if (!connection) return;
      connection.state = pick(chance);
      counts[connection.state] += 1;
      if (connection.state === 'cut') cut(connection);
      if (connection.state === 'frozen') freeze(connection);
    },
    heal() {
      for (const connection of open) if (connection.state !== 'whole') cut(connection);
    },
    async close() {
      for (const connection of open) cut(connection);
      server.close();
      await once(server, 'close');
    },
  };
}

function pick(chance: Chance): Harm {
  let left = chance.fraction() * 100;
  for (const [harm, share] of SHARES) {
    left -= share;
    if (left < 0) return harm;
  }
  return 'cut';
}
