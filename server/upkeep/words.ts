import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogRecord } from '#domain/change.ts';
import { filesUnder } from './files-under.ts';

/** So many characters are nobody else's by chance; shorter ones, such as a name, may well be. */
const TELLING = 20;

/** The texts of an entry, all its revisions, that can be searched for. The longest one when all are short. */
export function wordsOf(records: readonly LogRecord[]): string[] {
  const texts = new Set<string>();
  for (const { change } of records) {
    if (!('entry' in change)) continue;
    const { content, corrections, withdrawn } = change.entry;
    collect(content, texts);
    for (const { note, changedWords } of corrections) {
      texts.add(note);
      collect(changedWords, texts);
    }
    if (withdrawn) texts.add(withdrawn.reason);
  }
  const byLength = [...texts].filter((text) => text !== '').sort((a, b) => b.length - a.length);
  const telling = byLength.filter((text) => text.length >= TELLING);
  return telling.length > 0 ? telling : byLength.slice(0, 1);
}

/** Names of fields and kinds are ours; ids of pictures are searched for as files. */
function collect(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') into.add(value);
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) if (!OURS.has(key)) collect(inner, into);
}

const OURS = new Set(['kind', 'type', 'id', 'link']);

/** Where words still stand. */
export interface Place {
  readonly file: string;
  readonly offset: number;
  /** The entry of a journal or an archive whose record this is; null for every other place. */
  readonly entryId: string | null;
}

/** Looks for words in every byte of every file of some folders, as they are and as JSON writes them. */
export async function placesOf(words: readonly string[], folders: readonly string[]): Promise<Place[]> {
  const forms = new Set(words.flatMap((word) => [word, JSON.stringify(word).slice(1, -1)]));
  const wanted = [...forms].map((form) => Buffer.from(form));
  const places: Place[] = [];
  for (const folder of folders)
    for (const path of await filesUnder(folder)) {
      const file = join(folder, path);
      const bytes = await readFile(file);
      for (const form of wanted) {
        const offset = bytes.indexOf(form);
        if (offset >= 0) places.push({ file, offset, entryId: entryAt(bytes, offset) });
      }
    }
  return places;
}

/** Each record of a log is a line of JSON. */
function entryAt(bytes: Buffer, offset: number): string | null {
  const end = bytes.indexOf(10, offset);
  const line = bytes.toString('utf8', bytes.lastIndexOf(10, offset) + 1, end < 0 ? bytes.length : end);
  try {
    return JSON.parse(line).change?.entry?.id ?? null;
  } catch {
    return null;
  }
}
