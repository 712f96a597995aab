import type { Note } from './operations/note.ts';

/** One JSON object a line on standard error: pino would add eleven packages for a dozen lines a day. */
export function writeLine(fields: Readonly<Record<string, unknown>>): void {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), ...fields })}\n`);
}

/** Tells whoever runs the server. */
export const takeNote = (note: Note): void => writeLine({ ...note });
