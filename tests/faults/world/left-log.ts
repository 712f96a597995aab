import type { LogRecord } from '#domain/change.ts';
import type { Chance } from '../chance.ts';
import type { SimulatedDisk } from './a-disk.ts';
import { createDisk } from './a-disk.ts';
import type { StoreInHand } from './a-store.ts';
import { createStoreInHand, FOLDER } from './a-store.ts';
import { COVERAGE, createRecords } from './some-records.ts';

/**
 * How a run ended: in order; by kill -9, so that no seal proves its last batch; or in order, behind a snapshot of
 * everything.
 */
export const ENDS = ['closed', 'killed', 'snapshot at the end'] as const;

/** Up to here a segment holds whole batches and seals. */
export interface Mark {
  readonly path: string;
  /** Bytes. */
  readonly at: number;
  /** Newest record that was acknowledged when the file had so many. */
  readonly seq: number;
}

/** A data folder as a run left it. */
export interface Left {
  readonly files: ReadonlyMap<string, Buffer>;
  /** What was acknowledged, in order. */
  readonly records: readonly LogRecord[];
  /** In order, from behind each segment's header. */
  readonly marks: readonly Mark[];
  /** The segment that is written on. */
  readonly newest: string;
}

const SPACE = 1 << 20;

export const openStore = (disk: SimulatedDisk): StoreInHand =>
  createStoreInHand({ disk, newEpoch: () => 'epoch-1', now: () => '' });

/** A small log in several segments, with a snapshot of its first half, or of all of it. */
export async function leaveLog(chance: Chance, end: (typeof ENDS)[number]): Promise<Left> {
  const disk = createDisk(chance, SPACE);
  disk.makeFolder(FOLDER);
  const inHand = openStore(disk);
  const { log } = await inHand.store.open(COVERAGE);
  const record = createRecords(chance);
  const records: LogRecord[] = [];
  const marks: Mark[] = [];

  function mark(): void {
    const { path, bytes } = newestSegment(disk.files());
    const before = marks.at(-1);
    if (before?.path !== path) marks.push({ path, at: bytes.indexOf(10) + 1, seq: before?.seq ?? 0 });
    if (marks.at(-1)?.at !== bytes.length) marks.push({ path, at: bytes.length, seq: records.length });
  }
  async function append(count: number): Promise<void> {
    const batch = Array.from({ length: count }, (_, index) => record(log.head + index + 1));
    await log.append(batch);
    records.push(...batch);
    mark();
  }

  const marksOfNewest = (): number => marks.filter(({ path }) => path === marks.at(-1)?.path).length;

  for (const count of [1, 3, 1, 2]) await append(count);
  inHand.snapshot();
  for (const count of [2, 1, 1]) await append(count);
  for (let ticks = 0; ticks < 2; ticks += 1) inHand.keeper.tick();
  mark();
  // Until there is more than one batch to lose behind the newest segment's beginning, and one of several records.
  let times = 0;
  do await append(++times % 2 === 0 ? 1 : 2);
  while (marksOfNewest() < 4);
  if (end === 'snapshot at the end') inHand.snapshot();
  if (end !== 'killed') await inHand.store.close();
  mark();
  const files = disk.files();
  return { files, records, marks, newest: newestSegment(files).path };
}

function newestSegment(files: ReadonlyMap<string, Buffer>): { path: string; bytes: Buffer } {
  const path =
    [...files.keys()]
      .filter((one) => one.endsWith('.ndjson'))
      .sort()
      .at(-1) ?? '';
  return { path, bytes: files.get(path) ?? Buffer.alloc(0) };
}

export function diskWith(chance: Chance, files: ReadonlyMap<string, Buffer>): SimulatedDisk {
  const disk = createDisk(chance, SPACE);
  disk.makeFolder(`${FOLDER}/coverages/${COVERAGE}`);
  for (const [path, bytes] of files) {
    const file = disk.open(path, 'wx');
    file.write(bytes, 0);
    file.sync();
  }
  return disk;
}
