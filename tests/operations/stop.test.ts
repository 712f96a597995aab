import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Socket as Client } from 'socket.io-client';
import { io } from 'socket.io-client';
import { v7 } from 'uuid';
import { afterAll, describe, expect, it } from 'vitest';
import type { CommandBody, Receipt } from '#domain/command.ts';
import type { Refusal } from '#domain/refusal.ts';
import { aCommand, anAbout, aPost } from '../cast/a-coverage.ts';
import type { WatchedServer } from './a-watched-server.ts';
import { aWatchedServer, removeFolders, TOKEN } from './a-watched-server.ts';

afterAll(removeFolders);

const COVERAGE = v7();

function post(server: WatchedServer) {
  const { consoleToken, url } = server;
  const headers = { authorization: `Bearer ${consoleToken}`, 'content-type': 'application/json' };
  return request(`${url}/api/v1/commands`, { method: 'POST', headers });
}

async function ask(server: WatchedServer, command: unknown): Promise<Receipt | Refusal> {
  const asked = post(server);
  asked.end(JSON.stringify(command));
  const [response] = await once(asked, 'response');
  return JSON.parse((await response.toArray()).join('')) as Receipt | Refusal;
}

async function openCoverage(server: WatchedServer): Promise<void> {
  const steps: CommandBody[] = [
    { kind: 'create-coverage', about: anAbout(), agenda: [] },
    { kind: 'open-coverage' },
  ];
  for (const body of steps) expect(await ask(server, aCommand(COVERAGE, body))).toMatchObject({ ok: true });
}

/** A command that stays half sent: a stop has to wait for it. */
async function halfACommand(server: WatchedServer) {
  const half = post(server);
  half.on('error', () => undefined);
  half.write('{"id":');
  const [socket] = (await once(half, 'socket')) as [Socket];
  if (socket.connecting) await once(socket, 'connect');
  // On another connection, accepted after it.
  await server.ask('/alive');
  return half;
}

/** Socket.IO's emitter is not Node's. */
const heard = (socket: Client, what: 'connect' | 'disconnect'): Promise<unknown[]> =>
  new Promise((resolve) => void socket.once(what, (...words: unknown[]) => resolve(words)));

const refuses = (server: WatchedServer): Promise<string> =>
  new Promise((resolve, reject) => {
    const { port, hostname } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    socket.once('error', (fault: NodeJS.ErrnoException) => resolve(String(fault.code)));
    socket.once('connect', () => reject(new Error('a new connection was taken')));
  });

/** A reader's socket that upgrades and then neither reads nor says a word. */
async function aStalledReader(server: WatchedServer): Promise<Socket> {
  const { port, hostname, host } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  socket.write(
    `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: c3RhbGxlZCByZWFkZXIuLg==\r\n\r\n`,
  );
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(String(answer)).toMatch(/^HTTP\/1\.1 101/u);
  socket.pause();
  return socket;
}

