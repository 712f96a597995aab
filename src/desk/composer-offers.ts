import { fold } from '#domain/fold.ts';
import type { Mention } from '#domain/speaker.ts';
import type { DeskWords } from '#i18n/desk-vi.ts';
import { commandOffers } from './command-offers.ts';
import { venueCaption } from './draft.ts';
import { personOffers } from './person-offers.ts';
import type { SentenceTemplate } from './sentence-templates.ts';
import type { OffersAt } from './text-editor.ts';

interface ComposerCommands {
  readonly words: DeskWords;
  readonly people: () => readonly Mention[];
  readonly venues: () => readonly string[];
  readonly named: (person: Mention) => void;
  readonly choosePhoto: () => void;
  readonly toggleKey: () => void;
  readonly schedule: () => void;
  readonly writeSentence: (sentence: SentenceTemplate) => void;
  readonly setVenue: (venue: string) => void;
}

const typeable = (text: string): string => fold(text).replaceAll(' ', '');

/** What the composer offers in its text: people behind `@`, commands behind `/`. */
export const composerOffers = (to: ComposerCommands): readonly OffersAt[] => [
  {
    sign: '@',
    label: to.words.editor.people,
    find: (typed) => personOffers(typed, to.people(), to.words.editor.forms, to.named),
  },
  {
    sign: '/',
    label: to.words.editor.commands,
    find: (typed) =>
      commandOffers(typed, [
        { name: 'anh', label: to.words.composer.photo, act: to.choosePhoto },
        { name: 'moc', label: to.words.stream.filters.key, act: to.toggleKey },
        { name: 'hen', label: to.words.editor.schedule, act: to.schedule },
        ...to.words.editor.sentences.map((sentence) => ({
          name: typeable(sentence.name),
          label: sentence.name,
          act: () => to.writeSentence(sentence),
        })),
        ...to.venues().map((venue) => ({
          name: typeable(venue),
          label: venueCaption(venue),
          act: () => to.setVenue(venue),
        })),
      ]),
  },
];
