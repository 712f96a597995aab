/** What a story tells about itself while it happens. */
export interface Told {
  say(line: () => string): void;
  count(what: string, by?: number): void;
}

interface Tally extends Told {
  readonly counted: Readonly<Record<string, number>>;
}

/** @param hear gets every line, for a person who wants to know what happened; absent where only counts matter */
export function createTally(hear?: (line: string) => void): Tally {
  const counted: Record<string, number> = {};
  return {
    counted,
    say: (line) => hear?.(line()),
    count(what, by = 1) {
      counted[what] = (counted[what] ?? 0) + by;
    },
  };
}
