import type { LogRecord } from '#domain/change.ts';
import type { CoverageLog } from '#server/storage/log-store.ts';
import { StorageFailure } from '#server/storage/log-store.ts';
import type { Chance } from '../chance.ts';
import { createChance } from '../chance.ts';
import type { SimulatedDisk } from './a-disk.ts';
import { createDisk } from './a-disk.ts';
import type { ProcessDisk } from './a-process.ts';
import { createProcessDisk } from './a-process.ts';
import type { StoreInHand } from './a-store.ts';
import { createStoreInHand, FOLDER } from './a-store.ts';
import type { Blows } from './blows.ts';
import { createBlows } from './blows.ts';
import { Broken, demand } from './broken.ts';
import { COVERAGE, createRecords } from './some-records.ts';
import type { StoragePromises } from './storage-oracle.ts';
import { checkUntouched, createStoragePromises } from './storage-oracle.ts';
import type { Told } from './told.ts';

const SPACE = 512 * 1024;

/** The life of one journal: a few processes after each other on one disk, each ended by a crash, a fault or a stop. */
export async function tellStorageStory(seed: number, told: Told): Promise<void> {
  const chance = createChance(seed);
  const capacity = chance.percent(15) ? 4_000 + chance.index(30_000) : SPACE;
  const disk = createDisk(chance, capacity);
  disk.makeFolder(FOLDER);
  const story = { chance, disk, told, promises: createStoragePromises(), record: createRecords(chance) };
  const lives = 2 + chance.index(3);
  for (let life = 1; life <= lives; life += 1) {
    told.say(() => `life ${life}`);
    await live(
      story,
      createBlows(chance, (line) => told.say(line)),
    );
    if (chance.percent(50)) {
      told.say(() => 'the power is cut');
      disk.cut();
      told.count('cuts');
    }
    told.count('lives');
  }
  disk.capacity = Math.max(disk.capacity, SPACE);
  told.say(() => 'the last life');
  disk.cut();
  const { store } = createStoreInHand({ disk, newEpoch: () => 'epoch-last', now: () => '' });
  await story.promises.checkOpened(await store.open(COVERAGE), chance.percent(30));
  await store.close();
  told.count('records', story.promises.held.length);
}

interface Story {
  readonly chance: Chance;
  readonly disk: SimulatedDisk;
  readonly told: Told;
  readonly promises: StoragePromises;
  readonly record: (seq: number) => LogRecord;
}

async function live(story: Story, blows: Blows): Promise<void> {
  const { chance, disk, told, promises } = story;
  const before = chance.percent(20) ? disk.files() : null;
  const process = createProcessDisk(disk, blows.blow, chance.fraction);
  let inHand: StoreInHand;
  let log: CoverageLog;
  try {
    inHand = createStoreInHand({
      disk: process,
      newEpoch: () => `epoch-${chance.index(1e6)}`,
      now: () => '',
    });
    const opened = await inHand.store.open(COVERAGE);
    if (process.dead) return;
    log = opened.log;
    await promises.checkOpened(opened, chance.percent(6));
    told.say(() => `  opened with ${log.head} records`);
  } catch (fault) {
    if (process.dead) return;
    if (fault instanceof Broken) throw fault;
    const code = fault instanceof Error && 'code' in fault ? fault.code : null;
    demand(blows.struck || code === 'ENOSPC', 'I10', () => `it does not open: ${fault}`);
    demand(!(fault instanceof Error && fault.name === 'DamagedLog'), 'I10', () => `${fault}`);
    told.say(() => `  does not open: ${fault}`);
    if (code === 'ENOSPC') disk.capacity += 20_000;
    return;
  }
  if (before) {
    checkUntouched(before, disk.files());
    if (chance.percent(25)) return recoverAgain(story, log, !blows.struck && disk.capacity >= SPACE);
  }
  await work(story, process, inHand, log);
  if (!process.dead && chance.percent(40)) await inHand.store.close();
}

