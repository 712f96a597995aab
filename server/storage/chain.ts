import { hash } from 'node:crypto';

/** The `prev` of the first record: there is none before it. */
export const NO_RECORD = '0'.repeat(64);

const sha256 = (text: string): string => hash('sha256', text, 'hex');

/** Who asked for a change and by which command, as a hash: it can be shown to anybody and tells nobody's name. */
export const whoHash = (by: string, commandId: string, digest: string): string =>
  sha256(`${by} ${commandId} ${digest}`);

/**
 * A change's words, as a hash.
 * @param salt 32 hexadecimal digits that are thrown away with the words, so that nobody can try out what they were
 * @param text the change's JSON exactly as it is stored
 */
export const bodyHash = (salt: string, text: string): string => sha256(salt + text);

/** What one record binds: everything before it, its place, its time, who asked, and its words by their hash only. */
export interface Link {
  /** Hash of the record before, {@link NO_RECORD} for the first. */
  readonly prev: string;
  readonly v: number;
  readonly seq: number;
  readonly at: string;
  readonly who: string;
  readonly body: string;
}

/**
 * Hash of a record. It goes over the hash of the words, not over the words, so that the chain still holds when words
 * were removed by order of law (rule 7).
 */
export const linkHash = ({ prev, v, seq, at, who, body }: Link): string =>
  sha256(`${prev} ${v} ${seq} ${at} ${who} ${body}`);
