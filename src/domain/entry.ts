import type { Block } from './block.ts';
import { textOfBlock } from './block.ts';
import type { ChangedWords } from './changed-words.ts';
import type { Mention } from './speaker.ts';
import { printMention } from './speaker.ts';

export const ENTRY_KINDS = ['note', 'statement', 'photo', 'report', 'award', 'summary', 'video'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** What a reporter writes and an editor corrects. */
export interface EntryContent {
  readonly kind: EntryKind;
  readonly headline?: string;
  /** Who speaks, for statements. */
  readonly speaker?: Mention;
  /** Name of the venue as printed. */
  readonly venue?: string;
  /** 1–60; the order matters: figures stand between paragraphs. */
  readonly blocks: readonly Block[];
  /** Names as printed, when they differ from the coverage's byline. */
  readonly authors?: readonly string[];
}

/** A visible correction. The old words are not in it unless the editor wrote or showed them (rule 5). */
export interface Correction {
  /** UTC instant. */
  readonly at: string;
  readonly note: string;
  readonly revision: number;
  /** Where the editor shows readers what was changed. */
  readonly changedWords?: readonly ChangedWords[];
}

/** Why a held entry went back to who wrote it; for staff only. */
export interface Return {
  readonly at: string;
  readonly by: string;
  readonly reason: string;
}

export interface Withdrawal {
  readonly at: string;
  readonly by: string;
  readonly reason: string;
}

/**
 * One contribution, as it now is. Immutable: every change about an entry carries the whole next state of it,
 * so that a log can be folded, broadcast and caught up with by the same three lines (see `evolve`).
 */
export interface Entry {
  /** UUIDv7, made on the reporter's device when the entry is begun. */
  readonly id: string;
  /** The agenda item it belongs to, or null for none. */
  readonly itemId: string | null;
  /** Number of the change that posted it, of a held one that released it: the last word in the order of the page (rule 8). */
  readonly seq: number;
  /** 1, 2, 3 …; an edit names the one it is based on (rule 4). */
  readonly revision: number;
  /** UTC instant at which it happened. */
  readonly at: string;
  /** Only the agenda item's hour is known (imported texts): the page prints no minute for the entry. */
  readonly atInferred?: true;
  /** UTC instant at which it became durable here. */
  readonly postedAt: string;
  /** Staff id of who posted it. */
  readonly by: string;
  readonly content: EntryContent;
  /** UTC instant of the newest visible correction. */
  readonly corrections: readonly Correction[];
  readonly key?: true;
  readonly pinned?: true;
  readonly withdrawn?: Withdrawal;
  /** All of it is figures whose photos are on their way; readers know nothing of it before. */
  readonly awaitsPhoto?: true;
  /** Readers know nothing of it: it waits for an editor (rules 10, 13) or for its hour (rule 14). */
  readonly held?: true;
  /** UTC instant at which a held entry is published by itself (rule 14). */
  readonly publishAt?: string;
  /** An editor gave it back to be mended; with the next edit it waits again. */
  readonly returned?: Return;
}

/** Rule 8 within one agenda item: the hour it happened, then the number of its first change. */
export const byHour = (
  a: { readonly at: string; readonly seq: number },
  b: { readonly at: string; readonly seq: number },
): number => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.seq - b.seq);

const HEADLINE_CHARACTERS = 110;
const NAMED_EARLY = 80;

/**
 * A name for places that need one (h3, JSON-LD, feed, share card): the headline, else the speaker (where the words do
 * not begin by naming them) and the first sentence, else the first caption.
 * @returns 1–110 characters; cut at a word with an ellipsis
 */
export function headlineOf(content: EntryContent): string {
  if (content.headline) return shorten(content.headline, HEADLINE_CHARACTERS);
  const captions = content.blocks.filter((block) => block.type === 'figure');
  const words = content.blocks.filter((block) => block.type !== 'figure');
  const texts = [...words, ...captions].map(textOfBlock).filter((text) => text.trim() !== '');
  const first = firstSentence(texts[0] ?? '');
  const { speaker } = content;
  // A sentence that begins by naming its speaker needs nobody said twice before it.
  const named = speaker?.name !== undefined && first.slice(0, NAMED_EARLY).includes(speaker.name);
  return shorten(
    [speaker && !named ? printMention(speaker) : '', first].filter(Boolean).join(': ') || '…',
    HEADLINE_CHARACTERS,
  );
}

function firstSentence(text: string): string {
  const flat = text.replace(/\s+/gu, ' ').trim();
  // What announces a list is no whole sentence: its colon would point at nothing.
  return /^.*?[.!?…](?=\s|$)/u.exec(flat)?.[0] ?? flat.replace(/\s*:$/u, '');
}

/** Cuts at a word, never inside one. */
export function shorten(text: string, characters: number): string {
  if (text.length <= characters) return text;
  const cut = text.slice(0, characters - 1);
  const space = cut.lastIndexOf(' ');
  return `${cut.slice(0, space > characters / 2 ? space : undefined).replace(/[\s,;:–-]+$/u, '')}…`;
}
