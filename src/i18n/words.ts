import type { Language } from './path.ts';
import { readerEn } from './reader-en.ts';
import type { ReaderWords } from './reader-vi.ts';
import { readerVi } from './reader-vi.ts';

export type { ReaderWords } from './reader-vi.ts';

/** What the reader's pages say in a language. Coverage text is never translated. */
export const readerWords = (language: Language): ReaderWords => (language === 'vi' ? readerVi : readerEn);
