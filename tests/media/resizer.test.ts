import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { LIMITS } from '#domain/limits.ts';
import { createResizer } from '#server/media/resizer.ts';
import { aJpeg } from './some-photos.ts';

const program = (name: string) => fileURLToPath(new URL(`./programs/${name}.ts`, import.meta.url));
const order = { type: 'jpeg', bytes: Buffer.from('photo'), widths: [320], mostPixels: 1_000 } as const;

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

test('a process that was taken over reads no other file, writes none, starts nothing and sees no environment', async () => {
  const resize = createResizer({ program: program('tries-to-reach-out') });
  expect(await resize(order)).toMatchObject({ ok: true, renditions: [{ width: 100 }] });
  expect(existsSync('/tmp/plenary-escaped')).toBe(false);
});
