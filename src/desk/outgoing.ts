import type { Command } from '#domain/command.ts';
import type { Entry, EntryContent } from '#domain/entry.ts';
import type { DeskWords } from '#i18n/desk-vi.ts';
import type { SpokenRefusal } from '#live/protocol.ts';
import type { Draft } from './draft.ts';
import { printHour } from './hour.ts';

/** Something a person asked for, until its outcome stands in the coverage. */
export interface Outgoing {
  readonly command: Command;
  /** What it was written as, so that it can go back into the composer. */
  readonly draft?: Draft;
  /** What an edit began with, for whoever has to merge it. */
  readonly before?: EntryContent;
  /** Grows: the order in which things were asked for. */
  readonly place: number;
  readonly state: OutgoingState;
}

export type OutgoingState =
  /** Can still be taken back. `until` in milliseconds since 1970. */
  | { readonly kind: 'undo'; readonly until: number }
  /** `waits`: the newsroom answered that it cannot take it for now. */
  | { readonly kind: 'sent'; readonly waits?: true }
  /** Durable; the record that says so is about to arrive. */
  | { readonly kind: 'accepted'; readonly held?: true }
  | { readonly kind: 'refused'; readonly refusal: SpokenRefusal }
  /** Put aside for another draft. */
  | { readonly kind: 'parked' };

/** A state in words, and the tone it is shown in. */
export interface StateWords {
  readonly text: string;
  readonly tone: 'calm' | 'busy' | 'good' | 'wait' | 'bad';
}

/**
 * @param now milliseconds since 1970
 * @param online what is sent without a connection waits on the device
 */
export function wordsOfOutgoing(
  state: OutgoingState,
  words: DeskWords,
  now: number,
  online: boolean,
): StateWords {
  switch (state.kind) {
    case 'undo':
      return {
        text: words.post.sendingIn(Math.max(1, Math.floor((state.until - now) / 1000))),
        tone: 'busy',
      };
    case 'sent':
      return online && !state.waits
        ? { text: words.post.sending, tone: 'busy' }
        : { text: words.post.waiting, tone: 'wait' };
    case 'accepted':
      return state.held
        ? { text: words.post.held, tone: 'wait' }
        : { text: words.post.accepted, tone: 'good' };
    case 'refused':
      return { text: words.post.refused(state.refusal.message), tone: 'bad' };
    case 'parked':
      return { text: words.status.draft, tone: 'calm' };
    default:
      return state satisfies never;
  }
}

export function wordsOfEntry(entry: Entry, words: DeskWords): StateWords {
  if (entry.withdrawn) return { text: words.post.withdrawn, tone: 'calm' };
  if (entry.returned) return { text: words.post.returned, tone: 'bad' };
  if (entry.held && entry.publishAt)
    return { text: words.post.scheduled(printHour(entry.publishAt)), tone: 'wait' };
  if (entry.held) return { text: words.post.held, tone: 'wait' };
  if (entry.awaitsPhoto) return { text: words.post.awaitsPhoto, tone: 'wait' };
  return { text: words.post.posted(printHour(entry.postedAt)), tone: 'good' };
}

/** Not yet in the newsroom's hands: what the connection bar counts. */
export const isUnsent = ({ state }: Outgoing): boolean => state.kind === 'undo' || state.kind === 'sent';

/** What comes later in its life is never undone by older news of it. */
const AGE: Readonly<Record<OutgoingState['kind'], number>> = {
  parked: 0,
  undo: 0,
  sent: 1,
  accepted: 2,
  refused: 2,
};

/** Takes in what the device, or another page of the same person at the same coverage, knows of one. */
export function takeIn(list: readonly Outgoing[], one: Outgoing): readonly Outgoing[] {
  const known = list.find(({ command }) => command.id === one.command.id);
  if (!known) return [...list, one].sort((a, b) => a.place - b.place);
  if (AGE[one.state.kind] <= AGE[known.state.kind]) return list;
  return list.map((other) => (other === known ? one : other));
}
