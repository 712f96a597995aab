import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Accounts, Newsroom, StoreHealth } from '#domain/ports.ts';
import { refuse } from '#domain/refusal.ts';
import type { Note } from '#server/operations/note.ts';
import { createOperations } from '#server/operations/operations.ts';
import { INES } from '../cast/cast.ts';
import { TOKEN } from './a-watched-server.ts';

const HEALTHY: StoreHealth = {
  state: 'writable',
  lastDurableAt: '2026-03-12T01:15:00.000Z',
  queuedBytes: 17,
  freeBytes: 25e9,
  totalBytes: 100e9,
};

/** Operations over a newsroom whose answers are given by hand, on a port. */
async function anOffice(token: string | null = TOKEN) {
  const clock = { elapsed: 90_000 };
  const store = { health: HEALTHY };
  const notes: Note[] = [];
  const answers: ((answer: unknown) => void)[] = [];
  const operations = createOperations({
    token,
    version: '1.2.3',
    health: () => store.health,
    live: () => ({
      readers: 70,
      staff: 3,
      queuedBytes: 512,
      slowCut: 2,
      handshakesWaiting: 4,
      handshakesRefused: 5,
    }),
    onFailed: () => undefined,
    note: (note) => notes.push(note),
    now: () => '2026-03-12T01:15:09.000Z',
    elapsed: () => clock.elapsed,
    report: (fault) => {
      throw fault;
    },
  });
  const newsroom = operations.measureNewsroom({
    follow: () => () => undefined,
    submit: () => new Promise((resolve) => answers.push(resolve as (answer: unknown) => void)),
  } as unknown as Newsroom);
  const accounts = operations.measureAccounts({
    signIn: async (login: string) => refuse(login === 'flood' ? 'too-many' : 'not-signed-in'),
  } as unknown as Accounts);

  const server = createServer((request, response) =>
    operations.door.answer(request, response, () => response.writeHead(404).end('the site')),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close().closeAllConnections());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ask = (path: string, bearer?: string, method = 'GET') =>
    fetch(url + path, { method, ...(bearer && { headers: { authorization: `Bearer ${bearer}` } }) });
  const ready = async (bearer?: string) => {
    const response = await ask('/ready', bearer);
    return [response.status, await response.json()];
  };
  const metrics = async () => (await ask('/metrics', TOKEN)).text();
  return { operations, newsroom, accounts, clock, store, notes, answers, ask, ready, metrics };
}

describe('GET /ready', () => {
  it('says nothing but yes or no to a stranger, and is stored nowhere', async () => {
    const { operations, ask, ready } = await anOffice();
    expect(await ready()).toEqual([503, { ready: false, reason: 'starting' }]);
    operations.serving();
    expect(await ready()).toEqual([200, { ready: true }]);
    expect(await ready('a-wrong-token-0123456789')).toEqual([200, { ready: true }]);
    const { headers } = await ask('/ready');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-type')).toBe('application/json');
  });

  it('is no for as long as posts are not taken, with the reason', async () => {
    const { operations, store, ready } = await anOffice();
    operations.serving();
    store.health = { ...HEALTHY, state: 'full' };
    expect(await ready()).toEqual([503, { ready: false, reason: 'disk-full' }]);
    store.health = { ...HEALTHY, state: 'failed' };
    expect(await ready()).toEqual([503, { ready: false, reason: 'disk-failed' }]);
    store.health = HEALTHY;
    expect(await ready()).toEqual([200, { ready: true }]);
    operations.draining();
    expect(await ready()).toEqual([503, { ready: false, reason: 'draining' }]);
  });

  it('is no when the disk has not answered for ten seconds, whatever it says of itself', async () => {
    const { operations, newsroom, clock, answers, ready } = await anOffice();
    operations.serving();
    const asked = newsroom.submit({ kind: 'post-entry' }, INES);
    clock.elapsed += 10_000;
    expect((await ready())[0]).toBe(200);
    clock.elapsed += 1;
    expect(await ready()).toEqual([503, { ready: false, reason: 'disk-stalled' }]);
    answers[0]?.({ ok: true });
    await asked;
    expect((await ready())[0]).toBe(200);
  });

  it('tells who runs it how the disk and the sockets fare', async () => {
    const { operations, ready } = await anOffice();
    operations.serving();
    expect(await ready(TOKEN)).toEqual([
      200,
      {
        ready: true,
        version: '1.2.3',
        uptimeSeconds: 90,
        disk: {
          state: 'writable',
          lastDurableAt: '2026-03-12T01:15:00.000Z',
          secondsSinceDurable: 9,
          queuedBytes: 17,
          freeBytes: 25e9,
          totalBytes: 100e9,
          freePercent: 25,
        },
        sockets: { readers: 70, staff: 3, queuedBytes: 512 },
      },
    ]);
  });
});

