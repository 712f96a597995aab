import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { LIMITS } from '#domain/limits.ts';
import { createResizer } from '#server/media/resizer.ts';
import { aJpeg } from './some-photos.ts';

const program = (name: string) => fileURLToPath(new URL(`./programs/${name}.ts`, import.meta.url));
const order = {
  type: 'jpeg',
  bytes: Buffer.from('photo'),
  format: 'webp',
  widths: [320],
  longest: 1_600,
  mostPixels: 1_000,
} as const;

test('a photo that is never done is given up, and the next one is made', async () => {
  const stuck = createResizer({ program: program('never-answers'), timeoutMs: 400 });
  expect(await stuck(order)).toEqual({ ok: false, fault: 'timed-out' });
  const bytes = await aJpeg({ width: 40, height: 30 });
  expect(await createResizer()({ ...order, bytes, mostPixels: LIMITS.photoPixels })).toMatchObject({
    ok: true,
    renditions: [{ width: 40, height: 30 }],
  });
});

test('a photo that breaks its process breaks nothing else', async () => {
  const resize = createResizer({ program: program('crashes') });
  expect(await resize(order)).toEqual({ ok: false, fault: 'crashed' });
});

test('a process that was taken over cannot choose a file name', async () => {
  const resize = createResizer({ program: program('taken-over') });
  expect(await resize(order)).toEqual({ ok: false, fault: 'crashed' });
});

test('a process that was taken over cannot answer with what was not asked for', async () => {
  const resize = createResizer({ program: program('tries-to-reach-out') });
  expect(await resize({ ...order, format: 'avif' })).toEqual({ ok: false, fault: 'crashed' });
});

test('a process that was taken over reads no other file, writes none, starts nothing and sees no environment', async () => {
  const resize = createResizer({ program: program('tries-to-reach-out') });
  expect(await resize(order)).toMatchObject({ ok: true, renditions: [{ width: 100 }] });
  expect(existsSync('/tmp/plenary-escaped')).toBe(false);
});

test('a program that does not run is our fault, and is not blamed on the photo', async () => {
  const resize = createResizer({ program: program('is-not-there') });
  await expect(resize(order)).rejects.toThrow('ended with code 1');
});

test('photos are made too where the packages are links to another folder', async () => {
  const house = await mkdtemp(join(tmpdir(), 'plenary-linked-'));
  const root = fileURLToPath(new URL('../../', import.meta.url));
  await cp(join(root, 'server/media'), join(house, 'server/media'), { recursive: true });
  await cp(join(root, 'package.json'), join(house, 'package.json'));
  await mkdir(join(house, 'node_modules'));
  for (const name of ['sharp', 'zod'])
    await symlink(join(root, 'node_modules', name), join(house, 'node_modules', name));
  await writeFile(join(house, 'photo.jpg'), await aJpeg({ width: 40, height: 30 }));
  const script = `
    import { readFileSync } from 'node:fs';
    import { createResizer } from './server/media/resizer.ts';
    const bytes = readFileSync('photo.jpg');
    const made = await createResizer()({ type: 'jpeg', bytes, format: 'webp', widths: [320], longest: 1600, mostPixels: 1e6 });
    console.log(made.ok);`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    cwd: house,
  });
  expect(stdout).toBe('true\n');
  await rm(house, { recursive: true });
});
