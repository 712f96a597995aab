import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, request } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { connect } from 'node:net';
import { refuse } from '#domain/refusal.ts';
import { refusalMessage } from '#i18n/refusals.ts';

/**
 * - `open`: passes everything through
 * - `without-sockets`: passes everything through but sockets
 * - `login-page`: answers everything with 200 and a page of its own
 * - `redirect`: sends everybody to such a page
 * - `bad-gateway`: 502 and a page of its own
 * - `small-talk`: answers everything with 200 and JSON of its own
 * - `full-disk`: answers commands as a newsroom does whose disk is full, and lets no sockets through
 * - `broken-off`: passes requests through, and breaks off every answer in the middle
 */
export type Manner =
  | 'open'
  | 'without-sockets'
  | 'login-page'
  | 'redirect'
  | 'bad-gateway'
  | 'small-talk'
  | 'full-disk'
  | 'broken-off';

/** What stands between a hotel's Wi-Fi and the world. */
export interface CaptivePortal {
  readonly url: string;
  /** Ids of the commands that were posted through it, or to it, by HTTP; as they came. */
  readonly commandIds: readonly string[];
  /** Where it leads; may be set after the server knows its address. */
  leadTo(url: string): void;
  /** From now on it has these manners; what was open ends. */
  becomes(manner: Manner): void;
  close(): Promise<void>;
}

const PAGE = '<!doctype html><title>Wi-Fi</title><form action="/login"><button>OK</button></form>';

export async function aCaptivePortal(): Promise<CaptivePortal> {
  const commandIds: string[] = [];
  const open = new Set<Socket>();
  let manner: Manner = 'open';
  let port = 0;

  const ANSWERS: Readonly<Partial<Record<Manner, (outgoing: ServerResponse) => void>>> = {
    'login-page': (outgoing) => outgoing.writeHead(200, { 'content-type': 'text/html' }).end(PAGE),
    'bad-gateway': (outgoing) => outgoing.writeHead(502, { 'content-type': 'text/html' }).end(PAGE),
    'small-talk': (outgoing) =>
      outgoing.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true,"online":false}'),
  };

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of incoming) pieces.push(piece);
    const body = Buffer.concat(pieces);
    const isCommand = incoming.url?.endsWith('/api/v1/commands') ?? false;
    if (isCommand) commandIds.push(JSON.parse(String(body)).id);
    if (isCommand && manner === 'full-disk') {
      const refusal = refuse('storage-full');
      outgoing.writeHead(503, { 'content-type': 'application/json' });
      outgoing.end(JSON.stringify({ ...refusal, message: refusalMessage(refusal, 'vi') }));
      return;
    }
    if (manner === 'redirect' && incoming.url !== '/login') {
      outgoing.writeHead(302, { location: '/login' }).end();
      return;
    }
    const own = manner === 'redirect' ? ANSWERS['login-page'] : ANSWERS[manner];
    if (own) own(outgoing);
    else passOn(incoming, body, outgoing);
  }

  function passOn(incoming: IncomingMessage, body: Buffer, outgoing: ServerResponse): void {
    const { method, url: path, headers } = incoming;
    const further = request({ host: '127.0.0.1', port, method, path, headers }, async (response) => {
      const pieces: Buffer[] = [];
      for await (const piece of response) pieces.push(piece);
      const whole = Buffer.concat(pieces);
      const { 'transfer-encoding': _, ...more } = response.headers;
      outgoing.writeHead(response.statusCode ?? 500, { ...more, 'content-length': whole.length });
      if (manner !== 'broken-off') outgoing.end(whole);
      else outgoing.write(whole.subarray(0, whole.length / 2), () => outgoing.socket?.destroy());
    });
    further.on('error', () => outgoing.socket?.destroy());
    further.end(body);
  }

  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch(() => outgoing.socket?.destroy());
  });
  server.on('connection', (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => undefined);
  });
  server.on('upgrade', (incoming, near, first) => {
    if (manner !== 'open') {
      near.end(`HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nconnection: close\r\n\r\n${PAGE}`);
      return;
    }
    const far = connect(port, '127.0.0.1');
    const headers = incoming.rawHeaders.map((word, n) => (n % 2 ? `${word}\r\n` : `${word}: `)).join('');
    far.write(`GET ${incoming.url} HTTP/1.1\r\n${headers}\r\n`);
    far.write(first);
    near.pipe(far).pipe(near);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const cut = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    commandIds,
    leadTo(url) {
      port = Number(new URL(url).port);
    },
    becomes(next) {
      manner = next;
      cut();
    },
    async close() {
      server.close();
      cut();
      await once(server, 'close');
    },
  };
}
