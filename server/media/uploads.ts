import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FileConfigstore, FileStore } from '@tus/file-store';
import type { Image } from '#domain/block.ts';
import type { Media } from '#domain/ports.ts';
import type { Refusal } from '#domain/refusal.ts';
import { refuse } from '#domain/refusal.ts';

/** Photos that arrive in pieces: what is there of each outlives a cut line and a restart. */
export interface Uploads {
  readonly store: FileStore;
  /** @returns null for what is not here, or was begun by somebody else */
  find(id: string, staffId: string): Promise<Upload | null>;
  /**
   * What became of a photo of which every byte is here. Asked again it answers the same, and works only once.
   * @returns `not-found` while bytes are missing
   */
  answer(id: string): Promise<Image | Refusal>;
  /** Takes away what was left lying for a day. */
  clean(): Promise<void>;
}

export interface Upload {
  readonly bytes: number;
  /** Its photo is made, or refused for good. */
  readonly isAnswered: boolean;
}

export const KEPT_FOR_MS = 24 * 60 * 60 * 1_000;

/** What lies in the photo itself; any other refusal may pass. */
const FOR_GOOD = new Set(['photo-invalid', 'photo-too-large']);

/** @param deps.folder made when it is not there, for its owner's eyes only */
export async function openUploads(deps: {
  readonly folder: string;
  readonly keep: Media['keep'];
  readonly now: () => string;
  readonly report: (fault: unknown) => void;
}): Promise<Uploads> {
  const { folder, keep, now, report } = deps;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const notes = new FileConfigstore(folder);
  const store = new FileStore({
    directory: folder,
    configstore: notes,
    expirationPeriodInMilliseconds: KEPT_FOR_MS,
  });
  const going = new Map<string, Promise<Image | Refusal>>();

  async function work(id: string): Promise<Image | Refusal> {
    const note = await notes.get(id);
    const before = note?.metadata?.answer;
    if (!note || before) return before ? JSON.parse(before) : refuse('not-found');
    const file = join(folder, id);
    if ((await stat(file)).size !== note.size) return refuse('not-found');
    const answer = await keep(await readFile(file));
    if ('ok' in answer && !FOR_GOOD.has(answer.code)) return answer;
    note.metadata = { ...note.metadata, answer: JSON.stringify(answer) };
    await notes.set(id, note);
    await rm(file);
    return answer;
  }

  async function clean(): Promise<void> {
    const before = Date.parse(now()) - KEPT_FOR_MS;
    for (const name of await readdir(folder)) {
      const { mtimeMs } = await stat(join(folder, name)).catch(nothingThere);
      if (mtimeMs < before) await rm(join(folder, name), { force: true });
    }
  }

  await clean();
  return {
    store,
    async find(id, staffId) {
      const note = await notes.get(id);
      if (note?.size === undefined || note.metadata?.owner !== staffId) return null;
      return { bytes: note.size, isAnswered: Boolean(note.metadata.answer) };
    },
    answer(id) {
      const asked = going.get(id);
      if (asked) return asked;
      const answer = work(id)
        .catch((fault) => {
          report(fault);
          return refuse('storage-failed');
        })
        .finally(() => going.delete(id));
      going.set(id, answer);
      return answer;
    },
    clean,
  };
}

/** Taken away meanwhile. */
function nothingThere(fault: NodeJS.ErrnoException): { mtimeMs: number } {
  if (fault.code === 'ENOENT') return { mtimeMs: Number.POSITIVE_INFINITY };
  throw fault;
}
