import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { expect } from 'vitest';
import type { Image } from '#domain/block.ts';
import type { CommandBody, Receipt } from '#domain/command.ts';
import type { EntryContent } from '#domain/entry.ts';
import type { Newsroom } from '#domain/ports.ts';
import type { Speaker } from '#domain/speaker.ts';
import { openArchiveShelf } from '#server/archive/archive-shelf.ts';
import { openDirectory } from '#server/directory/directory.ts';
import { openDurableJson } from '#server/durable/json-file.ts';
import { freezeArchived } from '#server/freeze-archived.ts';
import { createNewsroom } from '#server/newsroom/newsroom.ts';
import { openFileStore } from '#server/storage/open-file-store.ts';
import { aCommand, anAbout, aPost, aText } from '../cast/a-coverage.ts';
import { RUTH } from '../cast/cast.ts';
import { temporaryFolder } from '../storage/temporary-folder.ts';

/** A newsroom's folders, and the newsroom that works on them when it is asked to. */
export interface DataFolder {
  readonly dataDir: string;
  readonly contentDir: string;
  /** Opens them as a server does; commands are Ruth's. */
  open(): Promise<OpenNewsroom>;
  /** Opens, does something, and closes. */
  work<T>(task: (newsroom: OpenNewsroom) => Promise<T>): Promise<T>;
}

interface OpenNewsroom {
  readonly newsroom: Newsroom;
  readonly faults: unknown[];
  ask(coverageId: string, body: CommandBody): Promise<Receipt>;
  /** Makes a coverage and opens it. @returns its id */
  cover(slug: string): Promise<string>;
  /** @returns id of the entry */
  post(coverageId: string, content: string | EntryContent): Promise<string>;
  /** Lets go of the folders, once what is archived is frozen. */
  close(): Promise<void>;
}

/** Folders of this test's own. `more` are other data folders to be opened, such as restored ones. */
export function aDataFolder(dataDir = join(temporaryFolder(), 'data'), content?: string): DataFolder {
  const contentDir = content ?? join(temporaryFolder(), 'content');
  const folder: DataFolder = {
    dataDir,
    contentDir,
    open: () => open(dataDir, contentDir),
    async work(task) {
      const opened = await open(dataDir, contentDir);
      try {
        return await task(opened);
      } finally {
        await opened.close();
      }
    },
  };
  return folder;
}

async function open(dataDir: string, contentDir: string): Promise<OpenNewsroom> {
  mkdirSync(dataDir, { recursive: true });
  const accounts = join(dataDir, 'accounts.json');
  if (!existsSync(accounts)) writeFileSync(accounts, '{"v":1,"staff":[],"signIns":[]}');
  const faults: unknown[] = [];
  const report = (fault: unknown): void => void faults.push(fault);
  const now = (): string => new Date().toISOString();
  const store = await openFileStore({ folder: dataDir, newEpoch: v7, now, report });
  const archives = await openArchiveShelf({ folder: join(contentDir, 'archive'), report });
  const newsroom = await createNewsroom({
    store,
    now,
    slugOwner: archives.slugOwner,
    hasImage: () => true,
    onBroken: () => undefined,
    report,
  }).catch(async (fault: unknown) => {
    await store.close();
    throw fault;
  });
  const directory = await openDirectory({ openJson: openDurableJson, folder: join(dataDir, 'directory') });
  const mediaFolder = join(dataDir, 'media');
  mkdirSync(mediaFolder, { recursive: true });
  const frozen = await freezeArchived({ newsroom, archives, directory, mediaFolder, report });
  const ask = async (coverageId: string, body: CommandBody): Promise<Receipt> => {
    const answer = await newsroom.submit(aCommand(coverageId, body), RUTH);
    expect(answer).toMatchObject({ ok: true });
    return answer as Receipt;
  };
  return {
    newsroom,
    faults,
    ask,
    async cover(slug) {
      const coverageId = v7();
      await ask(coverageId, { kind: 'create-coverage', about: anAbout({ slug }), agenda: [] });
      await ask(coverageId, { kind: 'open-coverage' });
      return coverageId;
    },
    async post(coverageId, given) {
      const content = typeof given === 'string' ? aText(given) : given;
      const { id: _, coverageId: __, ...body } = aPost(coverageId, '', { content });
      await ask(coverageId, body);
      return body.entryId;
    },
    async close() {
      await newsroom.idle();
      await frozen();
      await store.close();
    },
  };
}

/** A picture in a data folder, kept as the newsroom keeps them. */
export function aPicture(dataDir: string, bytes: string): Image {
  const id = createHash('sha256').update(bytes).digest('hex');
  mkdirSync(join(dataDir, 'media'), { recursive: true });
  // As much of the format as is looked at.
  const body = Buffer.from(`WEBPsmall ${bytes}`);
  const head = Buffer.from('RIFF\0\0\0\0', 'latin1');
  head.writeUInt32LE(body.length, 4);
  writeFileSync(join(dataDir, 'media', `${id}-320.webp`), Buffer.concat([head, body]));
  writeFileSync(join(dataDir, 'media', `${id}-640.webp`), bytes);
  return { id, width: 640, height: 480, widths: [320, 640] };
}

export const aPhoto = (image: Image, caption: string): EntryContent => ({
  kind: 'photo',
  blocks: [{ type: 'figure', id: v7(), kind: 'scene', image, caption, credit: 'Ines', alt: caption }],
});

/** A speaker whom the directory knows. */
export async function aSpeaker(dataDir: string, name: string): Promise<Speaker> {
  const directory = await openDirectory({ openJson: openDurableJson, folder: join(dataDir, 'directory') });
  const speaker: Speaker = { id: v7(), slug: `nguoi-${v7()}`, name, titles: [], aliases: [] };
  await directory.keepSpeaker(speaker);
  return speaker;
}

/** Every file below some folders with its bytes, to see that nothing changed. */
export const bytesOf = (...folders: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    folders.flatMap((folder) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .sort()
        .map((file) => [file, readFileSync(file, 'latin1')]),
    ),
  );
