import type { EntryChangeKind, LogRecord } from '#domain/change.ts';
import type { ChangedWords } from '#domain/changed-words.ts';
import type { Entry } from '#domain/entry.ts';
import { headlineOf } from '#domain/entry.ts';
import { contentDifferences, linesOf } from './content-differences.ts';

/** One state of an entry, as staff read it. */
export interface HistoryRow {
  readonly seq: number;
  readonly at: string;
  /** Staff id. */
  readonly by: string;
  readonly kind: EntryChangeKind;
  /** Note or reason. */
  readonly words?: string;
  /** The text it had from then on; absent where the change left it as it was. */
  readonly text?: string;
  /** Against the text before, place by place. */
  readonly changed?: readonly ChangedWords[];
  /** Where it stood from then on: the agenda item, and the hour it happened. */
  readonly moved?: { readonly itemId: string | null; readonly at: string };
  /** The hour at which it would be published. */
  readonly publishAt?: string;
}

/** @param records of one coverage, in order; those about other things are passed over */
export function historyOf(records: readonly LogRecord[], entryId: string): HistoryRow[] {
  let last: Entry | null = null;
  return records.flatMap(({ seq, at, by, change }) => {
    if (!('entry' in change) || change.entry.id !== entryId) return [];
    const { entry, kind } = change;
    const before = last;
    last = entry;
    const text = textOf(entry);
    const places = before ? contentDifferences(before.content, entry.content).places : [];
    const words = wordsOf(kind, entry);
    const isElsewhere = before !== null && (before.itemId !== entry.itemId || before.at !== entry.at);
    return [
      {
        seq,
        at,
        by,
        kind,
        ...(words && { words }),
        ...((before === null || text !== textOf(before)) && { text }),
        ...(places.length > 0 && {
          changed: places.map(({ mine, theirs }) => ({ before: mine, after: theirs })),
        }),
        ...(isElsewhere && { moved: { itemId: entry.itemId, at: entry.at } }),
        ...(kind === 'entry-held' && entry.publishAt && { publishAt: entry.publishAt }),
      },
    ];
  });
}

const textOf = ({ content }: Entry): string => linesOf(content).join('\n\n') || headlineOf(content);

function wordsOf(kind: EntryChangeKind, entry: Entry): string | undefined {
  if (kind === 'entry-corrected') return entry.corrections.at(-1)?.note;
  if (kind === 'entry-withdrawn') return entry.withdrawn?.reason;
  return kind === 'entry-returned' ? entry.returned?.reason : undefined;
}
