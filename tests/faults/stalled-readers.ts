import { readFileSync } from 'node:fs';
import { readdir, readlink } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Socket } from 'socket.io-client';
import { io } from 'socket.io-client';
import { v7 } from 'uuid';
import type { ServerToStaff, StaffToServer } from '#live/protocol.ts';
import { DESK } from '#live/protocol.ts';
import { aCommand, anAbout, aPost } from '../cast/a-coverage.ts';
import type { RawReader } from '../cast/a-raw-reader.ts';
import { aRawReader } from '../cast/a-raw-reader.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';

/**
 * Readers who stop reading while changes come at a hundred a second; every second one goes on saying that it is alive.
 * Others read, and reporters post. Then those who were cut come back.
 *
 * Usage: node tests/faults/stalled-readers.ts [--stalled 1000] [--healthy 10] [--seconds 60]
 */
interface StalledOptions {
  readonly stalled: number;
  readonly healthy: number;
  /** How long changes come at {@link PER_SECOND} while readers stall. */
  readonly seconds: number;
}

interface StalledReport {
  readonly changes: number;
  readonly stalled: number;
  /** Of them, how many the server cut, and how long after the first change they did not read, in ms. */
  readonly cut: number;
  readonly cutWithinMs: number;
  /** Resident memory of the server in MB: with all connected, at its most until all were cut, and until all were back. */
  readonly rssMb: { readonly base: number; readonly most: number; readonly back: number };
  /** Memory of the kernel for all its TCP sockets, both ends, in MB. */
  readonly kernelMb: { readonly base: number; readonly most: number; readonly cut: number };
  /** Changes that healthy readers missed, got twice, or got before those that come first; and who is not at the head. */
  readonly healthy: { readonly doubled: number; readonly gaps: number; readonly behind: number };
  /** Of those who came back: all there, by a range or by fetching the page again. */
  readonly back: {
    readonly ranges: number;
    readonly pages: number;
    readonly doubled: number;
    readonly ms: number;
  };
  /** Milliseconds to the receipt, before anybody stalled and since. */
  readonly receipts: { readonly before: Percentiles; readonly during: Percentiles };
}

