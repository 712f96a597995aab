import { blankCoverage } from '#domain/coverage.ts';
import { evolve } from '#domain/evolve.ts';
import type { PublicCoverage, PublicEntry, PublicItem } from '#domain/public-view.ts';
import { entryPath } from '#i18n/path.ts';
import { readerWords } from '#i18n/words.ts';
import type { PublicRecord } from '#live/protocol.ts';
import { sectionsHtml } from '#render/section.ts';
import { sectionsOf } from '#render/timeline-order.ts';
import { fetchLog } from './fetch-log.ts';
import type { Ledger } from './ledger.ts';
import { becomes, nameOf } from './ledger.ts';
import type { Work } from './people.ts';
import type { ToldReader } from './told-reader.ts';

/** Counts over one coverage, once everybody came to rest. All but the first four must be 0. */
export interface Verdict {
  readonly handed: number;
  readonly acknowledged: number;
  readonly records: number;
  readonly readersEqual: number;
  /** Acknowledged, and not what stands in the log under the receipt's number (I1). */
  readonly lost: number;
  /** In the log more often than asked for (I3). */
  readonly doubled: number;
  /** Behind a later one of the same person (I5). */
  readonly reordered: number;
  /** Never answered. */
  readonly unanswered: number;
  /** Somebody was told of it, and it is not in the log (I2). */
  readonly toldAndGone: number;
  /** Numbers that are not 1, 2, 3 … (I6). */
  readonly misnumbered: number;
  /** Readers that hold something else than the log says (I7, I8). */
  readonly readersWrong: number;
  /** 1 when the page shows something else than its readers hold (I8). */
  readonly pagesWrong: number;
  readonly unequalReceipts: number;
  readonly wronglyRefused: number;
  readonly contradicted: number;
  readonly neverSaid: number;
  readonly gaps: number;
  readonly needlessRestarts: number;
}

export async function judge(
  url: string,
  { coverage, ledger }: Work,
  readers: readonly ToldReader[],
): Promise<Verdict> {
  const log = await fetchLog(url, coverage.id, coverage.epoch);
  const folded = blankCoverage<PublicEntry, PublicItem>(coverage.id, coverage.epoch);
  for (const record of log) evolve(folded, record);
  const truth = canonical(folded);
  const equal = readers.filter((reader) => canonical(reader.coverage) === truth).length;
  // However long it grew.
  const page = await (await fetch(`${url}/truc-tiep/${coverage.slug}?page=all`)).text();
  return {
    handed: ledger.handed.length,
    acknowledged: ledger.acknowledged.length,
    records: log.length,
    readersEqual: equal,
    ...againstLog(ledger, log),
    unanswered: ledger.handed.filter(({ receipt, refused }) => !receipt && !refused).length,
    misnumbered: log.filter(({ seq }, index) => seq !== index + 1).length,
    readersWrong: readers.length - equal,
    pagesWrong: shows(page, folded) ? 0 : 1,
    ...ledger.wrong,
  };
}

function againstLog(ledger: Ledger, log: readonly PublicRecord[]) {
  const names = log.map(nameOf);
  const asked = new Map<string, number>();
  for (const { act } of ledger.handed) asked.set(becomes(act), (asked.get(becomes(act)) ?? 0) + 1);
  const stored = new Map<string, number[]>();
  for (const [index, name] of names.entries()) stored.set(name, [...(stored.get(name) ?? []), index + 1]);

  let doubled = 0;
  for (const [name, times] of asked) doubled += Math.max(0, (stored.get(name)?.length ?? 0) - times);
  const twice = ledger.handed.reduce(
    (sum, { act }) => sum + Math.max(1, ledger.recorded.get(act.id)?.size ?? 1) - 1,
    0,
  );

  let lost = 0;
  const taken = new Set<number>();
  for (const { act, receipt } of ledger.acknowledged) {
    const seq = receipt?.seq ?? 0;
    if (names[seq - 1] !== becomes(act) || taken.has(seq)) lost += 1;
    taken.add(seq);
  }

  let reordered = 0;
  const newest = new Map<string, number>();
  for (const { by, act, receipt } of ledger.handed) {
    const seq = receipt?.seq ?? stored.get(becomes(act))?.at(0);
    if (seq === undefined) continue;
    if (seq < (newest.get(by) ?? 0)) reordered += 1;
    newest.set(by, Math.max(seq, newest.get(by) ?? 0));
  }

  const toldAndGone = [...ledger.told].filter(([seq, name]) => names[seq - 1] !== name).length;
  return { lost, doubled: Math.max(doubled, twice), reordered, toldAndGone };
}

/** The page's feed, made from what a reader holds, byte for byte. */
function shows(page: string, coverage: PublicCoverage): boolean {
  const { agenda, entries, about, epoch, head } = coverage;
  const feed = sectionsHtml(sectionsOf(agenda.values(), entries.values(), 'newest-first'), {
    words: readerWords(about.language),
    permalink: (entryId) => entryPath(about.slug, entryId),
  });
  return page.includes(`data-epoch="${epoch}" data-seq="${head}"`) && page.includes(String(feed));
}

/** One text for equal coverages: keys in order, maps as lists. */
export const canonical = (coverage: PublicCoverage): string =>
  JSON.stringify(coverage, (_, value: unknown) => {
    if (value instanceof Map) return [...value.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
