import type { CoverageLog } from '#server/storage/log-store.ts';
import { StorageFailure } from '#server/storage/log-store.ts';
import { createChance } from '../chance.ts';
import type { Blow, Call, Lower, ProcessDisk } from './a-process.ts';
import { createProcessDisk } from './a-process.ts';
import type { StoreInHand } from './a-store.ts';
import { createStoreInHand } from './a-store.ts';
import { Broken, demand } from './broken.ts';
import { COVERAGE, createRecords } from './some-records.ts';
import type { StoragePromises } from './storage-oracle.ts';
import { createStoragePromises } from './storage-oracle.ts';

/** Where a life is lived. */
export interface Ground {
  readonly disk: Lower;
  readonly folder: string;
  /** The power goes and comes back, behind the run that was struck or behind all; absent where only processes die. */
  readonly cut?: { readonly behind: 'strike' | 'all'; readonly power: () => void };
  readonly leave: () => void;
}

const BLOWS: readonly Blow[] = ['dies-before', 'dies-within', 'dies-behind', 'EIO', 'ENOSPC', 'short'];
const IN_PART: Readonly<Partial<Record<Blow, readonly Call[]>>> = {
  short: ['write', 'read'],
  'dies-within': ['write', 'makeFolder'],
};

/** One call of a life, and what shall become of it. */
interface Strike {
  readonly at: number;
  readonly blow: Blow;
}

interface Life {
  readonly ground: Ground;
  readonly strike: Strike | null;
  readonly promises: StoragePromises;
  /** Calls so far, over all runs. */
  readonly calls: Call[];
  readonly record: ReturnType<typeof createRecords>;
  refused: number;
}

/** @returns figures, and what broke: the call, what became of it, and the invariant */
export async function strikeEveryCall(ground: (n: number) => Ground, every: number) {
  const calm = await live(ground(0), null);
  const figures = { calls: calm.calls.length, strikes: 0, acknowledged: 0, refused: 0 };
  const kinds = new Set<string>();
  const failures: string[] = [];
  for (let at = 1; at <= calm.calls.length; at += every)
    for (const blow of BLOWS) {
      const call = calm.calls[at - 1];
      if (!call || IN_PART[blow]?.includes(call) === false) continue;
      figures.strikes += 1;
      kinds.add(`${call} ${blow}`);
      try {
        const life = await live(ground(at), { at, blow });
        figures.acknowledged += life.promises.held.length;
        figures.refused += life.refused;
      } catch (fault) {
        failures.push(`call ${at}, ${call}, ${blow}: ${fault}`);
      }
    }
  return { figures: { ...figures, kindsOfCallAndFault: kinds.size }, failures };
}

/** Three runs on one folder, of which something may strike one, and a last one that shows what is there. */
async function live(ground: Ground, strike: Strike | null): Promise<Life> {
  const life: Life = {
    ground,
    strike,
    promises: createStoragePromises(),
    calls: [],
    record: createRecords(createChance(7)),
    refused: 0,
  };
  try {
    for (const script of [beginAndGrow, mendAndGrow, openSealed]) {
      const before = life.calls.length;
      await run(life, script);
      if (ground.cut?.behind !== 'strike' || !strike) continue;
      if (strike.at > before && strike.at <= life.calls.length) ground.cut.power();
    }
    if (ground.cut?.behind === 'all') ground.cut.power();
    await run(life, async () => undefined, 'last');
    return life;
  } finally {
    ground.leave();
  }
}

type Script = (life: Life, run: Run) => Promise<void>;
interface Run {
  readonly process: ProcessDisk;
  readonly inHand: StoreInHand;
  readonly log: CoverageLog;
  /** The next write to a journal finds no space. */
  readonly fill: () => void;
}