interface Percentiles {
  readonly n: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

const PER_SECOND = 100;
/** Each desk may ask ten times a second. */
const DESKS = 14;
const WARM_UP_SECONDS = 4;
const BODY =
  'Đại biểu tỉnh Lâm Sơn đề nghị sớm hoàn thành tuyến đường nối Bản Mây với trung tâm huyện, đồng thời ' +
  'bố trí đủ vốn cho trường học, trạm y tế, nước sạch và nhà ở của đồng bào các xã vùng cao. ';

export async function stallReaders({ stalled, healthy, seconds }: StalledOptions): Promise<StalledReport> {
  const server = await aServer();
  const { pid } = server.child;
  const port = Number(new URL(server.url).port);
  const token = await server.consoleToken();
  const desks = Array.from(
    { length: DESKS },
    (): Socket<ServerToStaff, StaffToServer> =>
      io(server.url + DESK, { transports: ['websocket'], forceNew: true, auth: { token } }),
  );
  let asked = 0;
  const ask = async (command: unknown) => {
    asked += 1;
    const desk = desks[asked % DESKS] as (typeof desks)[number];
    const answer = await desk.emitWithAck('command', command);
    if (!answer.ok) throw new Error(answer.message);
    return answer;
  };
  const coverageId = v7();
  await ask(aCommand(coverageId, { kind: 'create-coverage', about: anAbout(), agenda: [] }));
  const opened = await ask(aCommand(coverageId, { kind: 'open-coverage' }));
  const { epoch } = opened;
  let head = opened.seq;

  let failed: unknown = null;
  /** Posts by the clock, whoever still waits. @returns milliseconds to each receipt */
  async function post(perSecond: number, until: () => boolean): Promise<number[]> {
    const waits: number[] = [];
    const pending = new Set<Promise<void>>();
    const began = performance.now();
    for (let n = 0; !until() && failed === null; n += 1) {
      await wait(began + (n * 1_000) / perSecond - performance.now());
      const at = performance.now();
      const one = ask(aPost(coverageId, `${n}. ${BODY.repeat(9)}`)).then(
        ({ seq }) => {
          waits.push(performance.now() - at);
          head = Math.max(head, seq);
        },
        (fault) => {
          failed ??= fault;
        },
      );
      pending.add(one);
      void one.finally(() => pending.delete(one));
    }
    await Promise.all(pending);
    if (failed !== null) throw failed;
    return waits;
  }
  const forSeconds = (n: number) => {
    const end = performance.now() + n * 1_000;
    return () => performance.now() >= end;
  };

  const aReader = (seq: number, more: { onCaughtUp?: () => void; onRestart?: () => void } = {}): RawReader =>
    aRawReader({ port, coverageId, epoch, seq, ...more });
  async function come(count: number): Promise<RawReader[]> {
    const readers: RawReader[] = [];
    while (readers.length < count) {
      for (let n = 0; n < 50 && readers.length < count; n += 1) readers.push(aReader(head));
      await until(() => readers.every(({ caughtUp }) => caughtUp), 'readers come');
    }
    return readers;
  }

  const reading = await come(healthy);
  const before = await post(PER_SECOND, forSeconds(WARM_UP_SECONDS));
  const stalling = await come(stalled);
  await wait(1_000);
  const base = { rss: rssOf(pid), kernel: kernelMb() };
  const socketsAtBase = await socketsOf(pid);

  const most = { rss: 0, kernel: 0 };
  const watching = setInterval(() => {
    most.rss = Math.max(most.rss, rssOf(pid));
    most.kernel = Math.max(most.kernel, kernelMb());
  }, 100);
  for (const reader of stalling) reader.stall();
  const lying = setInterval(() => {
    for (const [n, reader] of stalling.entries()) if (n % 2 && reader.open) reader.pong();
  }, 2_000);
  const began = performance.now();
  let cutAt = Number.NaN;
  let whileStalled = most;
  let stillThere = stalled;
  const counting = setInterval(async () => {
    stillThere = stalled - socketsAtBase + (await socketsOf(pid));
    if (stillThere > 0 || !Number.isNaN(cutAt)) return;
    cutAt = performance.now();
    whileStalled = { ...most };
  }, 200);
  const during = await post(PER_SECOND, forSeconds(seconds));
  // Whoever has little waiting is cut for how long it waits.
  const late = performance.now() + 15_000;
  during.push(...(await post(2, () => !Number.isNaN(cutAt) || performance.now() > late)));
  const cutKernel = kernelMb();
  for (const timer of [counting, lying]) clearInterval(timer);

  const backBegan = performance.now();
  let pages = 0;
  const back = stalling.map((reader) => {
    reader.socket.destroy();
    const again: { reader: RawReader } = {
      reader: aReader(reader.seq, {
        onRestart() {
          // Too far behind: the page is fetched again, and stands at the head.
          pages += 1;
          again.reader.socket.destroy();
          again.reader = aReader(head);
        },
      }),
    };
    return again;
  });
  await until(() => back.every(({ reader }) => reader.caughtUp && reader.seq >= head), 'all are back');
  const backMs = performance.now() - backBegan;
  await until(() => reading.every(({ seq }) => seq >= head), 'healthy readers are at the head');
  clearInterval(watching);

  const sum = (readers: readonly RawReader[], of: (reader: RawReader) => number) =>
    readers.reduce((total, reader) => total + of(reader), 0);
  const report: StalledReport = {
    changes: head,
    stalled,
    cut: stalled - stillThere,
    cutWithinMs: cutAt - began,
    rssMb: { base: base.rss, most: whileStalled.rss, back: most.rss },
    kernelMb: { base: base.kernel, most: most.kernel, cut: cutKernel },
    healthy: {
      doubled: sum(reading, ({ doubled }) => doubled),
      gaps: sum(reading, ({ gaps }) => gaps),
      behind: reading.filter(({ seq, open }) => seq < head || !open).length,
    },
    back: {
      ranges: stalled - pages,
      pages,
      doubled: back.reduce((total, { reader }) => total + reader.doubled, 0),
      ms: backMs,
    },
    receipts: { before: percentiles(before), during: percentiles(during) },
  };
  for (const reader of [...reading, ...back.map((one) => one.reader)]) reader.socket.destroy();
  for (const desk of desks) desk.disconnect();
  await server.stop();
  await removeFolders();
  return report;
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));

