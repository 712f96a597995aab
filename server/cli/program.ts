import { ConfigError } from '../config.ts';
import { reportFault } from '../fault-log.ts';

/** A sentence for whoever started the program, in place of a stack. Ends it with `exitCode`. */
export class Complaint extends Error {
  override readonly name = 'Complaint';
  readonly exitCode: number;
  /** @param exitCode 64 for a command that was written wrong, 65 for damaged data, 69 for a folder in use, 70 for a disk that failed, 1 else */
  constructor(sentence: string, exitCode: 1 | 64 | 65 | 69 | 70 = 1) {
    super(sentence);
    this.exitCode = exitCode;
  }
}

export const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/**
 * Runs a program of the command line to its end.
 * @param main gets the words behind the program's name
 */
export function runProgram(main: (words: readonly string[]) => Promise<void>): void {
  main(process.argv.slice(2)).catch((fault: unknown) => {
    if (fault instanceof Complaint) {
      process.stderr.write(`${fault.message}\n`);
      process.exit(fault.exitCode);
    }
    if (fault instanceof ConfigError) {
      process.stderr.write(`${fault.message}\n`);
      process.exit(64);
    }
    reportFault(fault);
    process.exit(1);
  });
}