/**
 * [I9] Nothing more happens: whoever opens it next finds the same, and changes nothing, unless the one before had no
 * space to finish.
 */
async function recoverAgain(
  { disk, promises, told }: Story,
  log: CoverageLog,
  finished: boolean,
): Promise<void> {
  const before = disk.files();
  const { store } = createStoreInHand({ disk, newEpoch: () => 'never', now: () => '' });
  const again = await store.open(COVERAGE);
  told.say(() => '  opened again at once');
  demand(again.log.epoch === log.epoch, 'I9', () => 'another epoch');
  await promises.checkOpened(again, true);
  if (!finished) return;
  const after = disk.files();
  for (const [path, bytes] of before)
    demand(after.get(path)?.equals(bytes) === true, 'I9', () => `${path} was changed by a second recovery`);
  demand(after.size === before.size, 'I9', () => 'other files');
}

async function work(
  story: Story,
  process: ProcessDisk,
  inHand: StoreInHand,
  log: CoverageLog,
): Promise<void> {
  const { chance, disk, promises } = story;
  for (let steps = 1 + chance.index(6); steps > 0 && !process.dead; steps -= 1) {
    const step = chance.index(20);
    if (step < 12) {
      if (!(await append(story, process, log, step < 8 ? 1 : 2 + chance.index(3)))) return;
    } else if (step < 16) tick(inHand, process);
    else if (step === 16) snapshotIfItCan(inHand);
    else if (step === 17) disk.capacity += chance.index(20_000);
    else if (!process.dead) await promises.checkRead(log).catch((fault) => passReading(fault, process));
  }
  if (!process.dead && chance.percent(50)) process.die();
}

/** A thread that fails ends, and its process with it. */
function tick({ keeper }: StoreInHand, process: ProcessDisk): void {
  try {
    keeper.tick();
  } catch {
    process.die();
  }
}

function snapshotIfItCan(inHand: StoreInHand): void {
  try {
    inHand.snapshot();
  } catch {
    // A lost snapshot costs a longer start.
  }
}

/** A disk that cannot be read is no broken promise. */
function passReading(fault: unknown, { dead }: ProcessDisk): void {
  if (!dead && !(fault instanceof Error && 'code' in fault)) throw fault;
}

/** @returns false when the process has to end */
async function append(
  story: Story,
  process: ProcessDisk,
  log: CoverageLog,
  together: number,
): Promise<boolean> {
  const { chance, promises, told, record } = story;
  let seq = log.head;
  const appends = Array.from({ length: together }, () =>
    Array.from({ length: chance.percent(50) ? 1 : 2 + chance.index(3) }, () => record(++seq)),
  );
  const outcomes = await Promise.allSettled(appends.map((records) => log.append(records)));
  let goesOn = true;
  for (const [index, outcome] of outcomes.entries()) {
    const records = appends[index] ?? [];
    if (outcome.status === 'fulfilled') {
      promises.acknowledge(records);
      told.count('acknowledged', records.length);
      continue;
    }
    const recoverable = outcome.reason instanceof StorageFailure && outcome.reason.recoverable;
    if (recoverable && !process.dead) {
      told.count('refused', records.length);
      continue;
    }
    promises.leaveOpen(records);
    goesOn = false;
  }
  told.say(() => `  appended ${outcomes.map(({ status }) => status[0]).join('')}, head ${log.head}`);
  if (!goesOn && !process.dead) await tryOnceMore(story, log);
  return goesOn;
}

/** [I1] After a disk that may have lied nothing is taken any more. */
async function tryOnceMore({ record }: Story, log: CoverageLog): Promise<void> {
  const taken = await log.append([record(log.head + 1)]).then(
    () => true,
    (fault) => fault instanceof StorageFailure && fault.recoverable,
  );
  demand(!taken, 'I1', () => 'something was taken after the disk failed');
}
