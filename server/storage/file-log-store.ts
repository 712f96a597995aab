import { dirname, join } from 'node:path';
import type { Disk } from './disk.ts';
import { createFileLog } from './file-log.ts';
import { foldJournal } from './fold-journal.ts';
import type { JournalHost } from './journal-host.ts';
import type { LogStore, OpenedLog } from './log-store.ts';
import { StoreClosed } from './log-store.ts';
import { snapshotPath } from './make-snapshot.ts';
import { holdsLog } from './open-journal.ts';
import { readSnapshot } from './snapshot.ts';
import type { Snapshots } from './snapshots.ts';
import { TornTail } from './torn-tail.ts';

interface FileLogStoreDependencies {
  /** `DATA_DIR`, held by this process. */
  readonly folder: string;
  /** Reads; the host writes. */
  readonly disk: Disk;
  readonly host: JournalHost;
  readonly snapshots: Snapshots;
  /** Names a new numbering. */
  readonly newEpoch: () => string;
  /** UTC instant. */
  readonly now: () => string;
  /** Hears of what was repaired. */
  readonly report: (fault: unknown) => void;
}

/**
 * Logs as files, in `<folder>/coverages/<coverageId>/`: the segments of the journal are the truth, `snapshot.json`
 * beside them can always be remade.
 *
 * A segment is `journal-<seq of its first record, 9 digits>.ndjson`. A new one is begun behind 4 MiB; none is ever
 * deleted, for they are the history. It is UTF-8, one JSON object a line, each ending in `,"crc":"xxxxxxxx"}` and a line
 * feed: the CRC-32 (hexadecimal) of the bytes of its line before `,"crc"`. Version 1:
 * - First `{"journal":1,"coverageId":…,"epoch":…,"first":…,"batch":…,"prev":…}`: what its first record is.
 * - A record: `{"b":…,"last":…,"v":1,"seq":…,"prev":…,"body":…,"at":…,"by":…,"commandId":…,"digest":…,"salt":…,"change":…}`.
 *   `b` numbers the batches that were written and synced together, 1, 2, 3 … over all segments; `last` is the seq of
 *   the last record of the batch, and a batch is there when all of it is. `prev` and `body` are the chain: see
 *   `chain.ts`. Words that were removed by order of law have lost `salt`, and their `change` is `withheld`.
 * - A seal `{"b":…,"seal":<newest seq>}`, as soon as a journal rests: proves the batch before it.
 * - Last, where a segment follows, `{"b":…,"end":<newest seq>}`.
 */
export function createFileLogStore(dependencies: FileLogStoreDependencies): LogStore {
  const { folder, disk, host, snapshots, newEpoch, now, report } = dependencies;
  const coverages = join(folder, 'coverages');
  const logs = new Map<string, Promise<ReturnType<typeof createFileLog>>>();
  const faults: unknown[] = [];
  let lastDurableAt: string | null = null;
  let closing: Promise<void> | null = null;
  const opened: ReturnType<typeof createFileLog>[] = [];

  async function open(coverageId: string): Promise<ReturnType<typeof createFileLog> & OpenedLog> {
    const recovered = await host.open(coverageId, newEpoch());
    if (recovered.repaired) report(new TornTail(recovered.repaired));
    const { epoch, segments, seq: head } = recovered;
    const snapshot = readSnapshot(disk, snapshotPath(dirname(segments[0]?.path ?? '')), report);
    const { state, spared } = foldJournal(disk, { coverageId, epoch, segments, head }, snapshot);
    snapshots.known(coverageId, spared);
    const log = createFileLog({
      coverageId,
      recovered,
      archived: state.coverage.status === 'archived',
      disk,
      host,
      snapshots,
      durable: () => {
        lastDurableAt = now();
      },
      failed: (fault) => faults.push(fault),
    });
    opened.push(log);
    return { ...log, state };
  }

  async function close(): Promise<void> {
    await Promise.allSettled(logs.values());
    for (const { commit } of opened) await commit.close();
    // A snapshot can always be made again: no journal waits for it to be sealed.
    await Promise.all([host.close(), snapshots.close()]);
  }

  return {
    async list() {
      return disk
        .list(coverages)
        .filter((name) => holdsLog(disk, join(coverages, name)))
        .sort();
    },
    async open(coverageId) {
      if (!/^[\w-]{1,64}$/u.test(coverageId)) throw new RangeError(`${coverageId} cannot name a folder`);
      if (closing) throw new StoreClosed(coverageId);
      if (logs.has(coverageId)) throw new Error(`the log of ${coverageId} is already open`);
      const opening = open(coverageId);
      logs.set(coverageId, opening);
      try {
        const { log, state } = await opening;
        return { log, state };
      } catch (fault) {
        logs.delete(coverageId);
        throw fault;
      }
    },
    health() {
      const { full, free, total } = host.space;
      const writable = full ? 'full' : 'writable';
      return {
        state: host.failed || faults.length > 0 ? 'failed' : writable,
        lastDurableAt,
        queuedBytes: opened.reduce((sum, { commit }) => sum + commit.queued, 0),
        freeBytes: free,
        totalBytes: total,
      };
    },
    close() {
      closing ??= close();
      return closing;
    },
  };
}
