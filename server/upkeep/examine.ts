import { join } from 'node:path';
import type { Disk } from '../storage/disk.ts';
import { holdsLog, segmentsIn } from '../storage/open-journal.ts';
import type { ExaminedCoverage } from './examine-coverage.ts';
import { examineCoverage } from './examine-coverage.ts';
import { examineArchives, examineMedia, examineSpace } from './examine-files.ts';
import { examineAccounts, examineJson } from './examine-json.ts';
import type { Finding } from './finding.ts';
import { PURGE_FOLDER } from './purge-plan.ts';

/** What `doctor` says of a data folder. */
export interface Examination {
  readonly coverages: readonly ExaminedCoverage[];
  readonly findings: readonly Finding[];
  readonly pictures: { readonly named: number; readonly missing: number; readonly extra: number };
}

/** Reads a data folder through and changes no byte of it. A server may run on it meanwhile. */
export async function examine(disk: Disk, dataDir: string, contentDir: string): Promise<Examination> {
  const coverages: ExaminedCoverage[] = [];
  const findings: Finding[] = [];
  const folder = join(dataDir, 'coverages');
  for (const id of disk.list(folder).sort()) {
    // What a removal left is told below; a server names no folder so.
    if (!/^[\w-]+$/u.test(id)) continue;
    const place = join(folder, id);
    if (segmentsIn(disk, place).length === 0) {
      findings.push(noJournal(disk, place));
      continue;
    }
    const examined = await examineCoverage(disk, place, id);
    if (examined.coverage) coverages.push(examined.coverage);
    findings.push(...examined.findings);
  }
  if (disk.list(dataDir).includes(PURGE_FOLDER))
    findings.push({
      level: 'todo',
      what: 'A removal by order of law was cut short.',
      file: join(dataDir, PURGE_FOLDER),
      next: 'Stop the server and run npm run purge again with the same words.',
    });
  const media = examineMedia(dataDir, contentDir, coverages);
  findings.push(
    ...examineJson(dataDir, contentDir),
    ...examineAccounts(dataDir, coverages),
    ...media.findings,
    ...examineArchives(contentDir, coverages),
    ...examineSpace(disk, dataDir),
  );
  return { coverages, findings, pictures: media.pictures };
}

const noJournal = (disk: Disk, place: string): Finding =>
  holdsLog(disk, place)
    ? {
        level: 'damage',
        what: 'The journal is gone; what it left stands here.',
        file: place,
        next: 'Restore the newest backup: npm run restore -- <backup> --to <new folder>.',
      }
    : { level: 'note', what: 'An empty folder, as a start that was cut short leaves it.', file: place };
