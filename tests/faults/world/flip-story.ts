import { isDeepStrictEqual } from 'node:util';
import { blankState, foldRecord } from '#server/storage/log-state.ts';
import { DamagedLog } from '#server/storage/log-store.ts';
import { TornTail } from '#server/storage/torn-tail.ts';
import type { Chance } from '../chance.ts';
import { demand, demandUndamaged } from './broken.ts';
import type { Harm } from './harms.ts';
import type { Left, Mark } from './left-log.ts';
import { diskWith, openStore } from './left-log.ts';
import { COVERAGE } from './some-records.ts';

/**
 * `lost between batches`: of what was cut off behind a whole batch nobody can be told, for nothing says that more was
 * there. `only a seal lost`: the same, with nothing in it.
 */
export type Found =
  | 'refused'
  | 'torn tail'
  | 'snapshot unusable'
  | 'only a seal lost'
  | 'lost between batches';

/**
 * Opens the folder with one of its files harmed, and compares what is read with what was acknowledged.
 * @throws {Broken} when nobody is told of the harm, or anything acknowledged is gone that the harm did not reach
 */
export async function openHarmed(left: Left, harm: Harm, chance: Chance): Promise<Found> {
  const { path, from } = harm;
  const { store, reports } = openStore(diskWith(chance, new Map([...left.files, [path, harm.bytes]])));
  const where = (): string => `${harm.kind} from byte ${from} of ${path}`;
  const opened = await store.open(COVERAGE).catch((fault: unknown) => {
    if (fault instanceof DamagedLog) return fault;
    throw fault;
  });
  if (opened instanceof DamagedLog) {
    demand(
      SNAPSHOT_KNOWS.test(opened.message) || (opened.file === path && opened.offset <= from),
      'I10',
      () => `${where()}, but: ${opened.message}`,
    );
    return 'refused';
  }

  const spared = sparedBy(left, harm);
  demand(spared !== null, 'I10', () => `${where()}: it opens`);
  const { log, state } = opened;
  const read = await demandUndamaged(() => log.read(0, Number.MAX_SAFE_INTEGER));
  const held = left.records.slice(0, read.length);
  demand(isDeepStrictEqual(read, held), 'I1', () => `${where()}: other records`);
  demand(read.length >= (spared?.seq ?? 0), 'I1', () => `${where()}: ${read.length} of ${spared?.seq}`);
  demand(
    left.marks.some(({ seq }) => seq === read.length),
    'I1',
    () => `${where()}: a part of a batch`,
  );
  const folded = held.reduce(foldRecord, blankState(log.coverageId, log.epoch));
  demand(isDeepStrictEqual(state, folded), 'I9', () => `${where()}: another state`);

  const [told] = reports;
  if (told) return told instanceof TornTail ? 'torn tail' : 'snapshot unusable';
  const isBetween = harm.kind === 'cut' && spared?.path === path && spared.at === from;
  demand(isBetween && read.length === spared.seq, 'I10', () => `${where()}: nobody is told`);
  return read.length === left.records.length ? 'only a seal lost' : 'lost between batches';
}

/** Of records that are missing the end of what is left is told, whatever the harm was. */
const SNAPSHOT_KNOWS = /a snapshot knows seq \d+/u;

/** What the harm did not reach; null when a start has to be refused: whole batches or seals stand behind it. */
function sparedBy({ files, marks, newest, records }: Left, { path, from, to }: Harm): Mark | null {
  if (!path.endsWith('.ndjson'))
    return { path: newest, at: files.get(newest)?.length ?? 0, seq: records.length };
  const own = marks.filter((mark) => mark.path === path);
  const behind = own.some(({ at }, index) => index > 0 && (own[index - 1]?.at ?? at) >= to && at > to);
  if (path !== newest || behind) return null;
  return own.findLast(({ at }) => at <= from) ?? null;
}
