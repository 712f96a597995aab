import type { Coverage } from '#domain/coverage.ts';
import type { Speaker } from '#domain/speaker.ts';
import { newsroomWords } from './newsroom-words.ts';
import { peopleToOffer } from './speaker-match.ts';

/**
 * Who may speak at a coverage, and how they are written.
 * @param directory as it was when the page was made
 */
export function createKnownPeople(coverage: Coverage, directory: readonly Speaker[]) {
  let speakers = $state.raw(directory);
  const offered = $derived.by(() => {
    const heard = [...coverage.entries.values()]
      .reverse()
      .flatMap(({ content, withdrawn }) => (content.speaker && !withdrawn ? [content.speaker] : []));
    return peopleToOffer(heard, speakers, coverage.about.date.iso);
  });
  const wordList = $derived(
    newsroomWords(
      speakers,
      coverage.about.venues.map(({ name }) => name),
    ),
  );
  return {
    /** Those who were heard first, then the directory, with the titles of the coverage's day. */
    get offered() {
      return offered;
    },
    /** For the proof-reader. */
    get wordList() {
      return wordList;
    },
    /** Somebody was just put into the directory, or got another title there. */
    add(speaker: Speaker): void {
      speakers = [...speakers.filter(({ id }) => id !== speaker.id), speaker];
    },
  };
}
