import { textOfBlock } from '#domain/block.ts';
import type { PublicRecord } from '#live/protocol.ts';

/** One entry as the person who wrote it knows it. */
interface Written {
  readonly text: string;
  /** The page it was handed over on last, and when among all; null while it is a draft. */
  handed: { readonly page: number; readonly place: number } | null;
  /** The desk said that it is on the device, or it was handed over and nobody killed the browser in that moment. */
  promised: boolean;
}

/** What one person wrote at one coverage, kept apart from the product. */
export interface DeskLedger {
  wrote(text: string): Written;
  find(text: string): Written | undefined;
  handed(written: Written, page: number): void;
  readonly all: readonly Written[];
}

export function createDeskLedger(): DeskLedger {
  const all: Written[] = [];
  let place = 0;
  return {
    all,
    wrote(text) {
      const written: Written = { text, handed: null, promised: false };
      all.push(written);
      return written;
    },
    find: (text) => all.find((one) => one.text === text),
    handed(written, page) {
      place += 1;
      written.handed = { page, place };
    },
  };
}

/** Counts over one coverage at rest. All but the first three must be 0. */
export interface DeskVerdict {
  readonly written: number;
  readonly published: number;
  /** The browser was killed before the desk had said anything, and the words are gone. */
  readonly neverPromised: number;
  /** Promised, and not in the log. */
  readonly lost: number;
  /** In the log more often than once. */
  readonly doubled: number;
  /** Behind one that was handed over later, on the same page. */
  readonly reordered: number;
  /** The same over all pages of the device. */
  readonly reorderedOnDevice: number;
  /** In the log, and nobody wrote it. */
  readonly invented: number;
}

export function judgeDesk({ all }: DeskLedger, log: readonly PublicRecord[]): DeskVerdict {
  const seqs = new Map<string, number[]>();
  for (const { seq, change } of log) {
    if (change.kind !== 'entry-posted') continue;
    const text = change.entry.content?.blocks.map(textOfBlock).join('\n') ?? '';
    seqs.set(text, [...(seqs.get(text) ?? []), seq]);
  }
  const missing = all.filter(({ text }) => !seqs.has(text));
  const inOrder = all
    .filter(({ text, handed }) => handed && seqs.has(text))
    .sort((a, b) => (a.handed?.place ?? 0) - (b.handed?.place ?? 0))
    .map(({ text, handed }) => ({ page: handed?.page, seq: seqs.get(text)?.[0] ?? 0 }));
  const known = new Set(all.map(({ text }) => text));
  return {
    written: all.length,
    published: all.length - missing.length,
    neverPromised: missing.filter(({ promised }) => !promised).length,
    lost: missing.filter(({ promised }) => promised).length,
    doubled: [...seqs.values()].reduce((sum, { length }) => sum + length - 1, 0),
    reordered: [...Map.groupBy(inOrder, ({ page }) => page).values()].reduce(
      (sum, ofPage) => sum + countReordered(ofPage),
      0,
    ),
    reorderedOnDevice: countReordered(inOrder),
    invented: [...seqs.keys()].filter((text) => !known.has(text)).length,
  };
}

function countReordered(list: readonly { readonly seq: number }[]): number {
  let newest = 0;
  let count = 0;
  for (const { seq } of list) {
    if (seq < newest) count += 1;
    newest = Math.max(newest, seq);
  }
  return count;
}
