import { v7 } from 'uuid';
import { expect } from 'vitest';
import type { CommandBody } from '#domain/command.ts';
import type { CoverageAbout } from '#domain/coverage.ts';
import type { OfficialDocument } from '#domain/document.ts';
import type { EntryContent } from '#domain/entry.ts';
import type { Archive } from '#domain/ports.ts';
import type { SearchAsk, SearchHit } from '#domain/search.ts';
import { printHour } from '#render/time.ts';
import { createNewsroom } from '#server/newsroom/newsroom.ts';
import { createSearch } from '#server/search/search.ts';
import { createMemoryLogStore } from '#server/storage/memory-log-store.ts';
import { aCommand, anAbout, anItem, aPost, aText, at } from '../cast/a-coverage.ts';
import { RUTH } from '../cast/cast.ts';

/** A real newsroom without a disk, and the search that follows it. */
export async function aSearchedNewsroom({ archives = [] as Archive[] } = {}) {
  const faults: unknown[] = [];
  const report = (fault: unknown): void => void faults.push(fault);
  const newsroom = await createNewsroom({
    store: createMemoryLogStore({ newEpoch: () => 'epoch-1' }),
    now: () => at('12h00'),
    slugOwner: () => undefined,
    hasImage: () => true,
    onBroken: () => undefined,
    report,
  });
  const papers: OfficialDocument[] = [];
  const followed = () =>
    createSearch({
      newsroom,
      archives: {
        list: () =>
          archives.map(({ coverage, manifest }) => ({
            id: manifest.coverageId,
            slug: manifest.slug,
            title: manifest.title,
            status: 'archived',
            day: coverage.about.date.iso,
            entryCount: coverage.entries.size,
          })),
        find: (slug) => archives.find(({ manifest }) => manifest.slug === slug),
      },
      documents: {
        list: () => papers,
        find: (slug) => papers.find((paper) => paper.slug === slug),
        keep: () => Promise.reject(new Error('not here')),
      },
      print: printHour,
      report,
    });
  let search = followed();

  const ask = async (coverageId: string, body: CommandBody): Promise<void> => {
    expect(await newsroom.submit(aCommand(coverageId, body), RUTH)).toMatchObject({ ok: true });
  };
  return {
    faults,
    papers,
    ask,
    /** Another search over the same newsroom, as after a restart. */
    restart(): void {
      search = followed();
    },
    async cover(about: Partial<CoverageAbout> = {}, open = true) {
      const coverageId = v7();
      const item = anItem('8h15', 'Thảo luận');
      await ask(coverageId, { kind: 'create-coverage', about: anAbout(about), agenda: [item] });
      if (open) await ask(coverageId, { kind: 'open-coverage' });
      return {
        coverageId,
        item,
        async post(content: string | EntryContent, hour = '8h20'): Promise<string> {
          const {
            id: _,
            coverageId: __,
            ...post
          } = aPost(coverageId, '', {
            content: typeof content === 'string' ? aText(content) : content,
            itemId: item.id,
            at: at(hour),
          });
          await ask(coverageId, post);
          return post.entryId;
        },
      };
    },
    find: (words: string, more: Partial<SearchAsk> = {}) =>
      search.find({ words, from: 0, count: 20, ...more }),
    atVenue: (slug: string, from = 0, count = 20) => search.atVenue(slug, { from, count }),
    bySpeaker: (slug: string, from = 0, count = 20) => search.bySpeaker(slug, { from, count }),
  };
}

export const excerptOf = ({ excerpt }: SearchHit): string => excerpt.map(({ text }) => text).join('');
export const titleOf = ({ title }: SearchHit): string => title.map(({ text }) => text).join('');
export const marksOf = ({ title, excerpt }: SearchHit): string[] =>
  [...title, ...excerpt].flatMap(({ text, marked }) => (marked ? [text] : []));
