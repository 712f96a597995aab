import { randomUUID } from 'node:crypto';
import { writeLine } from './logbook.ts';

/**
 * Logs what nobody asked for, once, as a line of JSON on standard error.
 * @returns the id under which it stands there; a person who met the fault is told it
 */
export function reportFault(fault: unknown): string {
  const id = randomUUID().slice(0, 8);
  const error = fault instanceof Error ? fault : new Error(String(fault));
  const cause = error.cause instanceof Error ? { cause: error.cause.message } : {};
  writeLine({ fault: id, name: error.name, message: error.message, ...cause, stack: error.stack });
  return id;
}
