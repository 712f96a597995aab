import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { io } from 'socket.io-client';
import { v7 } from 'uuid';
import { DESK } from '#live/protocol.ts';
import { aCommand, anAbout, anItem, aPost } from '../tests/cast/a-coverage.ts';
import { aServer, removeFolders } from '../tests/cast/a-server.ts';
import type { Flood, Flooded } from './desk-under-load-flood.ts';

/**
 * How long reporters wait for the receipt of a post, by socket, from the real server with its journal on disk: idle,
 * and while 200 people sign in at once, half of them with wrong passwords and each from an address of their own, and
 * ten photos of 15 MB are made smaller. Posts go out by the clock, not after each other.
 */
const POSTS = 600;
const POST_EVERY_MS = 40;
const SIGN_INS = 200;
const PHOTOS = 10;
const STAFF = 10;
const GOAL_MS = 25;
const GOAL_RATIO = 3;
const PASSWORD = 'rừng thông trên đồi';
const TEXT =
  'Đại biểu tỉnh Lâm Sơn đề nghị sớm hoàn thành tuyến đường nối Bản Mây với trung tâm huyện. '.repeat(10);

// Behind a proxy that it believes: so it has many addresses to tell apart.
const server = await aServer('https://toa-soan.example');
const { url } = server;
const flood = fork(join(import.meta.dirname, 'desk-under-load-flood.ts'), { serialization: 'advanced' });
flood.send('prepare');
const prepared = once(flood, 'message');

async function form(path: string, fields: Record<string, string>, headers: Record<string, string>) {
  const answer = await fetch(url + path, {
    method: 'POST',
    redirect: 'manual',
    headers,
    body: new URLSearchParams(fields),
  });
  if (answer.status >= 400) throw new Error(`${path}: ${answer.status}`);
}
await form(
  '/desk/thiet-lap',
  { code: await server.setUpCode(), name: 'Ada', login: 'ada', password: PASSWORD },
  { origin: url },
);
const signedIn = await fetch(`${url}/api/v1/sign-in`, {
  method: 'POST',
  body: JSON.stringify({ login: 'ada', password: PASSWORD }),
});
const { token } = (await signedIn.json()) as { token: string };
const logins = Array.from({ length: STAFF }, (_, n) => `staff${n}`);
for (const login of logins)
  await form(
    '/desk/nhan-su',
    { name: login, login, password: PASSWORD, role: 'reporter', coverages: 'all' },
    { origin: url, authorization: `Bearer ${token}` },
  );

const desks = Array.from({ length: 8 }, () =>
  io(url + DESK, {
    transports: ['websocket'],
    forceNew: true,
    auth: { token },
    extraHeaders: { authorization: `Bearer ${token}` },
  }),
);
await Promise.all(desks.map((desk) => new Promise<void>((resolve) => desk.on('connect', resolve))));
let turn = 0;
async function ask(command: unknown): Promise<void> {
  turn += 1;
  const answer = await desks[turn % desks.length]?.emitWithAck('command', command);
  if (!answer.ok) throw new Error(`Refused: ${answer.message}`);
}
const coverageId = v7();
await ask(
  aCommand(coverageId, {
    kind: 'create-coverage',
    about: anAbout(),
    agenda: [anItem('8h00', 'Khai mạc hội nghị')],
  }),
);
await ask(aCommand(coverageId, { kind: 'open-coverage' }));

const percentile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ??
  Number.NaN;
const round = (ms: number): number => Math.round(ms * 10) / 10;
const summary = (values: readonly number[]) => ({
  n: values.length,
  p50: round(percentile(values, 0.5)),
  p99: round(percentile(values, 0.99)),
  max: round(Math.max(...values)),
});
const probe = await open(join(server.dataDir, '..', 'probe'), 'a');
const cpuOf = (): number => {
  const fields = readFileSync(`/proc/${server.child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
};

/** Posts by the clock, at least {@link POSTS} and for as long as `during` takes. */
async function measure(phase: string, during: Promise<unknown>) {
  const [receipts, late, disk]: number[][] = [[], [], []];
  const pending: Promise<unknown>[] = [];
  let over = false;
  void during.then(() => {
    over = true;
  });
  const [cpu, began] = [cpuOf(), performance.now()];
  for (let n = 0; n < POSTS || !over; n += 1) {
    const due = began + n * POST_EVERY_MS;
    await wait(Math.max(0, due - performance.now()));
    late?.push(performance.now() - due);
    pending.push(ask(aPost(coverageId, TEXT)).then(() => receipts?.push(performance.now() - due)));
    if (n % 10 !== 0) continue;
    const asked = performance.now();
    pending.push(
      probe
        .appendFile(TEXT)
        .then(() => probe.datasync())
        .then(() => disk?.push(performance.now() - asked)),
    );
  }
  await Promise.all(pending);
  const seconds = (performance.now() - began) / 1_000;
  const figures = {
    phase,
    receipts: summary(receipts ?? []),
    late: summary(late ?? []),
    disk: summary(disk ?? []),
    seconds: round(seconds),
    cpu: round((cpuOf() - cpu) / seconds),
    load: round(loadavg()[0] ?? 0),
  };
  console.log(JSON.stringify(figures));
  return figures;
}

await prepared;
await measure('warm', Promise.resolve());
const idle = await measure('idle', Promise.resolve());
const answer = once(flood, 'message');
flood.send({ url, token, password: PASSWORD, logins, signIns: SIGN_INS, photos: PHOTOS } satisfies Flood);
const loaded = await measure('load', answer);
const [flooded] = (await answer) as [Flooded];
const ratio = round(loaded.receipts.p99 / idle.receipts.p99);
const hashes = (flooded.answers[200] ?? 0) + (flooded.answers[401] ?? 0);
const goal = Math.max(GOAL_MS, GOAL_RATIO * idle.receipts.p99);
console.log(
  `Receipts idle p50 ${idle.receipts.p50} p99 ${idle.receipts.p99} ms; under load p50 ${loaded.receipts.p50} p99 ${loaded.receipts.p99} ms ` +
    `(${ratio} times; aim ${round(goal)}: ${loaded.receipts.p99 <= goal ? 'met' : 'MISSED'}). ` +
    `${hashes} passwords hashed within ${round(flooded.signInMs / 1_000)} s, ${flooded.answers[429] ?? 0} times sent away; ` +
    `photos of ${round(flooded.photoBytes / 2 ** 20)} MB there after ${flooded.photoMs.map((ms) => round(ms / 1_000)).join(', ')} s`,
);
mkdirSync(join(import.meta.dirname, 'results'), { recursive: true });
writeFileSync(
  join(import.meta.dirname, 'results', 'desk-under-load.json'),
  `${JSON.stringify({ at: new Date().toISOString(), node: process.version, idle, loaded, ratio, hashes, flooded }, null, 2)}\n`,
);
await probe.close();
for (const desk of desks) desk.disconnect();
await server.stop();
await removeFolders();
