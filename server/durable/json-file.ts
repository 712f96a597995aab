import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Adapter } from 'lowdb';
import { Low } from 'lowdb';
import type { z } from 'zod';
import { makeFolder, UnsureFile, writeDurably } from './write-file.ts';

/** A file is there and is not what was written. */
export class DamagedFile extends Error {
  override readonly name = 'DamagedFile';
}

/** How data become the text of a file and back. `parse` throws when the text is not what was written. */
interface TextForm<T> {
  readonly parse: (bytes: Buffer) => T;
  readonly stringify: (data: T) => string;
}

/** For lowdb, whose own adapters do not sync: temporary file, length check, fsync, rename, fsync of the folder. */
const durableFile = <T>(file: string, { parse, stringify }: TextForm<T>): Adapter<T> => ({
  async read() {
    try {
      return parse(await readFile(file));
    } catch (fault) {
      if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return null;
      if (fault instanceof SyntaxError)
        throw new DamagedFile(`${file}: damaged, ${fault.message}`, { cause: fault });
      throw new Error(`${file}: cannot be read`, { cause: fault });
    }
  },
  write: (data) => writeDurably(file, Buffer.from(stringify(data))),
});

/** A small JSON file: whole in memory, whole on disk. */
interface DurableJson<T extends object> {
  /** As it is on disk. A new object after every update; nobody changes it in place. */
  readonly data: T;
  /**
   * Changes a copy, makes it durable, and only then shows it as `data`. Updates are carried out one after another.
   * @throws what `change` throws, or what the disk said; `data` is then as it was
   * @throws {UnsureFile} and so does every later update: only a restart finds out what the file holds
   */
  update(change: (data: T) => void): Promise<void>;
}

/**
 * Opens a JSON file, and its folder where there is none.
 * @param initial what it holds while there is no file; nothing is written before the first update
 * @param shape what the file must be, see {@link readJson}
 * @param onFailed told once the disk may hold other data than `data`
 * @throws {DamagedFile} when the file is there but is not what was written: it is never overwritten with `initial`
 */
export async function openDurableJson<T extends object>(
  file: string,
  initial: T,
  shape: z.ZodType,
  onFailed: () => void = () => undefined,
): Promise<DurableJson<T>> {
  await makeFolder(dirname(file));
  const low = new Low<T>(
    durableFile<T>(file, { parse: (bytes) => readJson(bytes, shape) as T, stringify }),
    initial,
  );
  await low.read();
  let durable = low.data;
  let last: Promise<void> = Promise.resolve();
  let failed: UnsureFile | null = null;

  async function write(next: T): Promise<void> {
    // `low.data` runs ahead of what is shown: lowdb's own `update` would show what the disk may still refuse.
    low.data = next;
    try {
      await low.write();
    } catch (fault) {
      if (fault instanceof UnsureFile) {
        failed = fault;
        onFailed();
      }
      throw fault;
    }
    durable = next;
  }

  return {
    get data() {
      return durable;
    },
    update(change) {
      const mine = last.then(async () => {
        if (failed) throw failed;
        const next = structuredClone(durable);
        change(next);
        await write(next);
      });
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}

/** How {@link openDurableJson} is handed in. */
export type OpenJson = typeof openDurableJson;

const stringify = (data: unknown): string => `${JSON.stringify(data, null, 2)}\n`;

/**
 * @throws {SyntaxError} when this is not JSON, or JSON of another shape; keys that the shape does not name stay
 */
export function readJson(bytes: Buffer, shape: z.ZodType): unknown {
  const read = shape.safeParse(JSON.parse(bytes.toString('utf8')));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new SyntaxError(`${issue?.path.join('.') || 'the whole'}: ${issue?.message}`);
}
