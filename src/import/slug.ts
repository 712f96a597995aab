import slugify from '@sindresorhus/slugify';

/** Room for a suffix that makes it unique: addresses end at 120 characters. */
const MOST_CHARACTERS = 100;

/** The part of an address that a title proposes: `[a-z0-9-]`, at most 100 characters, cut at a word. */
export function slugOf(title: string): string {
  const slug = slugify(title, { decamelize: false });
  if (slug.length <= MOST_CHARACTERS) return slug;
  const cut = slug.slice(0, MOST_CHARACTERS + 1);
  return cut.slice(0, cut.lastIndexOf('-') > 0 ? cut.lastIndexOf('-') : MOST_CHARACTERS);
}

/** {@link slugOf}, with `-2`, `-3` … behind it until nobody has it. */
export function freeSlug(title: string, isTaken: (slug: string) => boolean): string {
  const slug = slugOf(title) || 'khong-ten';
  let free = slug;
  for (let count = 2; isTaken(free); count += 1) free = `${slug}-${count}`;
  return free;
}
