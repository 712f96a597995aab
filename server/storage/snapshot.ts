import { LowSync } from 'lowdb';
import type { AgendaItem } from '#domain/agenda.ts';
import type { Coverage } from '#domain/coverage.ts';
import type { Entry } from '#domain/entry.ts';
import type { Disk } from './disk.ts';
import { readWhole, replaceFile } from './disk-file.ts';
import type { Carried, LogState } from './log-state.ts';
import { isWhole, sealLine } from './sealed-line.ts';

/** What a log said after its first `seq` records. It can always be remade from the journal (LS8). */
export interface Snapshot {
  readonly state: LogState;
  /** Hash of record `state.coverage.head`: ties it to this log and no other. */
  readonly hash: string;
}

/**
 * Version of the file and of what `foldRecord` makes of a log. Raise it with either: a snapshot of another version is
 * ignored and remade.
 */
const VERSION = 1;

interface SnapshotFile {
  readonly v: number;
  readonly hash: string;
  readonly coverage: Omit<Coverage, 'agenda' | 'entries'>;
  readonly agenda: readonly AgendaItem[];
  readonly entries: readonly Entry[];
  readonly carried: readonly (readonly [string, Carried])[];
}

/** For lowdb, whose own adapters do not sync: one line that ends in its own checksum. */
const fileOf = (disk: Disk, path: string) => ({
  read(): SnapshotFile {
    const bytes = readWhole(disk, path);
    if (!isWhole(bytes)) throw new UnusableSnapshot(`${path}: the checksum does not hold`);
    return JSON.parse(bytes.toString('utf8'));
  },
  write: (data: SnapshotFile | null): void =>
    replaceFile(disk, path, Buffer.from(sealLine(JSON.stringify(data)))),
});

/** A snapshot is there and is not what was written. It is made again from the journal. */
export class UnusableSnapshot extends Error {
  override readonly name = 'UnusableSnapshot';
}

/**
 * @param report hears of one that is there and cannot be used, as {@link UnusableSnapshot} where its bytes are wrong
 * @returns null when there is none that is whole and of this version
 */
export function readSnapshot(disk: Disk, path: string, report: (fault: unknown) => void): Snapshot | null {
  const low = new LowSync<SnapshotFile | null>(fileOf(disk, path), null);
  try {
    low.read();
  } catch (fault) {
    if (!(fault instanceof Error && 'code' in fault && fault.code === 'ENOENT')) report(fault);
    return null;
  }
  if (low.data?.v !== VERSION) return null;
  const { hash, coverage, agenda, entries, carried } = low.data;
  return {
    hash,
    state: {
      coverage: {
        ...coverage,
        agenda: new Map(agenda.map((item) => [item.id, item])),
        entries: new Map(entries.map((entry) => [entry.id, entry])),
      },
      carried: new Map(carried),
    },
  };
}

/** @throws what the disk said; the snapshot before stands */
export function writeSnapshot(disk: Disk, path: string, { state, hash }: Snapshot): void {
  const { agenda, entries, ...coverage } = state.coverage;
  const low = new LowSync<SnapshotFile | null>(fileOf(disk, path), {
    v: VERSION,
    hash,
    coverage,
    agenda: [...agenda.values()],
    entries: [...entries.values()],
    carried: [...state.carried],
  });
  low.write();
}
