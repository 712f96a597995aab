import type { CoverageAbout } from '#domain/coverage.ts';
import type { Language } from '#i18n/path.ts';
import { entryPath, pathIn } from '#i18n/path.ts';
import { readerWords } from '#i18n/words.ts';
import type { RenderOptions } from '#render/words.ts';

/** What the templates need for a coverage on a page in this language. */
export const renderOptions = (
  { about }: { readonly about: Pick<CoverageAbout, 'slug' | 'language'> },
  language: Language,
): RenderOptions => ({
  words: readerWords(language),
  permalink: (entryId) => pathIn(language, entryPath(about.slug, entryId)),
  ...(language !== about.language && { wordsLanguage: language }),
});
