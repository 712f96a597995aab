import { byHour } from '#domain/entry.ts';
import type { Archives, Documents, Newsroom } from '#domain/ports.ts';
import type { PrintHour } from '#domain/public-view.ts';
import type { Gathered, Portion, Search } from '#domain/search.ts';
import { createBacklog } from './backlog.ts';
import { rankOf } from './best-first.ts';
import type { Findable } from './findable.ts';
import { coverageKey, entryKey, findable, paperKey } from './findable.ts';
import { hitOf } from './hit.ts';
import { partsOf } from './papers.ts';
import type { Places } from './places.ts';
import { createPlaces, personsOf, venuesOf } from './places.ts';
import { createReading } from './readable.ts';
import { wordsIn } from './vietnamese.ts';
import { createWordIndex } from './word-index.ts';

/** More words narrow nothing down and only cost. */
const MOST_WORDS = 12;
/** So many of what the index thinks likeliest are looked at closely and put in order; the rest follow as they come. */
const LOOKED_AT = 200;
/** Of a turn of the event loop, so that a search holds up nobody else. */
const AT_ONCE = 20;

/**
 * Follows the newsroom and keeps an index of what readers can read. The index has ids only: what is shown is looked up
 * when it is asked for, so that nothing that was withdrawn meanwhile can come out of it.
 * @param deps.print prints the hour of a UTC instant
 */
export function createSearch(deps: {
  readonly newsroom: Pick<Newsroom, 'summaries' | 'coverage' | 'coverageById' | 'follow'>;
  readonly archives: Archives;
  readonly documents: Documents;
  readonly print: PrintHour;
  readonly report: (fault: unknown) => void;
}): Search {
  const { newsroom, documents } = deps;
  const reading = createReading(newsroom, deps.archives);
  const index = createWordIndex();
  const venues = createPlaces();
  const persons = createPlaces();
  const papers = new Set<string>();
  const lookUp = (id: string, print: PrintHour = unprinted): Findable | null =>
    findable(id, reading, documents, print);

  const backlog = createBacklog((id) => {
    const found = lookUp(id);
    index.put(id, found && { speaker: found.speaker, headline: found.headline, text: found.text });
    const content = found?.readable?.entry.content;
    venues.put(id, content ? venuesOf(content) : []);
    persons.put(id, content ? personsOf(content) : []);
  }, deps.report);

  for (const [coverageId, entryIds] of reading.all()) {
    backlog.add(coverageKey(coverageId));
    for (const entryId of entryIds) backlog.add(entryKey(coverageId, entryId));
  }
  newsroom.follow(({ coverage, records }) => {
    for (const { change } of records)
      if ('entry' in change) backlog.add(entryKey(coverage.id, change.entry.id));
      else backlog.add(coverageKey(coverage.id));
  });

  /** Resolves when all that was answered before is in the index. */
  async function ready(): Promise<void> {
    // Followers are told one turn after the answer; papers come seldom and tell nobody.
    await new Promise(setImmediate);
    for (const paper of documents.list()) {
      if (papers.has(paper.slug)) continue;
      papers.add(paper.slug);
      for (const { anchor } of partsOf(paper)) backlog.add(paperKey(paper.slug, anchor));
    }
    await backlog.emptied();
  }

  async function gather(places: Places, slug: string, { from, count }: Portion): Promise<Gathered | null> {
    await ready();
    const all = places
      .ids(slug)
      .flatMap((id) => {
        const found = lookUp(id)?.readable;
        return found ? [{ id, ...found }] : [];
      })
      .sort(
        (a, b) =>
          compare(b.coverage.day, a.coverage.day) ||
          compare(a.coverage.id, b.coverage.id) ||
          byHour(a.entry, b.entry),
      );
    if (all.length === 0) return null;
    const entries = all.slice(from, from + count).flatMap(({ id }) => lookUp(id, deps.print)?.readable ?? []);
    return { name: places.name(slug) ?? slug, total: all.length, entries };
  }

  return {
    async find({ words, slug, from, count }) {
      const asked = wordsIn(words).slice(0, MOST_WORDS);
      const within = slug === undefined ? undefined : reading.idOfSlug(slug);
      if (asked.length === 0 || (slug !== undefined && within === undefined)) return { total: 0, hits: [] };
      await ready();
      const prefix = within === undefined ? '' : entryKey(within, '');
      const ids = index.query(asked.map(({ folded }) => folded).join(' '), (id) => id.startsWith(prefix));
      const close: { id: string; rank: number }[] = [];
      for (const [n, id] of ids.slice(0, LOOKED_AT).entries()) {
        if (n % AT_ONCE === 0) await new Promise(setImmediate);
        const found = lookUp(id);
        if (found) close.push({ id, rank: rankOf(found, asked) });
      }
      const inOrder = [...close.sort((a, b) => b.rank - a.rank).map(({ id }) => id), ...ids.slice(LOOKED_AT)];
      const hits = inOrder.slice(from, from + count).flatMap((id) => {
        const found = lookUp(id, deps.print);
        return found ? [hitOf(found, asked)] : [];
      });
      return { total: inOrder.length, hits };
    },
    atVenue: (slug, portion) => gather(venues, slug, portion),
    bySpeaker: (slug, portion) => gather(persons, slug, portion),
  };
}

const unprinted = (): string => '';

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
