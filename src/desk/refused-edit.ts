import type { Command, CommandBody } from '#domain/command.ts';
import type { Entry, EntryContent } from '#domain/entry.ts';
import type { Refusal } from '#domain/refusal.ts';
import { isSameContent } from '#domain/same-content.ts';
import { isTypoFix } from '#domain/typo.ts';
import { rebase } from './edit-draft.ts';

/** An edit that was refused; it is kept until another one stands in its place, or it is given up. */
export type RefusedEdit = Extract<Command, { kind: 'revise-entry' | 'correct-entry' }>;

/** The entry as it now is, though the record that says so may still be on its way. */
export const newestOf = (entry: Entry, refusal: Refusal | null): Entry =>
  refusal?.current && refusal.current.revision > entry.revision
    ? { ...entry, revision: refusal.current.revision, content: refusal.current.content }
    : entry;

/** What was typed, on top of the entry as it now is. */
export const onTopOf = (edit: RefusedEdit, newest: Entry): EntryContent =>
  rebase(edit.content, newest.content);

export const noteOf = (edit: RefusedEdit): string => (edit.kind === 'correct-entry' ? edit.note : '');

export const isShown = (edit: RefusedEdit): boolean =>
  edit.kind === 'correct-entry' && edit.showChange === true;

/**
 * The same edit once more, based on the entry as it now is.
 * @returns `same` when it says this already; null when a note for readers is lacking (rule 9)
 */
export function asked(edit: RefusedEdit, newest: Entry): CommandBody | 'same' | null {
  const content = onTopOf(edit, newest);
  if (isSameContent(content, newest.content)) return 'same';
  const about = { entryId: newest.id, base: newest.revision, content };
  if (edit.kind === 'correct-entry')
    return {
      kind: 'correct-entry',
      ...about,
      note: edit.note,
      ...(edit.showChange && { showChange: true }),
    };
  return newest.held || isTypoFix(newest.content, content) ? { kind: 'revise-entry', ...about } : null;
}
