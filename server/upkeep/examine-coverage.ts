import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Disk } from '../storage/disk.ts';
import { readWhole } from '../storage/disk-file.ts';
import { readFrame } from '../storage/journal-line.ts';
import { linesOf } from '../storage/lines-of.ts';
import { DamagedLog } from '../storage/log-store.ts';
import { snapshotPath } from '../storage/make-snapshot.ts';
import { readSnapshot } from '../storage/snapshot.ts';
import type { Finding } from './finding.ts';
import { imagesIn } from './images-in.ts';
import type { InspectedJournal } from './inspect-journal.ts';
import { inspectJournal, inspectLive, SECOND_LOOK_MS } from './inspect-journal.ts';

/** One coverage as its journal says it is. */
export interface ExaminedCoverage {
  readonly id: string;
  readonly slug: string;
  readonly status: string;
  readonly epoch: string;
  /** Seq of the newest record, and its hash. */
  readonly head: number;
  readonly hash: string;
  readonly segments: number;
  /** Ids of all pictures that any of its records names, with their widths. */
  readonly images: ReadonlyMap<string, readonly number[]>;
}

/**
 * Reads one coverage's folder through. Changes nothing; a server may write to it meanwhile.
 * @returns no coverage where its journal is damaged
 */
export async function examineCoverage(
  disk: Disk,
  folder: string,
  id: string,
): Promise<{ coverage: ExaminedCoverage | null; findings: Finding[] }> {
  const findings: Finding[] = [];
  const images = new Map<string, readonly number[]>();
  const look = (): InspectedJournal => {
    findings.length = 0;
    images.clear();
    const snapshot = readSnapshot(disk, snapshotPath(folder), (fault) => {
      const why = fault instanceof Error ? fault.message : String(fault);
      findings.push({ level: 'todo', what: `The snapshot cannot be used: ${why}.`, next: NO_SNAPSHOT });
    });
    let seen = 0;
    const journal = inspectJournal(disk, folder, id, ({ record, link, state }) => {
      for (const image of imagesIn(record)) images.set(image.id, image.widths);
      seen = record.seq;
      if (snapshot?.state.coverage.head !== seen || snapshot.state.coverage.epoch !== state.coverage.epoch)
        return;
      if (snapshot.hash !== link.hash || !isDeepStrictEqual(snapshot.state, state))
        findings.push({
          level: 'damage',
          what: `The snapshot does not say what the first ${seen} records say.`,
          file: snapshotPath(folder),
          next: NO_SNAPSHOT,
        });
    });
    if (snapshot && snapshot.state.coverage.epoch !== journal.recovered.epoch)
      findings.push({ level: 'note', what: 'The snapshot is of an earlier numbering, and ignored.' });
    else if (snapshot && snapshot.state.coverage.head > seen)
      throw new DamagedLog(
        journal.recovered.segments.at(-1)?.path ?? folder,
        journal.recovered.segments.at(-1)?.length ?? 0,
        `the journal ends with seq ${seen} but a snapshot knows seq ${snapshot.state.coverage.head}`,
      );
    return journal;
  };

  try {
    const journal = await inspectLive(look);
    const torn = journal.recovered.repaired;
    // What is still the same a moment later is nobody's batch on its way.
    if (torn) {
      await setTimeout(SECOND_LOOK_MS);
      if ((await inspectLive(look)).recovered.repaired === torn) findings.push(tornTail(torn));
    }
    findings.push(...tornCopies(disk, folder));
    const { recovered, state } = journal;
    return {
      coverage: {
        id,
        slug: state.coverage.about.slug,
        status: state.coverage.status,
        epoch: recovered.epoch,
        head: recovered.seq,
        hash: recovered.hash,
        segments: recovered.segments.length,
        images,
      },
      findings,
    };
  } catch (fault) {
    if (!(fault instanceof DamagedLog)) throw fault;
    return { coverage: null, findings: [...findings, damageOf(disk, fault)] };
  }
}

const NO_SNAPSHOT = 'Delete it while no server runs: it is made again from the journal.';

const tornTail = (torn: string): Finding => ({
  level: 'todo',
  what:
    'The last batch is unfinished. A kill or a power cut leaves it so, and nobody was told of it then. Where the server ' +
    `was stopped in order, what was cut off here had been acknowledged (${torn.slice(0, torn.indexOf('; '))}).`,
  next:
    'After a kill or a power cut: start, it is cut off and a copy kept. Otherwise compare with the newest backup first ' +
    '(npm run restore -- <backup> --to <new folder>): entries are lost.',
});

const tornCopies = (disk: Disk, folder: string): Finding[] =>
  disk
    .list(folder)
    .filter((name) => /^torn-\d+$/u.test(name))
    .map((name) => ({
      level: 'todo',
      what: 'Here is what a start cut off: a batch that was unfinished. Its lines are JSON; the last one may be half.',
      file: `${folder}/${name}`,
      next: 'Read its words, and whether an entry lacks them. Then delete this file; nothing needs it.',
    }));

/** What a damaged journal still tells of the damage: which records it concerns, and what is whole around it. */
function damageOf(disk: Disk, { file, offset, message }: DamagedLog): Finding {
  let before = 0;
  let after: number | null = null;
  let whole = 0;
  if (/\.ndjson$/u.test(file) && disk.list(file.slice(0, file.lastIndexOf('/'))).length > 0) {
    before = Number(/journal-(\d+)/u.exec(file)?.[1] ?? 1) - 1;
    for (const line of linesOf(readWhole(disk, file))) {
      const frame = readFrame(line.bytes);
      if (frame?.kind !== 'record') continue;
      whole += 1;
      if (line.offset < offset) before = frame.seq;
      else if (line.offset > offset) after ??= frame.seq;
    }
  }
  const last = after === null ? null : Math.max(before + 1, after - 1);
  return {
    level: 'damage',
    what: `${message}.`,
    file,
    offset,
    seqs: [before + 1, last],
    next:
      'Stop the server and copy the data folder away. Then restore the newest backup that is whole into a new folder ' +
      '(npm run restore -- <backup> --to <new folder>) and start with DATA_DIR set to it. What came after the backup ' +
      `stands in the folder you copied away, readable: each whole line is one record in plain JSON (${whole} in this file). Post it again from there.`,
  };
}
