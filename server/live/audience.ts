/** Milliseconds between two counts that are told. */
const EVERY = 10_000;

export interface Audience {
  /** Somebody came or went. */
  changed(coverageId: string): void;
  /** Tells what is due. */
  tick(): void;
}

interface AudienceDependencies {
  /** How many are reading just now. */
  readonly count: (coverageId: string) => number;
  readonly tell: (coverageId: string, readers: number) => void;
  /** Milliseconds. */
  readonly now: () => number;
}

/** How many are reading: told when it changed, at most every 10 s, and never to the last person. */
export function createAudience({ count, tell, now }: AudienceDependencies): Audience {
  const told = new Map<string, { readonly at: number; readonly readers: number }>();
  const due = new Set<string>();
  return {
    changed: (coverageId) => void due.add(coverageId),
    tick() {
      for (const coverageId of due) {
        const last = told.get(coverageId);
        if (last && now() - last.at < EVERY) continue;
        due.delete(coverageId);
        const readers = rounded(count(coverageId));
        if (readers === last?.readers) continue;
        told.set(coverageId, { at: now(), readers });
        tell(coverageId, readers);
      }
    },
  };
}

/** To two figures: 98, 120, 1300. */
function rounded(readers: number): number {
  const unit = 10 ** Math.max(0, String(readers).length - 2);
  return Math.round(readers / unit) * unit;
}
