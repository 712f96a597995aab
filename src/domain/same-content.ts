import type { EntryContent } from './entry.ts';

/** For `JSON.stringify`: the same fields give the same text, in whatever order they were put together. */
export const inOneOrder = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

export const isSameContent = (one: EntryContent, other: EntryContent): boolean =>
  JSON.stringify(one, inOneOrder) === JSON.stringify(other, inOneOrder);
