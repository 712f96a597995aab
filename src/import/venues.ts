import type { VenueKind } from '#domain/conference.ts';
import { plainSpaces } from './source-lines.ts';

const CAPTION = /^(?:Tại )?[Đđ]iểm cầu (?<name>[^.,;:]{2,100}?)\.?$/u;
const IN_TEXT =
  /[Đđ]iểm cầu (?<name>\p{L}[^.,;:]{1,100}?)(?= (?:có|tới|đến|và|là|gồm|do|cùng|với|chủ trì|dự|theo|ở|tham|phát|trao)(?!\p{L})|[.,;:…]|$)/gu;
/** The words behind which a sentence about the venue begins. */
const SENTENCE = / (?:có|là|gồm|do|chủ trì|dự|theo dõi|phát biểu|tham gia|thảo luận|tham dự) /u;
const FROM_MAIN = /từ điểm cầu (?<name>[^.,;:]{2,80}?) (?:tới|đến|kết nối)/iu;
const BODY =
  /^(?:Đảng ủy|Đảng uỷ|UBND|HĐND|Ủy ban|Uỷ ban|Tỉnh ủy|Tỉnh uỷ|Thành ủy|Huyện ủy|Sở|Ban|Bộ|Công an|Văn phòng|Quân khu|Trường|Trung tâm|Hội trường)/u;

/** The venue of a caption that names nothing else: `Điểm cầu Bến Lau.` */
export function venueOfCaption(text: string): string | null {
  const name = CAPTION.exec(plainSpaces(text))?.groups?.name;
  return name === undefined || SENTENCE.test(`${name} `) ? null : name;
}

/** Venues that running text names behind `điểm cầu`, in its order. */
export const venuesIn = (text: string): string[] =>
  [...plainSpaces(text).matchAll(IN_TEXT)].flatMap(({ groups }) => (groups?.name ? [groups.name] : []));

/** The hall that the conference is broadcast from, where the lede says so: `từ điểm cầu X tới …`. */
export const mainVenueOf = (lede: string): string | null =>
  FROM_MAIN.exec(plainSpaces(lede))?.groups?.name ?? null;

export interface VenueDraft {
  readonly name: string;
  readonly kind: VenueKind;
}

/** More than this many a coverage's record does not list; their captions stay what they are. */
const MOST_VENUES = 100;

/** Each venue once, the main hall first, the others in the order given. */
export function venueDrafts(names: readonly string[], main: string | null): VenueDraft[] {
  const others = [...new Set(names)].filter((name) => name !== main).slice(0, MOST_VENUES - 1);
  return [
    ...(main === null ? [] : [{ name: main, kind: 'main' as const }]),
    ...others.map((name) => ({ name, kind: BODY.test(name) ? ('body' as const) : ('remote' as const) })),
  ];
}
