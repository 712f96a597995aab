import { line } from './draft.ts';

/** What an editor says about a coverage, new or known; everything as typed. */
export interface AboutForm {
  readonly title: string;
  readonly slug: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly language: 'vi' | 'en';
  readonly lede: string;
  readonly organizer: string;
  /** One a line, the main hall first. */
  readonly venues: string;
  /** One name a line. */
  readonly byline: string;
}

export function readAboutForm(form: FormData): AboutForm {
  const one = (name: string): string => textOf(form.get(name));
  return {
    title: line(one('title')),
    slug: one('slug').trim(),
    date: one('date'),
    language: one('language') === 'en' ? 'en' : 'vi',
    lede: one('lede').trim(),
    organizer: line(one('organizer')),
    venues: one('venues'),
    byline: one('byline'),
  };
}

/** A field as clean text with plain line ends; a file, or nothing, is empty. */
export const textOf = (value: FormDataEntryValue | null): string =>
  typeof value === 'string' ? value.normalize('NFC').replace(/\r\n?/gu, '\n') : '';

/** Each line once, cleaned, without the empty ones. */
export const linesOf = (text: string): string[] => [
  ...new Set(
    text
      .split('\n')
      .map(line)
      .filter((one) => one !== ''),
  ),
];
