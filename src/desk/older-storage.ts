import type { IDBPDatabase } from 'idb';
import type { DeskSchema, KeptWords } from './device-database.ts';

const PREFIX = 'plenary:';
const KINDS = [`${PREFIX}desk:`, `${PREFIX}outbox:`];
/** A list then; now each of its items by itself. */
const LIST = ':outgoing';

/** Takes over what older versions of the desk kept in `localStorage`. What nobody can read stays where it is. */
export async function takeOverOlder(database: IDBPDatabase<DeskSchema>): Promise<void> {
  const found = olderItems();
  if (found.length === 0) return;
  const transaction = database.transaction('words', 'readwrite', { durability: 'strict' });
  const { store } = transaction;
  const putAll = found
    .flatMap(({ words }) => words)
    .map(async (kept) => {
      if ((await store.getKey(kept.name)) === undefined) await store.put(kept);
    });
  await Promise.all([...putAll, transaction.done]);
  for (const { key } of found) localStorage.removeItem(key);
}

function olderItems(): { readonly key: string; readonly words: readonly KeptWords[] }[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => KINDS.some((kind) => key.startsWith(kind)))
      .flatMap((key) => {
        const words = read(key.slice(PREFIX.length), localStorage.getItem(key) ?? '');
        return words ? [{ key, words }] : [];
      });
  } catch {
    // Forbidden: then nothing is there.
    return [];
  }
}

function read(name: string, text: string): KeptWords[] | null {
  try {
    const value: unknown = JSON.parse(text);
    if (!name.endsWith(LIST)) return [{ name, value }];
    return (value as readonly { readonly command: { readonly id: string } }[]).map((one, place) => ({
      name: `${name}:${one.command.id}`,
      value: { ...one, place },
    }));
  } catch {
    return null;
  }
}
