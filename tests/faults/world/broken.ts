/** An invariant that does not hold, in words for a person. */
export class Broken extends Error {
  override readonly name = 'Broken';
}

export function demand(holds: boolean, invariant: string, what: () => string): void {
  if (!holds) throw new Broken(`[${invariant}] ${what()}`);
}
