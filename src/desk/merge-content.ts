import type { Block, Figure } from '#domain/block.ts';
import type { EntryContent } from '#domain/entry.ts';
import { inOneOrder } from '#domain/same-content.ts';
import type { Mention } from '#domain/speaker.ts';
import type { BlockWord } from './block-words.ts';
import { blocksOfWords, isBeginning, runsOfWords, wordsOfBlocks, wordsOfRuns } from './block-words.ts';
import { rebase } from './edit-draft.ts';
import { figuresOf } from './text-blocks.ts';
import { mergeThreeWays } from './three-way-merge.ts';

/** What two people made of one entry, in one text to be read again. */
export interface MergedContent {
  readonly content: EntryContent;
  /** Both changed the same words somewhere: what each of them wrote stands there, mine first. */
  readonly clashes: boolean;
}

const key = (value: unknown): string => JSON.stringify(value, inOneOrder) ?? '';

/** @param before what both began with; where nobody knows, all that differs is said twice */
export function mergeContent(
  before: EntryContent | undefined,
  mine: EntryContent,
  theirs: EntryContent,
): MergedContent {
  const base = before && rebase(before, theirs);
  const own = rebase(mine, theirs);
  let clashes = false;

  /** The one that was changed; both where both were. */
  function choose<T>(was: T, here: T, there: T, both: (here: T, there: T) => T): T {
    if (key(here) === key(there) || key(there) === key(was)) return here;
    if (key(here) === key(was)) return there;
    clashes = true;
    return both(here, there);
  }
  const line = (was = '', here = '', there = ''): string =>
    choose(was, here, there, (a, b) => [a, b].filter(Boolean).join(' / '));

  function speaker(): Mention | undefined {
    const [was, here, there] = [base?.speaker, own.speaker, theirs.speaker];
    return choose(was, here, there, (a, b) => {
      const name = line(was?.name, a?.name, b?.name);
      const title = line(was?.title, a?.title, b?.title);
      return { ...(name && { name }), ...(title && { title }) };
    });
  }

  function caption(was: string, here: string, there: string): string {
    const [said, my, their] = [was, here, there].map((text) => wordsOfRuns([{ text }]));
    const merged = mergeThreeWays(said ?? [], my ?? [], their ?? []);
    if (merged.some((piece) => !('words' in piece))) return choose(was, here, there, (a, b) => `${a}\n${b}`);
    const words = merged.flatMap((piece) => ('words' in piece ? piece.words : []));
    return runsOfWords(words)
      .map(({ text }) => text)
      .join('');
  }

  /** A figure is one thing, wherever both put it: its words are merged field by field. */
  function figures(): Figure[] {
    const [olds, others] = [figuresOf(base?.blocks ?? []), figuresOf(theirs.blocks)];
    return figuresOf(own.blocks).map((here) => {
      const there = others.find(({ id }) => id === here.id) ?? here;
      const was = olds.find(({ id }) => id === here.id) ?? here;
      const { credit: _, alt: __, ...rest } = here;
      const credit = line(was.credit, here.credit, there.credit);
      const alt = line(was.alt, here.alt, there.alt);
      return {
        ...rest,
        caption: caption(was.caption, here.caption, there.caption),
        ...(credit && { credit }),
        ...(alt && { alt }),
      };
    });
  }

  function blocks(): Block[] {
    const known = figures();
    const merged = mergeThreeWays(
      wordsOfBlocks(base?.blocks ?? []),
      wordsOfBlocks(own.blocks),
      wordsOfBlocks(theirs.blocks),
    );
    const all = wholeBlocks(merged).flatMap(({ mine: here, theirs: there }) => {
      const [my, their] = [blocksOfWords(here, known), blocksOfWords(there, known)];
      const more = their.filter((one) => !my.some((other) => key(one) === key(other)));
      if (more.length > 0) clashes = true;
      return [...my, ...more];
    });
    const isFirst = (block: Block, index: number): boolean =>
      block.type !== 'figure' ||
      all.findIndex((other) => other.type === 'figure' && other.id === block.id) === index;
    return all.filter(isFirst);
  }

  const headline = line(base?.headline, own.headline, theirs.headline);
  const venue = line(base?.venue, own.venue, theirs.venue);
  const said = speaker();
  const content: EntryContent = {
    kind: theirs.kind,
    ...(headline && { headline }),
    ...(said && { speaker: said }),
    ...(venue && { venue }),
    blocks: blocks(),
    ...(theirs.authors && { authors: theirs.authors }),
  };
  return { content, clashes };
}

/** Pieces put together to whole blocks: where both changed the same words, the block stands there in both forms. */
function wholeBlocks(pieces: ReturnType<typeof mergeThreeWays>) {
  const groups: { mine: BlockWord[]; theirs: BlockWord[] }[] = [{ mine: [], theirs: [] }];
  const last = () => groups.at(-1) as (typeof groups)[number];
  for (const piece of pieces) {
    if (!('words' in piece)) {
      last().mine.push(...piece.mine);
      last().theirs.push(...piece.theirs);
      continue;
    }
    for (const one of piece.words) {
      if (isBeginning(one)) groups.push({ mine: [], theirs: [] });
      last().mine.push(one);
      last().theirs.push(one);
    }
  }
  return groups;
}
