import type { FigureKind } from '#domain/block.ts';
import type { Mention } from '#domain/speaker.ts';
import { personAlone, showsSomebodyActing, speakingIn } from './mention.ts';
import type { Chunk } from './source-lines.ts';
import { plainSpaces } from './source-lines.ts';
import { venueOfCaption, venuesIn } from './venues.ts';

/** A line that looks like the words under a photo. */
export interface Caption {
  readonly kind: FigureKind;
  readonly venue?: string;
  /** Who is shown, for a portrait. */
  readonly portrait?: Mention & { readonly name: string };
  readonly nameUncertain?: true;
  /** It could as well be a short paragraph. */
  readonly uncertain?: true;
}

const LONGEST_LINE = 140;
const LONGEST_BROKEN_LINES = 300;
const SEVERAL_SENTENCES = /[.!?…]\s+\S/u;
/** A trailing colon announces text, a trailing ellipsis breaks off a report. */
const NEVER_A_CAPTION =
  /[:;…]$|^[-–•+*]\s|^(?:Truy tặng|Trao|Tặng|Tuyên dương|Phong tặng|Khen thưởng)[\s\u00a0]/u;
const GROUP = /^(?:Các|Đông đảo|Đại biểu|Đoàn)\s/u;
const SEVERAL_PEOPLE = /^(?:Các|Đông đảo|Đại biểu|Đoàn|Lãnh đạo)\s/u;
const SURELY_SHOWN =
  /^(?:(?:Toàn cảnh|Quang cảnh)(?:\s|$)|(?:Các đại biểu|Đại biểu|Đông đảo [^,.]{2,40}?) (?:dự|tham dự|tới dự|theo dõi|có mặt|chụp ảnh|tại)\s)/u;
/** `… Ảnh: Mây Trắng`, `(Ảnh: Báo Lâm Sơn)`. A small `ảnh:` belongs to a sentence. */
const CREDITED =
  /^(?<words>.*?)(?:^|[\s(./–-])(?:Ảnh(?: minh họa)?|ẢNH|Photo)\s?:\s?[\p{Lu}\d][^:;!?]{0,60}$/u;

/** A line that ends in the name of who took the photo. */
export const isCredited = (text: string): boolean =>
  text.length <= LONGEST_BROKEN_LINES && CREDITED.test(plainSpaces(text));

/** Nothing but the name of who took the photo. */
export const isCreditLine = (text: string): boolean => /^\(?(?:Ảnh(?: minh họa)?|ẢNH|Photo)\s?:/u.test(text);

/**
 * Reads a paragraph as a caption: because it names who took the photo, names nothing but a venue or a person, or tells
 * what only a picture shows. Where nothing tells, it is text.
 * @param known names met elsewhere on the page
 * @param creditFollows the next line names who took the photo
 * @returns null when it is running text
 */
export function captionOf(chunk: Chunk, known: ReadonlySet<string>, creditFollows = false): Caption | null {
  const text = plainSpaces(chunk.text);
  const credited = creditFollows || isCredited(text);
  const longest = credited || chunk.lines.length > 1 ? LONGEST_BROKEN_LINES : LONGEST_LINE;
  if (text.length > longest) return null;
  const words = CREDITED.exec(text)?.groups?.words?.replace(/[\s(–-]+$/u, '') ?? text;
  if (!credited && (SEVERAL_SENTENCES.test(text) || NEVER_A_CAPTION.test(text))) return null;

  const venue = venueOfCaption(words);
  if (venue !== null) return { kind: 'venue', venue };
  const person = personAlone(words, known);
  if (person)
    return { kind: 'portrait', portrait: person.mention, ...(person.uncertain && { nameUncertain: true }) };

  const [place] = venuesIn(words);
  const shown = { kind: GROUP.test(words) ? 'group' : 'scene', ...(place && { venue: place }) } as const;
  if (credited) return shown;
  const speaking = speakingIn(text, known);
  if (speaking && (speaking.says || speaking.nameFirst || speaking.introduction)) return null;
  if (SURELY_SHOWN.test(text)) return shown;
  const acting = speaking !== null || (SEVERAL_PEOPLE.test(text) && showsSomebodyActing(text));
  return acting ? { ...shown, uncertain: true } : null;
}

/** A line that no photo has under it, such as one of a list. */
export const isNeverCaption = (text: string): boolean => NEVER_A_CAPTION.test(text);