async function until(done: () => boolean, what: string): Promise<void> {
  for (let tries = 0; !done(); tries += 1) {
    if (tries > 6_000) throw new Error(`Waited a minute until ${what}.`);
    await wait(10);
  }
}

function percentiles(values: readonly number[]): Percentiles {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number): number => sorted[Math.floor((sorted.length - 1) * part)] ?? Number.NaN;
  return { n: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1) };
}

const rssOf = (pid: number | undefined): number =>
  Number(/VmRSS:\s+(\d+)/u.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

const PAGE = 4096;
const kernelMb = (): number =>
  (Number(/TCP:.* mem (\d+)/u.exec(readFileSync('/proc/net/sockstat', 'utf8'))?.[1]) * PAGE) / 1024 ** 2;

/** Sockets that a process holds open. */
async function socketsOf(pid: number | undefined): Promise<number> {
  const folder = `/proc/${pid}/fd`;
  const links = await Promise.all(
    (await readdir(folder)).map((fd) => readlink(`${folder}/${fd}`).catch(() => '')),
  );
  return links.filter((link) => link.startsWith('socket:')).length;
}

export function printReport(report: StalledReport): void {
  const { rssMb, kernelMb: kernel, receipts, healthy, back } = report;
  const mb = (n: number): string => `${n.toFixed(0)} MB`;
  const ms = ({ n, p50, p99, max }: Percentiles): string =>
    `${n}: p50 ${p50.toFixed(1)} p99 ${p99.toFixed(1)} max ${max.toFixed(1)} ms`;
  console.log(
    [
      `changes ${report.changes}, stalled readers ${report.stalled}, cut ${report.cut}, the last after ${report.cutWithinMs.toFixed(0)} ms`,
      `memory of the server: base ${mb(rssMb.base)}, +${mb(rssMb.most - rssMb.base)} until all were cut, +${mb(rssMb.back - rssMb.base)} until all were back`,
      `memory of the kernel for TCP: base ${mb(kernel.base)}, most ${mb(kernel.most)}, after the cut ${mb(kernel.cut)}`,
      `healthy readers: ${healthy.doubled} doubled, ${healthy.gaps} gaps, ${healthy.behind} behind`,
      `back after ${back.ms.toFixed(0)} ms: ${back.ranges} by a range, ${back.pages} by the page, ${back.doubled} doubled`,
      `receipts before ${ms(receipts.before)}`,
      `receipts during ${ms(receipts.during)}`,
    ].join('\n'),
  );
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      stalled: { type: 'string', default: '1000' },
      healthy: { type: 'string', default: '10' },
      seconds: { type: 'string', default: '60' },
    },
  });
  const { stalled, healthy, seconds } = values;
  const report = await stallReaders({
    stalled: Number(stalled),
    healthy: Number(healthy),
    seconds: Number(seconds),
  });
  printReport(report);
  const isWell =
    report.cut === report.stalled &&
    report.rssMb.most - report.rssMb.base <= 64 &&
    report.healthy.doubled + report.healthy.gaps + report.healthy.behind === 0;
  process.exit(isWell ? 0 : 1);
}
