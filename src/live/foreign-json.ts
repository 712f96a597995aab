/** What JSON says that may be anybody's. Apart from the answers themselves: readers fetch no more than they need. */
export type Fields = Readonly<Record<string, unknown>>;

export const isObject = (said: unknown): said is Fields =>
  typeof said === 'object' && said !== null && !Array.isArray(said);

export const isSeq = (said: unknown): said is number => Number.isSafeInteger(said) && Number(said) >= 1;
