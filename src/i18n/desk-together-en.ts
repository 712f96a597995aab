import type { deskTogetherVi } from './desk-together-vi.ts';

export const deskTogetherEn: typeof deskTogetherVi = {
  conflict: {
    stale: 'Somebody else has just edited this entry. Both texts are kept; what differs is marked.',
    mine: 'Your text',
    theirs: 'The new text',
    keepMine: 'Keep my text',
    takeTheirs: 'Take the new text',
    merge: 'Merge',
    merged: 'What both of you changed is in one text. Read it again, then save.',
    clashing:
      'Both of you changed the same words: both versions stand in the field, yours first. Keep the right one, then save.',
    sameWords: 'The words are the same; only their form differs.',
    places: (count: number) => (count === 1 ? 'They differ in one place' : `They differ in ${count} places`),
    place: (mine: string, theirs: string) =>
      `Your text: ${mine ? `“${mine}”` : 'no words'}; the new text: ${theirs ? `“${theirs}”` : 'no words'}`,
  },
};
