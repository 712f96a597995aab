import type { Mention } from '#domain/speaker.ts';
import { printMention } from '#domain/speaker.ts';
import { matchPeople } from './speaker-match.ts';
import type { Offer } from './text-offers.ts';

/** The forms in which a text names a person, by what they are called at the desk. */
export interface PersonForms {
  readonly full: string;
  readonly caption: string;
  readonly short: string;
}

const MOST_PEOPLE = 4;

/**
 * People that answer to what was typed behind `@`, each in up to three printed forms.
 * @param people with the titles that hold on the coverage's day
 * @param taken hears who was taken
 */
export const personOffers = (
  typed: string,
  people: readonly Mention[],
  forms: PersonForms,
  taken: (person: Mention) => void,
): Offer[] =>
  matchPeople(typed, people, MOST_PEOPLE).flatMap((person, index) => {
    const group = { id: index, name: person.name ?? '', detail: person.shortTitle ?? person.title ?? '' };
    const texts = new Set<string>();
    return Object.entries(printedForms(person)).flatMap(([form, text]): Offer[] => {
      if (!text || texts.has(text)) return [];
      texts.add(text);
      return [
        {
          id: `${index}-${form}`,
          group,
          label: forms[form as keyof PersonForms],
          detail: text,
          take(editor, range) {
            const { parent, parentOffset } = editor.state.doc.resolve(range.from);
            const words = inSentence(text, person.honorific, parent.textBetween(0, parentOffset));
            editor
              .chain()
              .focus()
              .insertContentAt(range, [{ type: 'text', text: `${words} ` }])
              .run();
            taken(person);
          },
        },
      ];
    });
  });

/** An honorific has its capital where a sentence begins: `Đồng chí A`, but `ý kiến của đồng chí A`. */
export function inSentence(words: string, honorific: string | undefined, before: string): string {
  const begins = before.trim() === '' || /[.!?:…–-]["”]?\s*$/u.test(before);
  if (begins || !honorific || !words.startsWith(honorific)) return words;
  return words.charAt(0).toLocaleLowerCase('vi') + words.slice(1);
}

/** `Đồng chí A, Giám đốc Sở …` at the first mention, `Giám đốc Sở A` under photos, `Đồng chí A` from then on. */
export function printedForms(person: Mention): Record<keyof PersonForms, string> {
  const short = [person.name && person.honorific, person.name].filter(Boolean).join(' ');
  const title = person.title ?? person.shortTitle;
  return {
    full: [short, title].filter(Boolean).join(', '),
    caption: printMention(person),
    short,
  };
}
