import { isDeepStrictEqual } from 'node:util';
import type { LogRecord } from '#domain/change.ts';
import type { LogState } from '#server/storage/log-state.ts';
import { DamagedLog } from '#server/storage/log-store.ts';
import { TornTail } from '#server/storage/torn-tail.ts';
import type { Chance } from '../chance.ts';
import type { SimulatedDisk } from './a-disk.ts';
import { createDisk } from './a-disk.ts';
import { createStoreInHand, FOLDER } from './a-store.ts';
import { Broken, demand } from './broken.ts';
import { COVERAGE, createRecords } from './some-records.ts';

/** A data folder as a run left it. */
export interface Left {
  readonly files: ReadonlyMap<string, Buffer>;
  readonly records: readonly LogRecord[];
  readonly state: LogState;
  /** Byte of the newest segment at which its last batch begins, when no seal proves it. */
  readonly unproved: number | null;
}

export type Found = 'refused' | 'torn tail' | 'snapshot unusable';

const SPACE = 1 << 20;
const openIn = (disk: SimulatedDisk) => createStoreInHand({ disk, newEpoch: () => 'epoch-1', now: () => '' });

/** A small log in several segments, with a snapshot of its first half. */
export async function leaveLog(chance: Chance, end: 'closed' | 'killed'): Promise<Left> {
  const disk = createDisk(chance, SPACE);
  disk.makeFolder(FOLDER);
  const inHand = openIn(disk);
  const { log } = await inHand.store.open(COVERAGE);
  const record = createRecords(chance);
  const records: LogRecord[] = [];
  async function append(count: number): Promise<void> {
    const batch = Array.from({ length: count }, (_, index) => record(log.head + index + 1));
    await log.append(batch);
    records.push(...batch);
  }
  for (const count of [1, 3, 1, 2]) await append(count);
  inHand.snapshot();
  for (const count of [2, 1, 1]) await append(count);
  for (let ticks = 0; ticks < 2; ticks += 1) inHand.keeper.tick();
  const before = newestSegment(disk.files());
  await append(2);
  const last = newestSegment(disk.files());
  const unproved = last.path === before.path ? before.bytes.length : last.bytes.indexOf(10) + 1;
  if (end === 'closed') await inHand.store.close();
  const files = disk.files();
  const again = await openIn(diskWith(chance, files)).store.open(COVERAGE);
  return { files, records, state: again.state, unproved: end === 'killed' ? unproved : null };
}

function newestSegment(files: ReadonlyMap<string, Buffer>): { path: string; bytes: Buffer } {
  const path =
    [...files.keys()]
      .filter((one) => one.endsWith('.ndjson'))
      .sort()
      .at(-1) ?? '';
  return { path, bytes: files.get(path) ?? Buffer.alloc(0) };
}

function diskWith(chance: Chance, files: ReadonlyMap<string, Buffer>): SimulatedDisk {
  const disk = createDisk(chance, SPACE);
  disk.makeFolder(`${FOLDER}/coverages/${COVERAGE}`);
  for (const [path, bytes] of files) {
    const file = disk.open(path, 'wx');
    file.write(bytes, 0);
    file.sync();
  }
  return disk;
}

/**
 * Changes one byte and opens the folder.
 * @throws {Broken} when nobody is told of it, or anything acknowledged is gone that a seal has proved
 */
export async function flipOne(left: Left, chance: Chance): Promise<Found> {
  const { files, records, state, unproved } = left;
  const paths = [...files.keys()].filter((path) => path.includes(COVERAGE));
  // Every byte is as likely as any other, whatever its file.
  let at = chance.index(paths.reduce((sum, path) => sum + (files.get(path)?.length ?? 0), 0));
  let path = '';
  for (path of paths) {
    const { length } = files.get(path) ?? [];
    if (at < length) break;
    at -= length;
  }
  const flipped = Buffer.from(files.get(path) ?? []);
  flipped[at] = (flipped[at] ?? 0) ^ (1 + chance.index(255));
  const inHand = openIn(diskWith(chance, new Map([...files, [path, flipped]])));
  const where = (): string => `byte ${at} of ${path}`;
  try {
    const opened = await inHand.store.open(COVERAGE);
    const [told] = inHand.reports;
    demand(told !== undefined, 'I10', () => `${where()}: nobody is told`);
    const isLast = unproved !== null && path === newestSegment(files).path && at >= unproved;
    if (!isLast || opened.log.head === records.length) {
      demand(isDeepStrictEqual(opened.state, state), 'I9', () => `${where()}: another state`);
      const read = await opened.log.read(0, Number.MAX_SAFE_INTEGER);
      demand(isDeepStrictEqual(read, records), 'I1', () => `${where()}: other records`);
    }
    return told instanceof TornTail ? 'torn tail' : 'snapshot unusable';
  } catch (fault) {
    if (fault instanceof Broken || !(fault instanceof DamagedLog)) throw fault;
    demand(fault.file === path && fault.offset <= at, 'I10', () => `${where()}, but: ${fault.message}`);
    return 'refused';
  }
}
