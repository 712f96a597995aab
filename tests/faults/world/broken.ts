/** An invariant that does not hold, in words for a person. */
export class Broken extends Error {
  override readonly name = 'Broken';
}

export function demand(holds: boolean, invariant: string, what: () => string): void {
  if (!holds) throw new Broken(`[${invariant}] ${what()}`);
}

/** For where nothing damages a log but what the product does to it: one that says it is damaged is a broken promise. */
export async function demandUndamaged<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (fault) {
    // By its name: nothing of the product is loaded before a fault is planted in it.
    demand(!(fault instanceof Error && fault.name === 'DamagedLog'), 'I10', () => String(fault));
    throw fault;
  }
}
