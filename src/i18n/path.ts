export const LANGUAGES = ['vi', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The address of a page in a language: English stands under `/en`. @param path begins with a slash, without `/en` */
export function pathIn(language: Language, path: string): string {
  if (language === 'vi') return path;
  return path === '/' ? '/en' : `/en${path}`;
}

export const coveragePath = (slug: string): string => `/truc-tiep/${slug}`;
export const entryPath = (slug: string, entryId: string): string => `/truc-tiep/${slug}/e/${entryId}`;
/** The same for pages of other sites, in a frame. */
export const embeddedPath = (slug: string): string => `/nhung/${slug}`;
export const embeddedEntryPath = (slug: string, entryId: string): string => `/nhung/${slug}/e/${entryId}`;
export const venuePath = (slug: string): string => `/diem-cau/${slug}`;
export const speakerPath = (slug: string): string => `/nguoi-phat-bieu/${slug}`;
export const documentPath = (slug: string): string => `/van-kien/${slug}`;
