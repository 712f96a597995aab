/** What the templates say in the language of the page; `i18n` has these words and more. */
export interface RenderWords {
  readonly agenda: string;
  readonly agendaState: { readonly past: string; readonly now: string; readonly next: string };
  readonly aside: string;
  readonly pinned: string;
  readonly key: string;
  readonly toEntry: string;
  readonly share: string;
  readonly shareEntry: (headline: string) => string;
  readonly corrected: (hour: string) => string;
  /** Around the words that a correction changed. */
  readonly changed: { readonly show: string; readonly was: string; readonly is: string };
  readonly withdrawn: (hour: string) => string;
  readonly credit: string;
  readonly captionOnly: string;
  readonly photoOnDemand?: string;
}

/** What every template of a coverage needs besides the coverage. */
export interface RenderOptions {
  readonly words: RenderWords;
  /** The entry's own address, in the language of the page. */
  readonly permalink: (entryId: string) => string;
  /** The language of {@link words}, where it is not the coverage's own: their elements are marked with it. */
  readonly wordsLanguage?: 'vi' | 'en';
  /** Id of the entry that the page was opened for: its heading takes the focus. */
  readonly focus?: string;
}
