import type { Draft } from './draft.ts';
import { draftAsKept, isEmptyDraft } from './draft.ts';
import type { Shelf } from './shelf.ts';

/** The draft of one coverage, as the device has it. */
export interface KeptDraft {
  /** @throws where the device keeps nothing */
  take(): Promise<Draft | null>;
  /** Resolves when the device has it as it is. @param draft an empty one is taken away */
  put(draft: Draft): Promise<void>;
}

const NAME = 'draft';

export function createKeptDraft(shelf: Shelf): KeptDraft {
  let last = { text: 'null', done: Promise.resolve() };
  return {
    async take() {
      const kept = await shelf.take<Draft>(NAME);
      last = { text: JSON.stringify(kept), done: Promise.resolve() };
      return kept && draftAsKept(kept);
    },
    put(draft) {
      const written = isEmptyDraft(draft) ? null : draft;
      const text = JSON.stringify(written);
      // A page with an empty composer must not take away what another page wrote.
      if (text !== last.text) last = { text, done: written ? shelf.put(NAME, written) : shelf.drop(NAME) };
      return last.done;
    },
  };
}
