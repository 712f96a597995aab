import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { OfficialDocument } from '#domain/document.ts';
import type { Documents } from '#domain/ports.ts';
import { refuse } from '#domain/refusal.ts';
import { faultOf, officialDocument } from './document-schema.ts';
import { makeDurableFolder } from './durable-folder.ts';

/** A paper that lies on the shelf but cannot be read. */
export interface DamagedDocument {
  readonly file: string;
  /** Which field, and what is wrong with it. */
  readonly reason: string;
}

export interface DocumentShelf extends Documents {
  /** Left out of the list; a person has to look at them. */
  readonly damaged: readonly DamagedDocument[];
}

const DOCUMENT = 'document.json';
const SOURCE = 'source.txt';

/**
 * The shelf of official papers: one folder each, with the paper as data and its source text beside it. Read once; an
 * editor who changes a file by hand restarts.
 * @param deps.folder `documents` in the folder of what is finished; it may be absent
 * @param deps.report hears why the disk refused; whoever asked is told `storage-failed`
 */
export async function openDocumentShelf(deps: {
  readonly folder: string;
  readonly report: (fault: unknown) => void;
}): Promise<DocumentShelf> {
  const { folder } = deps;
  const shelf = new Map<string, OfficialDocument>();
  const damaged: DamagedDocument[] = [];
  for (const slug of await slugsIn(folder)) {
    const file = join(folder, slug, DOCUMENT);
    const found = await read(file, slug);
    if ('reason' in found) damaged.push({ file, reason: found.reason });
    else shelf.set(slug, found);
  }

  return {
    damaged,
    list: () => [...shelf.values()].sort((a, b) => b.publishedAt.localeCompare(a.publishedAt)),
    find: (slug) => shelf.get(slug),
    async keep(given, source) {
      const checked = officialDocument.safeParse(given);
      if (!checked.success) return refuse('invalid', { field: faultOf(checked.error).field });
      const document = checked.data;
      if (shelf.has(document.slug)) return refuse('slug-taken', { field: 'slug' });
      const files = { [DOCUMENT]: `${JSON.stringify(document, null, 2)}\n`, [SOURCE]: source };
      try {
        if (!(await makeDurableFolder(folder, document.slug, files)))
          return refuse('slug-taken', { field: 'slug' });
      } catch (fault) {
        deps.report(fault);
        return refuse('storage-failed');
      }
      shelf.set(document.slug, document);
      return { ok: true };
    },
  };
}

async function slugsIn(folder: string): Promise<string[]> {
  try {
    const inside = await readdir(folder, { withFileTypes: true });
    // A name with a dot in front is a paper that was being written when the power went.
    return inside
      .filter((one) => one.isDirectory() && !one.name.startsWith('.'))
      .map(({ name }) => name)
      .sort();
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return [];
    throw fault;
  }
}

async function read(file: string, slug: string): Promise<OfficialDocument | { readonly reason: string }> {
  try {
    const document = officialDocument.parse(JSON.parse(await readFile(file, 'utf8')));
    return document.slug === slug
      ? document
      : { reason: `slug: "${document.slug}" lies in the folder "${slug}"` };
  } catch (fault) {
    if (fault instanceof z.ZodError) return { reason: faultOf(fault).reason };
    return { reason: fault instanceof Error ? fault.message : String(fault) };
  }
}
