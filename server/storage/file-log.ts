import type { LogRecord } from '#domain/change.ts';
import type { Disk } from './disk.ts';
import type { JournalExtent } from './fold-journal.ts';
import type { GroupCommit } from './group-commit.ts';
import { createGroupCommit } from './group-commit.ts';
import type { Placed } from './journal.ts';
import type { JournalHost } from './journal-host.ts';
import { readLink, readRecord } from './journal-line.ts';
import type { CoverageLog } from './log-store.ts';
import { StorageFailure } from './log-store.ts';
import type { RecoveredJournal, Segment } from './open-journal.ts';
import { readLines } from './read-lines.ts';
import type { Snapshots } from './snapshots.ts';

interface FileLogDependencies {
  readonly coverageId: string;
  /** Taken over: its segments grow with the log. */
  readonly recovered: RecoveredJournal;
  readonly archived: boolean;
  readonly disk: Disk;
  readonly host: JournalHost;
  readonly snapshots: Snapshots;
  /** Told of each batch that became durable. */
  readonly durable: () => void;
  /** Told once nothing is written any more. */
  readonly failed: (fault: StorageFailure) => void;
}

/** One coverage's log, as its journal's host writes it and the disk is read. */
export function createFileLog(dependencies: FileLogDependencies): { log: CoverageLog; commit: GroupCommit } {
  const { coverageId, recovered, archived, disk, host, snapshots, durable, failed } = dependencies;
  const { epoch, segments } = recovered;
  let head = recovered.seq;

  const commit = createGroupCommit({
    name: coverageId,
    end: { seq: head, archived },
    async write(records) {
      try {
        grow(await host.append(coverageId, records));
      } catch (fault) {
        if (!(fault instanceof StorageFailure && fault.recoverable)) failed(fault as StorageFailure);
        throw fault;
      }
      head += records.length;
      durable();
      snapshots.grown(extent());
    },
  });

  function grow({ path, first, offsets, length }: Placed): void {
    let segment = segments.at(-1);
    if (segment?.path !== path) {
      segment = { path, first, offsets: [], length };
      segments.push(segment);
    }
    segment.offsets.push(...offsets);
    segment.length = length;
  }

  const extent = (): JournalExtent => ({
    coverageId,
    epoch,
    head,
    segments: segments.map(({ path, first, length }) => ({ path, first, length })),
  });

  async function read<T>(after: number, limit: number, parse: (line: Buffer) => T): Promise<T[]> {
    const last = Math.min(head, after + limit);
    const lines: T[] = [];
    for (const segment of segments as readonly Segment[]) {
      const from = Math.max(after + 1, segment.first);
      const to = Math.min(last, segment.first + segment.offsets.length - 1);
      if (from > to) continue;
      for (const line of await readLines(disk, segment, from, to)) lines.push(parse(line));
    }
    return lines;
  }

  return {
    commit,
    log: {
      coverageId,
      epoch,
      get head() {
        return head;
      },
      append: commit.append,
      read: (after, limit) => read<LogRecord>(after, limit, readRecord),
      links: (after, limit) =>
        read(after, limit, (line) => {
          const { seq, at, who, body, hash } = readLink(line);
          return { seq, at, who, body, hash };
        }),
    },
  };
}
