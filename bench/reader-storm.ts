import type { ChildProcess } from 'node:child_process';
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { Socket } from 'socket.io-client';
import { io } from 'socket.io-client';
import { v7 } from 'uuid';
import type { ServerToStaff, StaffToServer } from '#live/protocol.ts';
import { DESK } from '#live/protocol.ts';
import { aCommand, anAbout, anItem, aPost } from '../tests/cast/a-coverage.ts';
import type { Order, Reading } from './reader-storm-readers.ts';

/**
 * How long reporters wait for the receipt of a post, by socket, from the real server with its journal on disk:
 * idle; while the post before is told to many readers; and while that many readers, cut, come back all at once.
 * Posts go out by the clock, not after each other. Some go to the coverage that is read, so that they are told to all;
 * more go to one that nobody reads, and only wait.
 */
const { values } = parseArgs({
  options: {
    readers: { type: 'string', default: '5000' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '10' },
    profile: { type: 'boolean', default: false },
    folder: { type: 'string', default: tmpdir() },
  },
});
const READERS = Number(values.readers);
const ROUNDS = Number(values.rounds);
const SECONDS = Number(values.seconds);
const GOAL = 25;
/** Posts a second into the coverage that is read, and into the other one. */
const READ_EVERY = 500;
const UNREAD_EVERY = 40;
const TEXT =
  'Đại biểu tỉnh Lâm Sơn đề nghị sớm hoàn thành tuyến đường nối Bản Mây với trung tâm huyện, ' +
  'đồng thời bố trí đủ vốn cho trường học, trạm y tế và nước sạch ở những nơi còn khó khăn. '.repeat(10);

type Staff = Socket<ServerToStaff, StaffToServer>;

