import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { Connection, Packet } from '#server/live/engine.ts';
import { createQueues } from '#server/live/queues.ts';

const KB = 1024;

/** A connection whose other side reads when it is told to. */
function aConnection() {
  const conn = new EventEmitter();
  const ws = new EventEmitter();
  const pings: Buffer[] = [];
  let isCut = false;
  const socket = Object.assign(ws, {
    _socket: { writableLength: 0, resetAndDestroy: () => undefined },
    ping: (number: Buffer) => void pings.push(number),
    terminate() {
      isCut = true;
    },
  });
  const state = { writable: true, writeBuffer: [] as Packet[] };
  const transport = Object.defineProperty({ socket }, 'writable', { get: () => state.writable });
  Object.defineProperty(conn, 'transport', { value: transport });
  Object.defineProperty(conn, 'writeBuffer', { get: () => state.writeBuffer });
  const connection = conn as unknown as Connection;
  const flush = (): void => {
    conn.emit('flush');
    state.writeBuffer = [];
    conn.emit('drain');
  };
  return {
    connection,
    pings,
    state,
    get isCut() {
      return isCut;
    },
    /** As Engine.IO does it. */
    send(bytes: number, body = Buffer.alloc(bytes)) {
      const packet = { type: 'message', options: { wsPreEncodedFrame: [Buffer.alloc(0), body] as const } };
      conn.emit('packetCreate', packet);
      state.writeBuffer.push(packet);
      if (state.writable) flush();
    },
    heartbeat() {
      conn.emit('packetCreate', { type: 'ping' });
      flush();
    },
    /** It has read all, and says so. */
    read() {
      state.writable = true;
      if (state.writeBuffer.length > 0) flush();
      for (const number of pings.splice(0)) ws.emit('pong', number);
    },
    lie: () => void ws.emit('pong', Buffer.alloc(8)),
    /** It pings, and so many bytes of answers and all else have not left yet. */
    ping(unsent: number) {
      socket._socket.writableLength = unsent;
      ws.emit('ping');
    },
  };
}

const turns = async (): Promise<void> => {
  for (let n = 0; n < 50; n += 1) await new Promise(setImmediate);
};

function watching(count = 1) {
  const queues = createQueues();
  const clients = Array.from({ length: count }, () => {
    const client = aConnection();
    queues.watch(client.connection);
    return client;
  });
  const ticks = (n: number): void => {
    for (let tick = 0; tick < n; tick += 1) queues.tick();
  };
  return { queues, clients, client: clients[0] as (typeof clients)[number], ticks };
}

describe('what waits for one client', () => {
  it('[L5] [I16] may be 256 packets, and not one more', async () => {
    const { client, queues } = watching();
    client.state.writable = false;
    for (let n = 0; n < 256; n += 1) client.send(10);
    await turns();
    expect(client.isCut).toBe(false);
    client.send(10);
    await turns();
    expect(client.isCut).toBe(true);
    expect(queues.figures()).toMatchObject({ slowCut: 1, queuedBytes: 0 });
  });

  it('[L5] [I16] ends where it pings and does not take the answers, which no packet counts', async () => {
    const { client, ticks } = watching();
    client.ping(64 * KB);
    ticks(1);
    await turns();
    expect(client.isCut).toBe(false);
    client.ping(64 * KB + 1);
    ticks(1);
    await turns();
    expect(client.isCut).toBe(true);
  });

  it('[L5] [I16] may be half a megabyte, also when the kernel took it', async () => {
    const { client } = watching();
    for (let n = 0; n < 8; n += 1) client.send(64 * KB);
    await turns();
    expect(client.isCut).toBe(false);
    client.send(1);
    await turns();
    expect(client.isCut).toBe(true);
  });

  it('[L5] goes on for ever for one who reads', async () => {
    const { client, ticks } = watching();
    for (let n = 0; n < 100; n += 1) {
      client.send(100 * KB);
      client.read();
      ticks(1);
    }
    await turns();
    expect(client.isCut).toBe(false);
  });

  it('[L5] may wait ten seconds', async () => {
    const { client, ticks } = watching();
    client.state.writable = false;
    client.send(10);
    ticks(10);
    await turns();
    expect(client.isCut).toBe(false);
    ticks(1);
    await turns();
    expect(client.isCut).toBe(true);
  });

  it('[L5] is known to be unread although a pong comes: it must have the number that was sent last', async () => {
    const { client, ticks } = watching();
    client.send(10);
    client.heartbeat();
    expect(client.pings).toHaveLength(1);
    for (let n = 0; n < 12; n += 1) {
      client.lie();
      ticks(1);
    }
    await turns();
    expect(client.isCut).toBe(true);
  });

  it('[L5] nobody is asked who was sent nothing', () => {
    const { client } = watching();
    client.send(10);
    client.heartbeat();
    client.read();
    expect(client.pings).toHaveLength(0);
  });

  it('[L5] beside a catch-up of any length is cut only when that does not flow', async () => {
    const { client, queues, ticks } = watching();
    const range = Buffer.alloc(2_000 * KB);
    queues.beginCatchUp(client.connection, range);
    client.send(0, range);
    client.state.writable = false;
    for (let n = 0; n < 100; n += 1) client.send(1 * KB);
    // 8 kB a second, and ten seconds more.
    ticks(260);
    await turns();
    expect(client.isCut).toBe(false);
    ticks(1);
    await turns();
    expect(client.isCut).toBe(true);
  });
});

describe('what waits for all', () => {
  it('[I16] ends at 256 MB: the longest queues go first, the others stay', async () => {
    const { clients, queues } = watching(1_000);
    for (const client of clients) client.state.writable = false;
    const [short, ...long] = clients;
    short?.send(KB);
    for (let n = 0; n < 5; n += 1) for (const client of long) client.send(60 * KB);
    await turns();
    await turns();
    expect(queues.figures().queuedBytes).toBeLessThanOrEqual(256 * KB * KB);
    expect(short?.isCut).toBe(false);
    const cut = clients.filter(({ isCut }) => isCut).length;
    expect(cut).toBeGreaterThan(100);
    expect(cut).toBeLessThan(400);
    for (const client of clients) client.read();
    queues.tick();
    expect(queues.figures()).toMatchObject({ queuedBytes: 0, queuedPackets: 0, slowCut: cut });
  });

  it('[I16] counts a catch-up once, however many get it', () => {
    const { clients, queues } = watching(1_000);
    const range = Buffer.alloc(1_000 * KB);
    for (const { connection, send } of clients) {
      queues.beginCatchUp(connection, range);
      send(0, range);
    }
    expect(queues.figures()).toMatchObject({ queuedBytes: range.length, slowCut: 0 });
    for (const { connection } of clients) queues.endCatchUp(connection);
    expect(queues.figures().queuedBytes).toBe(0);
  });
});
