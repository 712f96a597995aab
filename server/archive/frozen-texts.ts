import type { LogRecord } from '#domain/change.ts';
import type { Conference, Series, Venue } from '#domain/conference.ts';
import type { Coverage } from '#domain/coverage.ts';
import { blankCoverage } from '#domain/coverage.ts';
import { evolve } from '#domain/evolve.ts';
import type { PrintHour, PublicCoverage, PublicEntry, PublicItem } from '#domain/public-view.ts';
import { publicChange } from '#domain/public-view.ts';
import type { Speaker } from '#domain/speaker.ts';
import { sha256 } from './manifest.ts';

/** The public view of the log, one `Numbered<PublicChange>` a line, seq 1 first. */
export const CHANGES = 'changes.ndjson';

/** The directory records that a coverage used, as they are on the day it is archived. */
export interface DirectoryRecords {
  readonly series: readonly Series[];
  readonly conferences: readonly Conference[];
  readonly venues: readonly Venue[];
  readonly speakers: readonly Speaker[];
}

/**
 * The text files of an archive, by name. The same log gives the same bytes (A4).
 * - `changes.ndjson`: see {@link CHANGES}
 * - `about.json`: what the coverage was, for who opens the folder without folding the log
 * - `directory.json`: the directory records it used
 * - `withheld.json`: the hashes of entries' bodies that readers were not or are no longer shown
 */
export function frozenTexts(
  coverage: Coverage,
  records: readonly LogRecord[],
  directory: DirectoryRecords,
  print: PrintHour,
): Map<string, Buffer> {
  const lines: string[] = [];
  const withheld: { seq: number; sha256: string }[] = [];
  for (const record of records) {
    const told = publicChange(record, coverage, print);
    lines.push(`${JSON.stringify(told)}\n`);
    if (!('entry' in record.change)) continue;
    const body = JSON.stringify(record.change.entry.content);
    const shown = 'entry' in told.change ? JSON.stringify(told.change.entry.content) : undefined;
    if (body !== shown) withheld.push({ seq: record.seq, sha256: sha256(body) });
  }
  const { id, epoch, head, status, about, openedAt, closedAt, archivedAt } = coverage;
  return new Map(
    Object.entries({
      'about.json': pretty({ v: 1, id, epoch, head, status, openedAt, closedAt, archivedAt, about }),
      [CHANGES]: lines.join(''),
      'directory.json': pretty({ v: 1, ...directory }),
      'withheld.json': pretty({ v: 1, bodies: withheld }),
    }).map(([name, text]) => [name, Buffer.from(text)]),
  );
}

/** Gives the coverage back from the text of {@link CHANGES} (A3). */
export function foldChanges(text: string, coverageId: string, epoch: string): PublicCoverage {
  const coverage = blankCoverage<PublicEntry, PublicItem>(coverageId, epoch);
  for (const line of text.split('\n')) if (line !== '') evolve(coverage, JSON.parse(line));
  return coverage;
}

export const pretty = (data: unknown): string => `${JSON.stringify(data, null, 2)}\n`;
