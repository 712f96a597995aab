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
  addSpeaker: {
    title: 'Add a speaker to the directory',
    honorific: 'Form of address',
    long: 'Full title',
    short: 'Short title, for captions',
    add: 'Add to the directory',
    nameMissing: 'Write the name.',
    notReached: 'The newsroom could not be reached. Press again when online.',
  },
  proof: {
    title: (count: number) => (count === 1 ? 'Proof-reading: 1 place' : `Proof-reading: ${count} places`),
    fix: 'Mend',
    fixTo: (words: string) => `Change to “${words}”`,
    kinds: {
      quotes: 'Quotation marks missing or of two kinds',
      'space-missing': 'A space is missing',
      'space-double': 'A space too many',
      'space-before': 'A space beside a punctuation mark',
      dots: 'A punctuation mark twice',
      end: 'No full stop at the end of the paragraph',
      doubled: 'A word twice',
      'near-miss': 'Perhaps a slip',
      'tone-mark': 'Two ways to place tone marks in one text',
    },
  },
};