async function run(life: Life, script: Script, last?: 'last'): Promise<void> {
  const { ground, strike, promises, calls } = life;
  let struck = false;
  let torn = false;
  let full = false;
  const process = createProcessDisk(ground.disk, (call, path) => {
    if (last) return null;
    calls.push(call);
    if (calls.length === strike?.at) {
      struck = true;
      return strike.blow;
    }
    if (call !== 'write' || !path.endsWith('.ndjson')) return null;
    if (torn) return 'dies-within';
    const refuses = full;
    full = false;
    return refuses ? 'ENOSPC' : null;
  });
  const fill = (): void => {
    full = true;
  };
  try {
    const inHand = createStoreInHand({
      disk: process,
      folder: ground.folder,
      newEpoch: () => `epoch-${calls.length}`,
      now: () => '',
    });
    const opened = await inHand.store.open(COVERAGE);
    if (process.dead) return;
    await promises.checkOpened(opened, last === 'last' || !struck);
    await script(life, { process, inHand, log: opened.log, fill });
    torn = script === beginAndGrow;
    if (torn && !process.dead) await append(life, process, opened.log, [2]);
    if (last) await inHand.store.close();
  } catch (fault) {
    if (process.dead) return;
    demand(struck && !(fault instanceof Broken) && !isDamage(fault), 'I10', () => `${fault}`);
  }
}

const isDamage = (fault: unknown): boolean => fault instanceof Error && fault.name === 'DamagedLog';

/** Appends of so many records each, handed over together. A disk that failed for good ends the run. */
async function append(
  life: Life,
  process: ProcessDisk,
  log: CoverageLog,
  together: readonly number[],
): Promise<void> {
  let seq = log.head;
  const appends = together.map((count) => Array.from({ length: count }, () => life.record(++seq)));
  const outcomes = await Promise.allSettled(appends.map((records) => log.append(records)));
  for (const [index, outcome] of outcomes.entries()) {
    const records = appends[index] ?? [];
    if (outcome.status === 'fulfilled') life.promises.acknowledge(records);
    else if (!process.dead && outcome.reason instanceof StorageFailure && outcome.reason.recoverable)
      life.refused += records.length;
    else {
      life.promises.leaveOpen(records);
      process.die();
    }
  }
  if (!process.dead) demand(log.head === life.promises.held.length, 'I13', () => `head ${log.head}`);
}

async function beginAndGrow(life: Life, { process, inHand, log }: Run): Promise<void> {
  const grow = (...together: number[]): Promise<void> => append(life, process, log, together);
  const rest = (): void => {
    for (let ticks = 0; ticks < 2 && !process.dead; ticks += 1) inHand.keeper.tick();
  };
  await grow(1);
  await grow(1, 2);
  rest();
  snapshot(inHand);
  while (log.head < 12 && !process.dead) await grow(2);
  rest();
  snapshot(inHand);
  for (let ticks = 0; ticks < 20 && !process.dead; ticks += 1) inHand.keeper.tick();
  await grow(1);
  if (!process.dead) await life.promises.checkRead(log).catch(passReading);
}

async function mendAndGrow(life: Life, { process, inHand, log, fill }: Run): Promise<void> {
  await append(life, process, log, [1, 1]);
  // Long enough for a segment to end on a full disk, too.
  for (let times = 0; times < 4 && !process.dead; times += 1) {
    fill();
    await append(life, process, log, [2]);
    if (!process.dead) await append(life, process, log, [1, 1]);
  }
  if (!process.dead) inHand.keeper.tick();
  if (!process.dead) await inHand.store.close();
}

async function openSealed(life: Life, { process, log }: Run): Promise<void> {
  await append(life, process, log, [2]);
}

function snapshot(inHand: StoreInHand): void {
  try {
    inHand.snapshot();
  } catch {
    // A lost snapshot costs a longer start.
  }
}

/** A disk that cannot be read is no broken promise. */
function passReading(fault: unknown): void {
  if (fault instanceof Broken || !(fault instanceof Error && 'code' in fault)) throw fault;
}
