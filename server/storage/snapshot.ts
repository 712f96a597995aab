import { Low } from 'lowdb';
import type { AgendaItem } from '#domain/agenda.ts';
import type { Coverage } from '#domain/coverage.ts';
import type { Entry } from '#domain/entry.ts';
import { durableFile } from '../durable/json-file.ts';
import type { Carried, LogState } from './log-state.ts';
import { isWhole, sealLine } from './sealed-line.ts';

/** What a log said after its first `seq` records. It can always be remade from the journal (LS8). */
export interface Snapshot {
  readonly state: LogState;
  /** Byte of the journal behind the line of record `state.coverage.head`. */
  readonly offset: number;
}

/**
 * Version of the file and of what `foldRecord` makes of a log. Raise it with either: a snapshot of another version is
 * ignored and remade.
 */
const VERSION = 1;

interface SnapshotFile {
  readonly v: number;
  readonly offset: number;
  readonly coverage: Omit<Coverage, 'agenda' | 'entries'>;
  readonly agenda: readonly AgendaItem[];
  readonly entries: readonly Entry[];
  readonly carried: readonly (readonly [string, Carried])[];
}

/** One line that ends in its own checksum. */
const FORM = {
  parse(bytes: Buffer): SnapshotFile {
    if (!isWhole(bytes)) throw new Error('the checksum does not hold');
    return JSON.parse(bytes.toString('utf8'));
  },
  stringify: (data: SnapshotFile | null) => sealLine(JSON.stringify(data)),
};

/** @returns null when there is none that is whole and of this version */
export async function readSnapshot(file: string): Promise<Snapshot | null> {
  const low = new Low<SnapshotFile | null>(durableFile<SnapshotFile | null>(file, FORM), null);
  try {
    await low.read();
  } catch {
    return null;
  }
  if (low.data?.v !== VERSION) return null;
  const { offset, coverage, agenda, entries, carried } = low.data;
  return {
    offset,
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

export async function writeSnapshot(file: string, { state, offset }: Snapshot): Promise<void> {
  const { agenda, entries, ...coverage } = state.coverage;
  const low = new Low<SnapshotFile | null>(durableFile<SnapshotFile | null>(file, FORM), {
    v: VERSION,
    offset,
    coverage,
    agenda: [...agenda.values()],
    entries: [...entries.values()],
    carried: [...state.carried],
  });
  await low.write();
}
