import type { FindingWords } from './finding-vi.ts';
import { plural } from './live-en.ts';

/** The words of search, of venue and speaker pages, and of what leads there, English. */
export const findingEn: FindingWords = {
  find: {
    name: 'Search',
    intro: 'Search all coverages and documents, with or without Vietnamese accents.',
    label: 'What to search for',
    submit: 'Search',
    inside: 'Search this coverage',
    only: 'Only in:',
    everywhere: 'Search everywhere',
    title: (words) => `Search “${words}”`,
    results: (count) => plural(count, 'result', 'results'),
    nothing: (words) => `“${words}” is nowhere to be found. Try fewer words.`,
    coverage: 'Coverage',
    paper: 'Document',
    pages: 'Pages of results',
    previous: '‹ Previous',
    next: 'Next ›',
    page: (number, count) => `Page ${number} of ${count}`,
  },
  venueTitle: (name) => name,
  venueIntro: 'What was said and shown here in all coverages, newest first.',
  speakers: 'Speakers',
  speakerIntro: 'Statements and photos from all coverages, newest first.',
  moreOf: 'More of:',
  sameSeries: 'Of the same series',
  sameDay: 'On the same day',
};