describe('a stop in order', () => {
  it('[N5][I1] answers what it took while reporters post, and has all of it at the next start', async () => {
    const server = await aWatchedServer();
    await openCoverage(server);
    const receipts: Receipt[] = [];
    const readers = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const socket = io(`${server.url}/live`, { transports: ['websocket'], reconnection: false });
        const left = heard(socket, 'disconnect');
        await heard(socket, 'connect');
        return { left };
      }),
    );
    const posting = Array.from({ length: 4 }, async () => {
      for (;;) {
        const answer = await ask(server, aPost(COVERAGE, `Tin số ${receipts.length}`)).catch(() => null);
        if (answer === null) return;
        expect(answer).toMatchObject({ ok: true });
        if (answer.ok) receipts.push(answer);
        if (receipts.length === 100) server.kill('SIGTERM');
      }
    });
    await Promise.all(posting);
    // They are told, not left waiting; their clients come back by themselves, not all at once.
    for (const { left } of readers) expect((await left)[0]).toBe('transport close');
    const { code, seconds, said } = await server.ended;
    expect([code, seconds < 5]).toEqual([0, true]);
    expect(said).toMatch(/"note":"stopping","why":"SIGTERM","readers":\d+,"staff":\d+/u);
    expect(said).toMatch(/"note":"stopped","code":0,"seconds":[\d.]+,"unanswered":0/u);

    const next = await aWatchedServer({ after: server });
    const newest = Math.max(...receipts.map(({ seq }) => seq));
    const changes = `/api/v1/coverages/${COVERAGE}/changes?epoch=${receipts[0]?.epoch}&after=${newest - 1}`;
    const after = await (await next.ask(changes)).json();
    expect(after.changes[0]).toMatchObject({ seq: newest, change: { kind: 'entry-posted' } });
    // Sealed, so nothing had to be repaired.
    expect(await next.noted('started')).toMatchObject({ coverages: 1, changes: after.head.seq });
    next.kill('SIGTERM');
    expect((await next.ended).said).not.toContain('torn-tail-repaired');
  });

  it('takes no new connection at once, and answers who had begun to ask', async () => {
    const server = await aWatchedServer();
    const half = await halfACommand(server);
    server.kill('SIGTERM');
    expect(await server.noted('stopping')).toMatchObject({ why: 'SIGTERM', requests: 1 });
    expect(await refuses(server)).toMatch(/^ECONN(?:REFUSED|RESET)$/u);
    half.end('0}');
    const [response] = await once(half, 'response');
    expect([response.statusCode, response.headers.connection]).toEqual([422, 'close']);
    expect(await server.ended).toMatchObject({ code: 0 });
  });

  it('does not wait for who neither asks to the end nor says goodbye', async () => {
    const server = await aWatchedServer();
    await halfACommand(server);
    const stalled = await aStalledReader(server);
    server.kill('SIGTERM');
    const { code, seconds } = await server.ended;
    expect([code, seconds < 5]).toEqual([0, true]);
    stalled.destroy();
  });
});

describe('a disk that refuses the last seal of a stop', () => {
  it('[12] is told by exit code 70, and stands in the log once; what was acknowledged is there at the next start', async () => {
    const server = await aWatchedServer({
      hook: `import fs from 'node:fs';
        import { syncBuiltinESMExports } from 'node:module';
        import { isMainThread } from 'node:worker_threads';
        const { fdatasyncSync } = fs;
        fs.fdatasyncSync = (fd) => {
          if (fs.existsSync(process.env.DATA_DIR + '/fails')) throw Object.assign(new Error('planted'), { code: 'EIO' });
          fdatasyncSync(fd);
        };
        syncBuiltinESMExports();
        // Seals nothing before the stop does.
        if (!isMainThread) globalThis.setInterval = () => undefined;`,
    });
    await openCoverage(server);
    const receipt = await ask(server, aPost(COVERAGE, 'Tin cuối ngày'));
    writeFileSync(join(server.dataDir, 'fails'), '');
    server.kill('SIGTERM');
    const { code, said } = await server.ended;
    expect(code).toBe(70);
    const faults = said.split('\n').filter((line) => line.includes('"fault":'));
    expect(faults).toEqual([expect.stringMatching(/"name":"StorageFailure".*"cause":"planted"/u)]);
    expect(said).toMatch(/"note":"stopped","code":70/u);

    rmSync(join(server.dataDir, 'fails'));
    const next = await aWatchedServer({ after: server });
    expect(await next.noted('started')).toMatchObject({ changes: receipt.ok && receipt.seq });
    next.kill('SIGTERM');
    expect(await next.ended).toMatchObject({ code: 0 });
  });
});

