import { importEn } from '#i18n/import-en.ts';
import type { ImportWords } from '#i18n/import-vi.ts';
import { importVi } from '#i18n/import-vi.ts';
import type { Doubt } from '#import/doubt.ts';
import type { ImportFault } from '#import/fault.ts';

type Language = 'vi' | 'en';

const wordsIn = (language: Language): ImportWords => (language === 'en' ? importEn : importVi);

/** What the importer would rather have asked, without its line and its words. */
export const doubtSentence = ({ code, params }: Doubt, language: Language): string =>
  wordsIn(language).doubts[code](params);

/** `Dòng 3: …`: why a text cannot be taken in, and what to do. */
export const faultSentence = ({ line, code, params }: ImportFault, language: Language): string => {
  const words = wordsIn(language);
  return words.line(line, words.faults[code](params));
};
