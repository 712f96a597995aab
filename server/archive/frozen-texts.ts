import type { LogRecord, Numbered } from '#domain/change.ts';
import type { Conference, Series, Venue } from '#domain/conference.ts';
import type { Coverage } from '#domain/coverage.ts';
import { blankCoverage } from '#domain/coverage.ts';
import { evolve } from '#domain/evolve.ts';
import type { ChainLink } from '#domain/ports.ts';
import type {
  PrintHour,
  PublicChange,
  PublicCoverage,
  PublicEntry,
  PublicItem,
} from '#domain/public-view.ts';
import { publicChange } from '#domain/public-view.ts';
import type { Speaker } from '#domain/speaker.ts';

/**
 * The public view of the log, one {@link FrozenChange} a line, seq 1 first. The chain over `seq`, `at`, `who` and
 * `body` is that of the log itself, so that it also proves what is not shown, by its hash only.
 */
export const CHANGES = 'changes.ndjson';

type FrozenChange = Numbered<PublicChange> & Pick<ChainLink, 'who' | 'body'>;

/** A coverage's whole log, seq 1 first: the records, and what proves them. */
export interface WholeLog {
  readonly records: readonly LogRecord[];
  readonly links: readonly ChainLink[];
}

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
 */
export function frozenTexts(
  coverage: Coverage,
  { records, links }: WholeLog,
  directory: DirectoryRecords,
  print: PrintHour,
): Map<string, Buffer> {
  const lines = records.map((record, index) => {
    const { who = '', body = '' } = links[index] ?? {};
    const line: FrozenChange = { ...publicChange(record, coverage, print), who, body };
    return `${JSON.stringify(line)}\n`;
  });
  const chain = links.at(-1)?.hash;
  const { id, epoch, head, status, about, openedAt, closedAt, archivedAt } = coverage;
  return new Map(
    Object.entries({
      'about.json': pretty({ v: 1, id, epoch, head, status, openedAt, closedAt, archivedAt, chain, about }),
      [CHANGES]: lines.join(''),
      'directory.json': pretty({ v: 1, ...directory }),
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
