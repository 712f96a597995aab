import type { AgendaItem } from '#domain/agenda.ts';
import type { Block, Figure, Image } from '#domain/block.ts';
import { textOfBlock } from '#domain/block.ts';
import type { CommandBody } from '#domain/command.ts';
import type { EntryContent, EntryKind } from '#domain/entry.ts';
import { shorten } from '#domain/entry.ts';
import { LIMITS } from '#domain/limits.ts';
import type { Mention } from '#domain/speaker.ts';
import { printMention } from '#domain/speaker.ts';
import { hasText } from './editor-blocks.ts';
import { dayOf, instantOf, instantUnder, parseHour } from './hour.ts';
import { firstGap } from './sentence-templates.ts';
import { textToBlocks } from './text-blocks.ts';

/** The words of a photo that is announced with the entry; the picture itself travels apart. */
export interface PhotoDraft {
  /** UUIDv7: the figure's id. */
  readonly id: string;
  caption: string;
  credit: string;
  alt: string;
}

/** An entry that somebody is writing. Everything as typed; kept on the device until it is handed over. */
export interface Draft {
  /** UUIDv7s, made when the entry is begun: asking twice is safe. */
  readonly entryId: string;
  readonly commandId: string;
  /** UTC instant of the first key; empty before it. */
  begunAt: string;
  itemId: string | null;
  /** As typed, such as `9h12`; empty means the moment of posting. */
  hour: string;
  /** Today's hour of publication as typed, such as `9h30`; empty means at once. */
  publishHour: string;
  headline: string;
  speakerName: string;
  speakerTitle: string;
  /** The offered person that was taken, with more than the two fields show. */
  person: Mention | null;
  venue: string;
  /** Paragraphs, lists and quotes; the photo's figure comes behind them. */
  blocks: readonly Block[];
  photo: PhotoDraft | null;
  key: boolean;
}

export const emptyDraft = (entryId: string, commandId: string, itemId: string | null): Draft => ({
  entryId,
  commandId,
  begunAt: '',
  itemId,
  hour: '',
  publishHour: '',
  headline: '',
  speakerName: '',
  speakerTitle: '',
  person: null,
  venue: '',
  blocks: [],
  photo: null,
  key: false,
});

/** Nobody would miss it. */
export const isEmptyDraft = (draft: Draft): boolean =>
  !draft.photo &&
  !draft.blocks.some(hasText) &&
  ![draft.headline, draft.speakerName, draft.speakerTitle].some((s) => s.trim());

/** What a device kept. An older version of the desk kept the text as it was typed. */
export const draftAsKept = ({ text = '', ...kept }: Draft & { readonly text?: string }): Draft => ({
  ...kept,
  blocks: kept.blocks ?? textToBlocks(text),
});

/** What a draft lacks before it can go out. */
export type DraftFault =
  | 'empty'
  | 'hour'
  | 'hour-ahead'
  | 'publish-hour'
  | 'publish-over'
  | 'caption'
  | 'credit'
  | 'gap'
  | 'text';

/** The field that has to be mended. */
export const fieldOfFault = (fault: DraftFault): 'text' | 'hour' | 'publish' | 'caption' | 'credit' => {
  if (fault === 'empty' || fault === 'gap') return 'text';
  if (fault === 'publish-hour' || fault === 'publish-over') return 'publish';
  return fault === 'hour-ahead' ? 'hour' : fault;
};

const FIVE_MINUTES = 5 * 60_000;

/**
 * @param item the agenda item it goes under
 * @param now UTC instant
 */
export function faultOf(draft: Draft, item: AgendaItem | null, now: string): DraftFault | null {
  if (isEmptyDraft(draft)) return 'empty';
  const minutes = parseHour(draft.hour);
  if (draft.hour.trim() && minutes === null) return 'hour';
  const publishAt = publishAtOf(draft, now);
  if (publishAt === null) return 'publish-hour';
  if (publishAt !== undefined && publishAt <= now) return 'publish-over';
  const latest = Date.parse(publishAt ?? now) + FIVE_MINUTES;
  if (minutes !== null && Date.parse(instantUnder(item?.day, minutes, now)) > latest) return 'hour-ahead';
  if (draft.photo && !draft.photo.caption.trim()) return 'caption';
  if (draft.photo && !draft.photo.credit.trim()) return 'credit';
  if (!draft.photo && !draft.blocks.some(hasText)) return 'text';
  if (draft.blocks.some((block) => firstGap(textOfBlock(block)))) return 'gap';
  return null;
}

