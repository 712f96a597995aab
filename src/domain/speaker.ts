/** A title that holds from–to; days are `YYYY-MM-DD`, both inclusive, open where absent. */
export interface DatedTitle {
  /** `Ủy viên Ban Thường vụ, Giám đốc Sở …`, as in running text. */
  readonly long: string;
  /** `Giám đốc Sở …`, as in captions. */
  readonly short: string;
  readonly from?: string;
  readonly to?: string;
}

/** A directory record. Entries never point at it for what they print: they store a {@link Mention}. */
export interface Speaker {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  /** `Đồng chí`, `Ông`, `Bà`; may be absent. */
  readonly honorific?: string;
  readonly titles: readonly DatedTitle[];
  readonly aliases: readonly string[];
}

/**
 * A person as an entry prints them, frozen on the day. At least one of `name` and `title` is there:
 * a role may stand without a name.
 */
export interface Mention {
  readonly name?: string;
  readonly honorific?: string;
  readonly title?: string;
  readonly shortTitle?: string;
  /** Directory record it was taken from, for pages that gather; never for what is printed. */
  readonly speakerId?: string;
}

/** The title that held on a day, the newest first where several did. */
export function titleOn(speaker: Speaker, day: string): DatedTitle | undefined {
  return speaker.titles
    .filter((title) => (title.from ?? '') <= day && day <= (title.to ?? '9999-12-31'))
    .sort((a, b) => (b.from ?? '').localeCompare(a.from ?? ''))[0];
}

/** `Giám đốc Sở X Nguyễn Văn A`, or what there is of it. */
export const printMention = (mention: Mention): string =>
  [mention.shortTitle ?? mention.title, mention.name].filter(Boolean).join(' ');
