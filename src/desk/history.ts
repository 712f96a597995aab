import type { EntryChangeKind, LogRecord } from '#domain/change.ts';
import { headlineOf } from '#domain/entry.ts';
import { blocksToText } from './text-blocks.ts';

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
}

/** @param records of one coverage, in order; those about other things are passed over */
export function historyOf(records: readonly LogRecord[], entryId: string): HistoryRow[] {
  let last = '';
  return records.flatMap(({ seq, at, by, change }) => {
    if (!('entry' in change) || change.entry.id !== entryId) return [];
    const { entry, kind } = change;
    const text = [entry.content.headline, blocksToText(entry.content.blocks)].filter(Boolean).join('\n\n');
    const fresh = text !== last;
    last = text;
    const words =
      kind === 'entry-corrected'
        ? entry.corrections.at(-1)?.note
        : kind === 'entry-withdrawn'
          ? entry.withdrawn?.reason
          : kind === 'entry-returned'
            ? entry.returned?.reason
            : undefined;
    return [
      {
        seq,
        at,
        by,
        kind,
        ...(words && { words }),
        ...(fresh && { text: text || headlineOf(entry.content) }),
      },
    ];
  });
}
