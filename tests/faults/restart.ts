import { readFileSync } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { changesAfter } from './fetch-log.ts';
import { layDownLog } from './long-log.ts';
import type { RealServer } from './real-server.ts';
import { aRealServer } from './real-server.ts';
import { commit, conclude, quantile, readWords } from './script.ts';

const USAGE = `node tests/faults/restart.ts

How long the real server takes from its start, after kill -9, until it serves: with an empty newsroom, with one long
coverage and its snapshot, with the same and no snapshot. They take turns. Needs the built site (npm run build).

  --entries N  of the long coverage (100000)
  --rounds N   starts of each (15)
  --seed N     taken for the sake of likeness; nothing here is left to chance
  --help

The last line is the figures as JSON: milliseconds by the clock until the first answer, and of processor time, which
other programs disturb less. Exit code 1 when a start with the snapshot takes more than 1,500 ms at p99.`;

/** Milliseconds from start to serving, p99. */
const GOAL = 1_500;

const words = readWords(USAGE, {
  entries: { type: 'string', default: '100000' },
  rounds: { type: 'string', default: '15' },
  seed: { type: 'string', default: '0' },
});
const entries = Number(words.entries);

interface Kind {
  readonly server: RealServer;
  readonly snapshot: boolean;
  readonly long: { readonly coverageId: string; readonly epoch: string; readonly head: number } | null;
  readonly ms: number[];
  readonly cpuMs: number[];
}

async function aKind(long: boolean, snapshot: boolean): Promise<Kind> {
  const server = await aRealServer([]);
  const coverageId = v7();
  const laid = long ? { coverageId, ...(await layDownLog(server.dataDir, coverageId, entries)) } : null;
  return { server, snapshot, long: laid, ms: [], cpuMs: [] };
}

const snapshotOf = ({ server, long }: Kind): string =>
  join(server.dataDir, 'coverages', long?.coverageId ?? '', 'snapshot.json');

/** Processor time of a process so far, all its threads; 10 ms is the grain. */
function processorMs(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

async function round(kind: Kind): Promise<void> {
  const { server, long } = kind;
  if (!kind.snapshot) await rm(snapshotOf(kind), { force: true });
  const began = performance.now();
  if ((await server.start()) === null) throw new Error('The server did not start.');
  const answer = long
    ? await changesAfter(server.url, long.coverageId, long.epoch, long.head)
    : await fetch(`${server.url}/api/v1/coverages`).then((response) => response.json());
  kind.ms.push(performance.now() - began);
  kind.cpuMs.push(processorMs(server.pid));
  if (long && answer.kind !== 'caught-up') throw new Error(JSON.stringify(answer));
  await server.kill();
}

const kinds = {
  empty: await aKind(false, true),
  withSnapshot: await aKind(true, true),
  withoutSnapshot: await aKind(true, false),
};
const snapshotBytes = await stat(snapshotOf(kinds.withSnapshot)).then(
  ({ size }) => size,
  () => 0,
);
for (let n = 0; n < Number(words.rounds); n += 1) for (const kind of Object.values(kinds)) await round(kind);

const figures = Object.fromEntries(
  Object.entries(kinds).map(([name, { ms, cpuMs }]) => [
    name,
    { p50: quantile(ms, 0.5), p99: quantile(ms, 0.99), cpuP50: quantile(cpuMs, 0.5) },
  ]),
);
for (const { server } of Object.values(kinds)) await server.removeFolders();
const p99 = quantile(kinds.withSnapshot.ms, 0.99);
conclude(
  {
    script: 'restart',
    seed: Number(words.seed),
    commit: commit(),
    entries,
    rounds: Number(words.rounds),
    snapshotBytes,
    ...figures,
  },
  p99 > GOAL ? [`p99 with snapshot: ${p99} ms, above ${GOAL}`] : [],
);
