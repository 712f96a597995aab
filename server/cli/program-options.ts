import type { ParseArgsConfig } from 'node:util';
import { parseArgs } from 'node:util';
import { Complaint } from './program.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/**
 * Reads the words of a command.
 * @throws {Complaint} for a word nobody knows, with the way to the help
 */
export function readOptions<O extends Options>(words: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
  } catch (fault) {
    // Node goes on with advice about quoting, which helps nobody who mistyped an option.
    const [why = ''] = (fault as Error).message.split(/\.\s|\.?\n|\.$/u);
    throw new Complaint(`${why}. --help tells what there is.`, 64);
  }
}

/**
 * @param least and `most` inclusive
 * @throws {Complaint} for anything but a number between them
 */
export function numberOption(name: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (text.trim() !== '' && number >= least && number <= most) return number;
  throw new Complaint(`--${name} takes a number from ${least} to ${most}, not “${text}”.`, 64);
}
