import type { Writing } from './protocol.ts';

/** Milliseconds: a word at most so often, again so often while it holds, and that typing is over without a key. */
const AT_MOST_EVERY = 3_000;
const AGAIN_AFTER = 15_000;
const STOPPED_AFTER = 45_000;

interface Desk {
  composing: { readonly itemId: string | null; readonly at: number } | null;
  readonly editing: Set<string>;
  /** What colleagues were told last, as JSON, and when. */
  told: string;
  toldAt: number;
}

/** Tells colleagues what is being written here. */
export interface WritingNotices {
  /** A key was pressed in a new entry. @param itemId the agenda item it goes under, null for none */
  typing(coverageId: string, itemId: string | null): void;
  /** The new entry is handed over, or given up. */
  stopped(coverageId: string): void;
  /** An entry that stands already is open to be edited, or no longer. */
  editing(coverageId: string, entryId: string, open: boolean): void;
  /** The server knows nothing of this desk any more. */
  forgotten(): void;
  /** Once a second or so. */
  tick(): void;
}

const NOTHING = '[]';

/**
 * @param say whether it could be said
 * @param now milliseconds
 */
export function createWritingNotices(
  say: (coverageId: string, writing: readonly Writing[]) => boolean,
  now: () => number,
): WritingNotices {
  const desks = new Map<string, Desk>();

  function deskOf(coverageId: string): Desk {
    const desk = desks.get(coverageId) ?? {
      composing: null,
      editing: new Set(),
      told: NOTHING,
      toldAt: Number.NEGATIVE_INFINITY,
    };
    desks.set(coverageId, desk);
    return desk;
  }

  function tell(coverageId: string, desk: Desk): void {
    const since = now() - desk.toldAt;
    if (since < AT_MOST_EVERY) return;
    if (desk.composing && now() - desk.composing.at >= STOPPED_AFTER) desk.composing = null;
    const writing: Writing[] = [...desk.editing].map((entryId) => ({ entryId }));
    if (desk.composing) writing.push({ itemId: desk.composing.itemId });
    const words = JSON.stringify(writing);
    if (words === desk.told && (words === NOTHING || since < AGAIN_AFTER)) return;
    if (!say(coverageId, writing)) return;
    desk.told = words;
    desk.toldAt = now();
  }

  function change(coverageId: string, act: (desk: Desk) => void): void {
    const desk = deskOf(coverageId);
    act(desk);
    tell(coverageId, desk);
  }

  return {
    typing: (coverageId, itemId) =>
      change(coverageId, (desk) => {
        desk.composing = { itemId, at: now() };
      }),
    stopped: (coverageId) =>
      change(coverageId, (desk) => {
        desk.composing = null;
      }),
    editing: (coverageId, entryId, open) =>
      change(coverageId, (desk) => {
        if (open) desk.editing.add(entryId);
        else desk.editing.delete(entryId);
      }),
    forgotten() {
      for (const desk of desks.values()) desk.told = NOTHING;
    },
    tick() {
      for (const [coverageId, desk] of desks) tell(coverageId, desk);
    },
  };
}
