import { textOfBlock } from '#domain/block.ts';
import type { EntryContent } from '#domain/entry.ts';
import { stretchesOf } from './word-stretches.ts';

/** Words in a row; `differs` where the other text does not have them. */
export interface MarkedWords {
  readonly text: string;
  readonly differs: boolean;
}

/** Two texts to be read beside each other, paragraph by paragraph. */
export interface ContentDifferences {
  readonly mine: readonly (readonly MarkedWords[])[];
  readonly theirs: readonly (readonly MarkedWords[])[];
  /** The places where they differ, in order. One side of a place may have no words. */
  readonly places: readonly { readonly mine: string; readonly theirs: string }[];
}

/** Stands between two paragraphs, among the words. */
const BREAK = '\n';

export function contentDifferences(mine: EntryContent, theirs: EntryContent): ContentDifferences {
  const stretches = stretchesOf(wordsOf(mine), wordsOf(theirs));
  const side = (of: 'before' | 'after') =>
    paragraphsOf(
      stretches.flatMap((stretch) =>
        'same' in stretch
          ? stretch.same.map((word): MarkedWord => ({ word, differs: false }))
          : stretch[of].map((word): MarkedWord => ({ word, differs: true })),
      ),
    );
  const places = stretches.flatMap((stretch) =>
    'same' in stretch ? [] : [{ mine: inOneLine(stretch.before), theirs: inOneLine(stretch.after) }],
  );
  return { mine: side('before'), theirs: side('after'), places };
}

/** What stands in an entry, in the order in which it is read. */
export const linesOf = ({ headline = '', speaker, venue = '', blocks }: EntryContent): string[] =>
  [
    headline,
    [speaker?.name, speaker?.title ?? speaker?.shortTitle].filter(Boolean).join(', '),
    venue,
    ...blocks.flatMap((block) =>
      block.type === 'figure'
        ? [block.caption, block.credit ?? '', block.alt ?? '']
        : textOfBlock(block).split('\n'),
    ),
  ].filter((text) => text.trim() !== '');

const wordsOf = (content: EntryContent): string[] =>
  linesOf(content).flatMap((text, index) => [
    ...(index > 0 ? [BREAK] : []),
    ...text.split(/\s+/u).filter(Boolean),
  ]);

const inOneLine = (words: readonly string[]): string => words.filter((word) => word !== BREAK).join(' ');

interface MarkedWord {
  readonly word: string;
  readonly differs: boolean;
}

function paragraphsOf(words: readonly MarkedWord[]): MarkedWords[][] {
  const paragraphs: MarkedWords[][] = [[]];
  for (const { word, differs } of words) {
    const paragraph = paragraphs.at(-1) ?? [];
    const last = paragraph.at(-1);
    if (word === BREAK) paragraphs.push([]);
    else if (last?.differs === differs)
      paragraph[paragraph.length - 1] = { text: `${last.text} ${word}`, differs };
    else paragraph.push({ text: word, differs });
  }
  return paragraphs.filter((paragraph) => paragraph.length > 0);
}
