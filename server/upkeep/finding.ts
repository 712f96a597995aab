/** Something that was found in a data folder. */
export interface Finding {
  /**
   * `note`: as it may be. `todo`: nothing is lost, somebody should look. `damage`: bytes are not what was written, or
   * are gone.
   */
  readonly level: 'note' | 'todo' | 'damage';
  /** One sentence. */
  readonly what: string;
  readonly file?: string;
  /** Byte in the file at which the damage begins. */
  readonly offset?: number;
  /** Records that the damage concerns: first and last seq; no last where it goes on to the end. */
  readonly seqs?: readonly [number, number | null];
  /** What to do about it, a sentence or more. */
  readonly next?: string;
}

/** Exit code of a command that found these: 0 whole, 1 something to do, 65 damaged. */
export function exitCodeOf(findings: readonly Finding[]): 0 | 1 | 65 {
  if (findings.some(({ level }) => level === 'damage')) return 65;
  return findings.some(({ level }) => level === 'todo') ? 1 : 0;
}

/** What to do about a file that is not what was written, or is gone. */
export const RESTORE = 'Put it back from the newest backup while no server runs.';
