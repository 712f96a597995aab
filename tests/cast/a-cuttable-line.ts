import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';

/** A line between readers and the server that can be cut, like the Wi-Fi of a hall. */
export interface CuttableLine {
  readonly url: string;
  /** Where the line leads; may be set after the server knows the line's address. */
  leadTo(url: string): void;
  /** Everything that is open ends, nothing new gets through. */
  cut(): void;
  /** The server hears everything, and nothing that it says gets through. */
  swallowAnswers(): void;
  mend(): void;
  /** Bytes that went to the server so far. */
  readonly sent: number;
  /** Cuts by itself once so many more bytes went to the server. @returns resolves then */
  cutAfter(bytes: number): Promise<void>;
  close(): Promise<void>;
}

export async function aCuttableLine(): Promise<CuttableLine> {
  const sockets = new Set<Socket>();
  let target = 0;
  let whole = true;
  let swallows = false;
  let sent = 0;
  let cutAt = Number.POSITIVE_INFINITY;
  let wasCut = (): void => undefined;
  const server = createServer((near) => {
    if (!whole) {
      near.destroy();
      return;
    }
    const far = connect(target, '127.0.0.1');
    far.on('data', (bytes) => {
      if (!swallows) near.write(bytes);
    });
    far.on('end', () => near.end());
    near.on('data', (bytes) => {
      sent += bytes.length;
      if (sent < cutAt) return;
      cutAt = Number.POSITIVE_INFINITY;
      cut();
      wasCut();
    });
    near.pipe(far);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = (): void => {
    whole = false;
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    leadTo(url) {
      target = Number(new URL(url).port);
    },
    cut,
    swallowAnswers() {
      swallows = true;
    },
    mend() {
      whole = true;
      swallows = false;
    },
    get sent() {
      return sent;
    },
    cutAfter(bytes) {
      cutAt = sent + bytes;
      return new Promise((resolve) => {
        wasCut = resolve;
      });
    },
    async close() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
