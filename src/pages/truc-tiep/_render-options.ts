import type { CoverageAbout } from '#domain/coverage.ts';
import type { Language } from '#i18n/path.ts';
import { entryPath, pathIn } from '#i18n/path.ts';
import { readerWords } from '#i18n/words.ts';
import type { RenderOptions } from '#render/words.ts';

/** What the templates need for a coverage on a page in this language. */
export const renderOptions = (
  { about }: { readonly about: Pick<CoverageAbout, 'slug' | 'language'> },
  language: Language,
  saves: boolean,
): RenderOptions => ({
  words: {
    ...readerWords(language),
    ...(saves && { photoOnDemand: readerWords(language).seePhoto }),
  },
  permalink: (entryId) => pathIn(language, entryPath(about.slug, entryId)),
  ...(language !== about.language && { wordsLanguage: language }),
});

/** The reader's device asks for little: no photo comes unasked. */
export const savesData = (request: Request): boolean => request.headers.get('save-data') === 'on';
