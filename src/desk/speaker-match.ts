import { fold } from '#domain/fold.ts';
import type { Mention, Speaker } from '#domain/speaker.ts';
import { titleOn } from '#domain/speaker.ts';

/** A person who can be offered: those this coverage has heard come first, then the directory. */
export function peopleToOffer(
  heard: readonly Mention[],
  directory: readonly Speaker[],
  day: string,
): Mention[] {
  const known = directory.map((speaker): Mention => {
    const title = titleOn(speaker, day);
    return {
      name: speaker.name,
      ...(speaker.honorific && { honorific: speaker.honorific }),
      ...(title && { title: title.long, shortTitle: title.short }),
      speakerId: speaker.id,
    };
  });
  const people = new Map<string, Mention>();
  for (const person of [...heard, ...known]) {
    const key = fold(`${person.name ?? ''}|${person.name ? '' : (person.title ?? '')}`);
    if (!people.has(key)) people.set(key, person);
  }
  return [...people.values()];
}

/**
 * People whose name or title answers to what was typed: every typed word begins a word of theirs, or the letters are
 * the initials of the name (`vdt`). Names that begin so come first, then other names, then titles.
 */
export function matchPeople(typed: string, people: readonly Mention[], most = 6): Mention[] {
  const query = fold(typed);
  if (query === '') return people.slice(0, most);
  const ranked = people.flatMap((person, index) => {
    const rank = rankOf(query, person);
    return rank === null ? [] : [{ person, rank, index }];
  });
  return ranked
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .slice(0, most)
    .map(({ person }) => person);
}

function rankOf(query: string, person: Mention): number | null {
  const name = fold(person.name ?? '');
  const titles = fold(`${person.title ?? ''} ${person.shortTitle ?? ''}`);
  if (name.startsWith(query)) return 0;
  const names = name.split(' ');
  const words = query.split(' ');
  const begins = (within: readonly string[]): boolean =>
    words.every((word) => within.some((other) => other.startsWith(word)));
  if (begins(names)) return 1;
  if (names.length > 1 && names.map((word) => word[0] ?? '').join('') === query) return 2;
  return begins([...names, ...titles.split(' ')]) ? 3 : null;
}
