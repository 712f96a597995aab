import { mkdirSync, readdirSync, readFileSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import type * as files from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { openDurableJson } from '#server/durable/json-file.ts';
import { temporaryFolder } from './temporary-folder.ts';

const disk = vi.hoisted(() => ({ keepsNames: true }));
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof files>();
  return {
    ...real,
    async open(...given: Parameters<typeof real.open>) {
      const handle = await real.open(...given);
      const isFolder = (await handle.stat()).isDirectory();
      if (isFolder && !disk.keepsNames)
        handle.sync = () => Promise.reject(Object.assign(new Error('planted'), { code: 'EIO' }));
      return handle;
    },
  };
});

interface Names {
  names: string[];
}
const SHAPE = z.looseObject({ names: z.array(z.string()) });

const fileIn = (folder: string) => join(folder, 'deep', 'names.json');

test('shows the initial data and writes nothing before the first update', async () => {
  const file = fileIn(temporaryFolder());
  const json = await openDurableJson<Names>(file, { names: ['An'] }, SHAPE);
  expect(json.data).toEqual({ names: ['An'] });
  expect(readdirSync(join(file, '..'))).toEqual([]);
});

test('keeps an update for the next opening, readable by its owner alone, and leaves no temporary file', async () => {
  const file = fileIn(temporaryFolder());
  const json = await openDurableJson<Names>(file, { names: [] }, SHAPE);
  await json.update((data) => data.names.push('Bình'));
  expect(json.data).toEqual({ names: ['Bình'] });
  expect((await openDurableJson<Names>(file, { names: [] }, SHAPE)).data).toEqual({ names: ['Bình'] });
  expect(readdirSync(join(file, '..'))).toEqual(['names.json']);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('shows an update only when it is durable, and never changes what was handed out', async () => {
  const file = fileIn(temporaryFolder());
  const json = await openDurableJson<Names>(file, { names: [] }, SHAPE);
  const before = json.data;
  const updated = json.update((data) => data.names.push('Chi'));
  expect(json.data).toBe(before);
  await updated;
  expect(before).toEqual({ names: [] });
  expect(json.data).toEqual(JSON.parse(readFileSync(file, 'utf8')));
});

test('carries out updates that arrive together one after another', async () => {
  const json = await openDurableJson<Names>(fileIn(temporaryFolder()), { names: [] }, SHAPE);
  const numbers = Array.from({ length: 20 }, (_, n) => `${n}`);
  await Promise.all(numbers.map((n) => json.update((data) => data.names.push(n))));
  expect(json.data.names).toEqual(numbers);
});

test('leaves the data as they were when the disk refuses, and works again afterwards', async () => {
  const file = fileIn(temporaryFolder());
  const json = await openDurableJson<Names>(file, { names: ['Dung'] }, SHAPE);
  mkdirSync(file);
  await expect(json.update((data) => data.names.push('lost'))).rejects.toThrow();
  expect(json.data).toEqual({ names: ['Dung'] });
  rmdirSync(file);
  await json.update((data) => data.names.push('Giang'));
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ names: ['Dung', 'Giang'] });
});

test('[12] where the disk may hold the old data or the new, says so, takes nothing more, and has that told', async () => {
  const file = fileIn(temporaryFolder());
  const told = vi.fn();
  const json = await openDurableJson<Names>(file, { names: [] }, SHAPE, told);
  await json.update((data) => data.names.push('Hà'));
  disk.keepsNames = false;
  const failed = json.update((data) => data.names.push('Khuê'));
  await expect(failed).rejects.toMatchObject({
    message: expect.stringContaining('the old bytes or the new ones'),
    cause: { code: 'EIO' },
  });
  disk.keepsNames = true;
  expect(json.data).toEqual({ names: ['Hà'] });
  expect(told).toHaveBeenCalledOnce();
  await expect(json.update((data) => data.names.push('Lam'))).rejects.toThrow(file);
  expect((await openDurableJson<Names>(file, { names: [] }, SHAPE)).data.names).toEqual(['Hà', 'Khuê']);
});

test('leaves the data as they were when the change throws', async () => {
  const json = await openDurableJson<Names>(fileIn(temporaryFolder()), { names: [] }, SHAPE);
  const failing = json.update((data) => {
    data.names.push('half');
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(json.data).toEqual({ names: [] });
});

test('names a file that is not JSON, or JSON of something else, and does not overwrite it', async () => {
  const file = join(temporaryFolder(), 'names.json');
  for (const text of ['{"names": [', '{"names":"An"}', '[]']) {
    writeFileSync(file, text);
    await expect(openDurableJson<Names>(file, { names: [] }, SHAPE)).rejects.toThrow(`${file}: damaged`);
    expect(readFileSync(file, 'utf8')).toBe(text);
  }
});

test('keeps what a file has beside what its shape names', async () => {
  const file = join(temporaryFolder(), 'names.json');
  writeFileSync(file, '{"names":["An"],"since":2026}');
  const json = await openDurableJson<Names>(file, { names: [] }, SHAPE);
  await json.update((data) => data.names.push('Bình'));
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ names: ['An', 'Bình'], since: 2026 });
});
