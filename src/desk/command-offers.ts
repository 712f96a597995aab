import { fold } from '#domain/fold.ts';
import type { Offer } from './text-offers.ts';

/** Something the composer can be told in the text itself. */
export interface TextCommand {
  /** Without tone marks, as it is typed behind `/`. */
  readonly name: string;
  readonly label: string;
  readonly act: () => void;
}

/** Commands whose name or label answers to what was typed; what was typed goes. None of them publishes. */
export const commandOffers = (typed: string, commands: readonly TextCommand[]): Offer[] =>
  commands
    .filter((command) => answers(command, fold(typed)))
    .map(({ name, label, act }) => ({
      id: name,
      label,
      detail: `/${name}`,
      take(editor, range) {
        editor.chain().focus().deleteRange(range).run();
        act();
      },
    }));

/** From the begin of any word on, without spaces: a space ends a command. */
function answers({ name, label }: TextCommand, typed: string): boolean {
  const words = fold(label).split(' ');
  return name.startsWith(typed) || words.some((_, index) => words.slice(index).join('').startsWith(typed));
}
