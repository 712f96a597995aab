import type { FigureKind } from '#domain/block.ts';
import type { Mention } from '#domain/speaker.ts';
import { personAlone, speakingIn } from './mention.ts';
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
const SURELY_SHOWN = /^(?:Các đại biểu|Đại biểu|Đông đảo|Toàn cảnh|Quang cảnh)(?:\s|$)/u;

/**
 * Reads a paragraph as a caption.
 * @param known names met elsewhere on the page
 * @returns null when it is running text
 */
export function captionOf(chunk: Chunk, known: ReadonlySet<string>): Caption | null {
  const text = plainSpaces(chunk.text);
  const longest = chunk.lines.length > 1 ? LONGEST_BROKEN_LINES : LONGEST_LINE;
  if (text.length > longest || SEVERAL_SENTENCES.test(text) || NEVER_A_CAPTION.test(text)) return null;

  const venue = venueOfCaption(text);
  if (venue !== null) return { kind: 'venue', venue };
  const person = personAlone(text, known);
  if (person)
    return { kind: 'portrait', portrait: person.mention, ...(person.uncertain && { nameUncertain: true }) };

  const speaking = speakingIn(text, known);
  if (speaking && (speaking.says || speaking.nameFirst || speaking.introduction)) return null;
  const [place] = venuesIn(text);
  return {
    kind: GROUP.test(text) ? 'group' : 'scene',
    ...(place && { venue: place }),
    ...(!SURELY_SHOWN.test(text) && { uncertain: true }),
  };
}