it('answers GET /alive with nothing but that', async () => {
  const { ask } = await anOffice();
  const response = await ask('/alive');
  expect([response.status, await response.json()]).toEqual([200, { alive: true }]);
});

describe('GET /metrics', () => {
  it.each([
    ['a stranger', TOKEN, undefined],
    ['a wrong token', TOKEN, 'a-wrong-token-0123456789'],
    ['everybody where there is no token', null, 'null'],
  ])('is a page that does not exist for %s', async (_, token, bearer) => {
    const { ask } = await anOffice(token);
    const response = await ask('/metrics', bearer);
    expect([response.status, await response.text()]).toEqual([404, 'the site']);
  });

  it('counts commands by kind and outcome, and what nobody knows under one name', async () => {
    const { newsroom, answers, metrics, clock } = await anOffice();
    const asked = [
      newsroom.submit({ kind: 'post-entry' }, INES),
      newsroom.submit({ kind: 'post-entry' }, INES),
      newsroom.submit({ kind: 'Ines Vega was here' }, INES),
      newsroom.submit({ kind: 'constructor' }, INES),
      newsroom.submit(null, INES),
    ];
    clock.elapsed += 7;
    answers.shift()?.({ ok: true });
    for (const answer of answers) answer(refuse('unknown-command'));
    await Promise.all(asked);
    const page = await metrics();
    expect(page).toContain('plenary_commands_total{kind="post-entry",outcome="ok"} 1\n');
    expect(page).toContain('plenary_commands_total{kind="unknown",outcome="unknown-command"} 3\n');
    expect(page).not.toMatch(/Vega|constructor/u);
    expect(page).toContain('plenary_acknowledgement_seconds_bucket{le="0.005"} 0\n');
    expect(page).toContain('plenary_acknowledgement_seconds_bucket{le="0.01"} 1\n');
  });

  it('has the disk, the sockets, requests by class and refused sign-ins', async () => {
    const { accounts, store, ask, metrics } = await anOffice();
    await ask('/nowhere');
    await accounts.signIn('ines', 'wrong', '192.0.2.1');
    store.health = { ...HEALTHY, state: 'full' };
    const page = await metrics();
    for (const line of [
      'plenary_store_state{state="full"} 1',
      'plenary_store_state{state="writable"} 0',
      'plenary_disk_free_bytes 25000000000',
      'plenary_append_queue_bytes 17',
      'plenary_last_durable_timestamp_seconds 1773278100',
      'plenary_readers 70',
      'plenary_staff_sockets 3',
      'plenary_handshakes_waiting 4',
      'plenary_slow_clients_cut_total 2',
      'plenary_handshakes_refused_total 5',
      'plenary_http_requests_total{status="4xx"} 1',
      'plenary_sign_ins_refused_total{code="not-signed-in"} 1',
      'plenary_build_info{version="1.2.3"} 1',
    ])
      expect(page).toContain(`${line}\n`);
    expect(page).not.toMatch(/ines|192\.0\.2/u);
    // What only grows is not added up anew by who asks.
    expect(await metrics()).toContain('plenary_slow_clients_cut_total 2\n');
  });

  it('costs a command next to nothing: less than a tenth of a millisecond on a machine that does other things', async () => {
    const { newsroom, answers } = await anOffice();
    const commands = 20_000;
    const began = performance.now();
    for (let done = 0; done < commands; done += 1) {
      const asked = newsroom.submit({ kind: 'post-entry' }, INES);
      answers.pop()?.({ ok: true });
      await asked;
    }
    expect(((performance.now() - began) / commands) * 1_000).toBeLessThan(100);
  });
});

it('leaves every other address and method to the site', async () => {
  const { ask } = await anOffice();
  for (const [path, method] of [
    ['/ready', 'POST'],
    ['/ready/', 'GET'],
    ['/en/ready', 'GET'],
    ['/metrics', 'DELETE'],
  ] as const)
    expect((await ask(path, TOKEN, method)).status).toBe(404);
  expect((await ask('/ready', undefined, 'HEAD')).status).toBe(503);
});

it('notes a flood of sign-ins once a minute, with how many were made to wait', async () => {
  const { accounts, clock, notes } = await anOffice();
  for (let tried = 0; tried < 5; tried += 1) await accounts.signIn('flood', 'x', '192.0.2.1');
  clock.elapsed += 60_000;
  await accounts.signIn('flood', 'x', '192.0.2.1');
  await accounts.signIn('wrong', 'x', '192.0.2.1');
  expect(notes).toEqual([
    { note: 'sign-in-flood', refused: 1 },
    { note: 'sign-in-flood', refused: 5 },
  ]);
});