describe('a second signal', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s ends it at once, with %i', async (signal, code) => {
    const server = await aWatchedServer();
    await halfACommand(server);
    server.kill('SIGTERM');
    await server.noted('stopping');
    // A person who presses again: the time between is what this is about.
    await sleep(600);
    server.kill(signal);
    const ended = await server.ended;
    expect(ended.code).toBe(code);
    expect(ended.said).not.toContain('"stopped"');
  });

  it('is the first one again where npm passes on what the terminal has given already', async () => {
    const server = await aWatchedServer();
    const half = await halfACommand(server);
    server.kill('SIGINT');
    await server.noted('stopping');
    server.kill('SIGINT');
    half.end('0}');
    await once(half, 'response');
    expect(await server.ended).toMatchObject({ code: 0 });
  });
});

describe('a fault that nothing caught', () => {
  it.each([
    ['thrown', 'throw new Error("planted")'],
    ['rejected', 'Promise.reject(new Error("planted"))'],
  ])('and that was %s stands in the log once, with an id, and ends it in order with 70', async (_, fault) => {
    const server = await aWatchedServer({ hook: `process.on('SIGUSR2', () => { ${fault} })` });
    await openCoverage(server);
    server.kill('SIGUSR2');
    const { code, said } = await server.ended;
    expect(code).toBe(70);
    const lines = said
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.filter(({ message }) => message === 'planted')).toEqual([
      expect.objectContaining({ fault: expect.stringMatching(/^[0-9a-f]{8}$/u) }),
    ]);
    expect(lines.slice(-2)).toMatchObject([
      { note: 'stopping', why: 'fault' },
      { note: 'stopped', code: 70 },
    ]);
  });

  it('[I20] and that was rejected on behalf of a request is counted, and ends nothing', async () => {
    const server = await aWatchedServer({
      hook: `import { ServerResponse } from 'node:http';
        const { writeHead } = ServerResponse.prototype;
        ServerResponse.prototype.writeHead = function (...given) {
          if (this.req.url === '/alive?reject') Promise.reject(new Error('planted'));
          return writeHead.apply(this, given);
        };`,
    });
    await server.ask('/alive?reject');
    expect(await (await server.ask('/metrics')).text()).toContain('plenary_faults_total 1\n');
    server.kill('SIGTERM');
    const { code, said } = await server.ended;
    expect([code, said]).toEqual([0, expect.stringMatching(/"fault":"[0-9a-f]{8}".*"planted"/u)]);
  });

  it('is none when nobody listens to the log any more', async () => {
    const server = await aWatchedServer({ hook: `process.on('SIGUSR2', () => console.error('anybody?'))` });
    server.deafen();
    for (let said = 0; said < 3; said += 1) {
      server.kill('SIGUSR2');
      expect((await server.ask('/alive')).status).toBe(200);
    }
    server.kill('SIGKILL');
  });
});

it('writes nobody’s words, names or secrets down, whatever goes wrong', async () => {
  const server = await aWatchedServer({
    hook: `process.on('SIGUSR2', () => { throw new Error("planted") })`,
  });
  const secrets = ['mật khẩu của Ines', 'Bản Mây có mưa to', 'ines-vega', TOKEN, server.consoleToken];
  const [password, words, login] = secrets;
  await openCoverage(server);
  await ask(server, aPost(COVERAGE, String(words)));
  await ask(server, aPost(COVERAGE, `<b>${words}</b>`));
  const broken = post(server);
  broken.end(`{"id": ${words}`);
  await once(broken, 'response');
  for (let tried = 0; tried < 8; tried += 1)
    await fetch(`${server.url}/api/v1/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login, password }),
    });
  await server.noted('sign-in-flood');
  const metrics = await (await server.ask('/metrics')).text();
  expect(metrics).toContain('plenary_commands_total{kind="post-entry",outcome="markup"} 1\n');
  expect(metrics).toContain('plenary_sign_ins_refused_total{code="too-many"}');
  server.kill('SIGUSR2');
  const { said } = await server.ended;
  expect(said).toContain('planted');
  for (const secret of secrets) expect(said + metrics).not.toContain(secret);
});