const ROOT = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(values.folder, 'plenary-storm-'));
let server: ChildProcess | undefined;
process.on('exit', () => {
  server?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

async function startServer(): Promise<{ child: ChildProcess; url: string; token: string }> {
  const dataDir = join(folder, 'data');
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: { start: string };
  };
  const started = scripts.start.replace('exec node ', '').split(' ');
  const profiling = values.profile ? ['--cpu-prof', `--cpu-prof-dir=${tmpdir()}`] : [];
  const child = spawn(process.execPath, [...profiling, ...started], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, PORT: '0', DATA_DIR: dataDir, CONTENT_DIR: join(folder, 'content') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  server = child;
  for await (const line of createInterface(child.stdout)) {
    const url = /Plenary is at (http\S+)/u.exec(line)?.[1];
    if (!url) continue;
    child.stdout.resume();
    const { token } = JSON.parse(readFileSync(join(dataDir, 'console.json'), 'utf8')) as { token: string };
    return { child, url, token };
  }
  throw new Error('The server ended before it listened.');
}

const { child, url, token } = await startServer();
const aDesk = (): Staff =>
  io(url + DESK, {
    transports: ['websocket'],
    forceNew: true,
    auth: { token },
    extraHeaders: { authorization: `Bearer ${token}` },
  });
const desks = await Promise.all(
  Array.from({ length: 8 }, async () => {
    const desk = aDesk();
    await new Promise<void>((resolve) => desk.on('connect', resolve));
    return desk;
  }),
);
let turn = 0;
const ask = async (command: unknown) => {
  turn += 1;
  const answer = await (desks[turn % desks.length] as Staff).emitWithAck('command', command);
  if (!answer.ok) throw new Error(`Refused: ${answer.message}`);
  return answer;
};

async function aCoverage(slug: string): Promise<{ id: string; epoch: string; seq: number }> {
  const id = v7();
  const agenda = [anItem('8h00', 'Khai mạc hội nghị')];
  await ask(aCommand(id, { kind: 'create-coverage', about: anAbout({ slug }), agenda }));
  const { epoch, seq } = await ask(aCommand(id, { kind: 'open-coverage' }));
  return { id, epoch, seq };
}

const read = await aCoverage('duoc-doc');
const unread = await aCoverage('khong-ai-doc');
let head = read.seq;
const probe = await open(join(folder, 'probe'), 'a');

/** Milliseconds of every receipt, from when the post was due. */
interface Waits {
  readonly read: number[];
  readonly unread: number[];
  /** From dialling to being let in, of a desk that comes in the middle. */
  readonly desk: number[];
  /** What the same disk takes meanwhile for a bare append and its sync: no receipt is faster. */
  readonly disk: number[];
  /** How late this program itself was with a post: it is part of the wait, and no fault of the server. */
  readonly late: number[];
}

/** Posts by the clock until `ended`. */
async function postUntil(ended: Promise<unknown>): Promise<Waits> {
  const waits: Waits = { read: [], unread: [], desk: [], disk: [], late: [] };
  const pending: Promise<unknown>[] = [];
  const every = (ms: number, what: () => Promise<unknown>, kept: number[]) => {
    let due = performance.now();
    let timer: ReturnType<typeof setTimeout>;
    const go = (): void => {
      const asked = due;
      waits.late.push(performance.now() - asked);
      pending.push(what().then(() => void kept.push(performance.now() - asked)));
      due += ms;
      timer = setTimeout(go, Math.max(0, due - performance.now()));
    };
    timer = setTimeout(go, Math.random() * ms);
    return () => clearTimeout(timer);
  };
  const stops = [
    every(
      READ_EVERY,
      async () => {
        head = Math.max(head, (await ask(aPost(read.id, TEXT))).seq);
      },
      waits.read,
    ),
    every(UNREAD_EVERY, () => ask(aPost(unread.id, TEXT)), waits.unread),
    every(
      1_000,
      async () => {
        const desk = aDesk();
        await new Promise<void>((resolve) => desk.on('connect', resolve));
        desk.disconnect();
      },
      waits.desk,
    ),
    every(
      100,
      async () => {
        await probe.appendFile(TEXT);
        await probe.datasync();
      },
      waits.disk,
    ),
  ];
  await ended;
  for (const stop of stops) stop();
  await Promise.all(pending);
  return waits;
}

const crowd = fork(join(import.meta.dirname, 'reader-storm-readers.ts'), [
  new URL(url).port,
  read.id,
  read.epoch,
]);
async function order(what: Order): Promise<Reading> {
  const answer = once(crowd, 'message');
  crowd.send(what);
  const [reading] = (await answer) as [Reading];
  return reading;
}

const percentile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ??
  Number.NaN;
const summary = (values: readonly number[]) => ({
  n: values.length,
  p50: percentile(values, 0.5),
  p99: percentile(values, 0.99),
  max: Math.max(...values),
});
const seconds = (n: number) => new Promise((resolve) => setTimeout(resolve, n * 1_000));
const cpuOf = (): number => {
  const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
};
const rssOf = (): number =>
  Number(/VmRSS:\s+(\d+)/u.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024;

type Phase = 'idle' | 'fan-out' | 'storm';
const rounds: Record<string, unknown>[] = [];
/** Of all rounds of a phase together. */
const pooled: Record<Phase, { receipt: number[]; disk: number[]; late: number[] }> = {
  idle: { receipt: [], disk: [], late: [] },
  'fan-out': { receipt: [], disk: [], late: [] },
  storm: { receipt: [], disk: [], late: [] },
};

async function measure(phase: Phase, ended: Promise<Reading | unknown>): Promise<void> {
  const before = cpuOf();
  const began = performance.now();
  const waits = await postUntil(ended);
  const ms = performance.now() - began;
  const told = phase === 'idle' ? null : await order({ kind: 'reach', seq: head });
  const reading = (await ended) as Reading | undefined;
  pooled[phase].receipt.push(...waits.read, ...waits.unread);
  pooled[phase].disk.push(...waits.disk);
  pooled[phase].late.push(...waits.late);
  const round = {
    phase,
    receipt: summary([...waits.read, ...waits.unread]),
    ofRead: summary(waits.read),
    desk: summary(waits.desk),
    disk: summary(waits.disk),
    cpu: (cpuOf() - before) / (ms / 1_000),
    rssMb: rssOf(),
    load: loadavg()[0],
    ...(reading && { caughtUpMs: reading.ms, refused: reading.refused }),
    ...(told && { doubled: told.doubled, gaps: told.gaps }),
  };
  rounds.push(round);
  const { receipt, ofRead, desk, disk } = round;
  console.log(
    `${phase.padEnd(7)} receipts ${receipt.n}: p50 ${receipt.p50.toFixed(1)} p99 ${receipt.p99.toFixed(1)} ` +
      `max ${receipt.max.toFixed(1)} ms (read ${ofRead.n}: p50 ${ofRead.p50.toFixed(1)} max ${ofRead.max.toFixed(1)}), ` +
      `desk let in p50 ${desk.p50.toFixed(0)} max ${desk.max.toFixed(0)} ms, disk p50 ${disk.p50.toFixed(1)} max ${disk.max.toFixed(0)} ms, CPU ${round.cpu.toFixed(2)}, ` +
      `RSS ${round.rssMb.toFixed(0)} MB, load ${round.load?.toFixed(1)}` +
      (reading ? `, all back after ${reading.ms.toFixed(0)} ms, ${reading.refused} refused` : '') +
      (told ? `, ${told.doubled} doubled, ${told.gaps} gaps` : ''),
  );
}

for (let warm = 0; warm < 300; warm += 1) {
  await ask(aPost(unread.id, TEXT));
  await seconds(0.03);
}
for (let n = 0; n < ROUNDS; n += 1) await measure('idle', seconds(SECONDS));
const came = await order({ kind: 'come', readers: READERS, seq: head });
console.log(`${READERS} readers came within ${came.ms.toFixed(0)} ms`);
for (let n = 0; n < ROUNDS; n += 1) {
  await measure('fan-out', seconds(SECONDS));
  await measure('storm', order({ kind: 'storm' }));
}

const results = (['idle', 'fan-out', 'storm'] as const).map((phase) => {
  const { receipt, disk, late } = pooled[phase];
  return { phase, ...summary(receipt), disk: summary(disk), late: summary(late) };
});
for (const { phase, n, p50, p99, max, disk, late } of results)
  console.log(
    `${phase.padEnd(7)} ${ROUNDS} rounds, ${n} receipts: p50 ${p50.toFixed(1)} p99 ${p99.toFixed(1)} max ${max.toFixed(1)} ms; ` +
      `of which this program was late p99 ${late.p99.toFixed(1)} ms; bare disk p99 ${disk.p99.toFixed(1)} ms` +
      (phase === 'idle' ? '' : p99 <= GOAL ? `, within ${GOAL}` : `, BEYOND ${GOAL}`),
  );
mkdirSync(join(import.meta.dirname, 'results'), { recursive: true });
const kept = {
  at: new Date().toISOString(),
  node: process.version,
  folder: values.folder,
  readers: READERS,
  goal: GOAL,
  results,
  rounds,
};
writeFileSync(
  join(import.meta.dirname, 'results', 'reader-storm.json'),
  `${JSON.stringify(kept, null, 2)}\n`,
);
if (results.some(({ phase, p99 }) => phase !== 'idle' && p99 > GOAL)) process.exitCode = 1;

crowd.disconnect();
await probe.close();
for (const desk of desks) desk.disconnect();
const ended = once(child, 'exit');
child.kill('SIGTERM');
await ended;
