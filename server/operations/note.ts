import type { StoreHealth } from '#domain/ports.ts';

/**
 * What whoever runs the server must know besides faults. Figures, and paths and addresses of this machine: never
 * somebody's words, name, login or token.
 */
export type Note =
  | {
      readonly note: 'started';
      readonly version: string;
      readonly node: string;
      readonly url: string;
      readonly dataDir: string;
      readonly contentDir: string;
      readonly coverages: number;
      readonly changes: number;
      readonly seconds: number;
      /** Longer than anybody waits without wondering. */
      readonly slow?: true;
    }
  | {
      readonly note: 'stopping';
      /** The signal, or what else. */
      readonly why: string;
      readonly readers: number;
      readonly staff: number;
      readonly commands: number;
      readonly requests: number;
    }
  | { readonly note: 'stopped'; readonly code: number; readonly seconds: number; readonly unanswered: number }
  | { readonly note: 'torn-tail-repaired' | 'snapshot-unusable'; readonly detail: string }
  | {
      readonly note: 'disk-full' | 'disk-failed' | 'disk-low' | 'disk-has-space';
      readonly freeBytes: StoreHealth['freeBytes'];
      readonly totalBytes: StoreHealth['totalBytes'];
    }
  /** Sign-ins that were made to wait since the last note of it. */
  | { readonly note: 'sign-in-flood'; readonly refused: number };

/** Writes a note down. */
export type TakeNote = (note: Note) => void;