/**
 * @param item the agenda item it goes under: an awards ceremony makes awards of what is said in it
 * @param image the photo's picture, when it is at the newsroom already; else it is announced and follows
 */
export function contentOf(draft: Draft, item: AgendaItem | null, image?: Image): EntryContent {
  const speaker = mentionOf(draft);
  const headline = line(draft.headline);
  const venue = line(draft.venue);
  const figures = draft.photo ? [figureOf(draft.photo, speaker, venue, image)] : [];
  const text = draft.blocks.filter(hasText);
  return {
    kind: kindOf(text.length > 0, speaker, item),
    ...(headline && { headline }),
    ...(speaker && { speaker }),
    ...(venue && { venue }),
    blocks: [...text, ...figures],
  };
}

function kindOf(hasText: boolean, speaker: Mention | null, item: AgendaItem | null): EntryKind {
  if (!hasText) return 'photo';
  if (item?.kind === 'awards') return 'award';
  return speaker ? 'statement' : 'note';
}

/** What the two fields say; the taken person's other words only while its name still stands there. */
export function mentionOf(draft: Pick<Draft, 'speakerName' | 'speakerTitle' | 'person'>): Mention | null {
  const name = line(draft.speakerName);
  const title = line(draft.speakerTitle);
  if (!name && !title) return null;
  const { person } = draft;
  if (!person || line(person.name ?? '') !== name) return { ...(name && { name }), ...(title && { title }) };
  if (line(person.title ?? person.shortTitle ?? '') === title) return person;
  return {
    ...(name && { name }),
    ...(person.honorific && { honorific: person.honorific }),
    ...(title && { title }),
    ...(person.speakerId && { speakerId: person.speakerId }),
  };
}

function figureOf(
  photo: PhotoDraft,
  speaker: Mention | null,
  venue: string,
  image: Image | undefined,
): Figure {
  const caption = photo.caption.normalize('NFC').trim();
  return {
    type: 'figure',
    id: photo.id,
    kind: speaker ? 'portrait' : venue ? 'venue' : 'scene',
    ...(image ? { image } : { awaited: true }),
    caption,
    credit: line(photo.credit),
    alt: line(photo.alt) || shorten(line(caption), LIMITS.altCharacters),
    ...(venue && { venue }),
    ...(speaker?.name && { persons: [speaker.name] }),
  };
}

/** One line of clean text. */
export const line = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim();

/** @param now UTC instant: the hour where none was typed */
export function postBody(draft: Draft, item: AgendaItem | null, now: string, image?: Image): CommandBody {
  const minutes = parseHour(draft.hour);
  const publishAt = publishAtOf(draft, now) ?? undefined;
  return {
    kind: 'post-entry',
    entryId: draft.entryId,
    itemId: item?.id ?? null,
    at: minutes === null ? (publishAt ?? now) : instantUnder(item?.day, minutes, now),
    begunAt: draft.begunAt || now,
    content: contentOf(draft, item, image),
    ...(draft.key && { key: true }),
    ...(publishAt && { publishAt }),
  };
}

/** @returns today's instant, undefined when none was typed, null when it cannot be read */
function publishAtOf({ publishHour = '' }: Partial<Draft>, now: string): string | null | undefined {
  if (!publishHour.trim()) return undefined;
  const minutes = parseHour(publishHour);
  return minutes === null ? null : instantOf(dayOf(now), minutes);
}

/** What may stand under a photo in one tap: who speaks, then the venues. */
export const captionsOf = (
  draft: Pick<Draft, 'speakerName' | 'speakerTitle' | 'person'>,
  venues: readonly string[],
): { readonly caption: string; readonly venue?: string }[] => {
  const speaker = mentionOf(draft);
  return [
    ...(speaker ? [{ caption: `${printMention(speaker)}.` }] : []),
    ...venues.map((venue) => ({ caption: venueCaption(venue), venue })),
  ];
};

/** The caption in one tap. A name that says so itself is not said twice. */
export const venueCaption = (venue: string): string =>
  /^điểm cầu\b/iu.test(venue) ? `${venue}.` : `Điểm cầu ${venue}.`;
