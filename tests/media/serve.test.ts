import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveMedia } from '#server/media/serve.ts';

const ID = 'a1'.repeat(32);
/** Withdrawn, or not published yet. */
const HIDDEN = 'b2'.repeat(32);
/** Only an archive has it. */
const KEPT = `${'c3'.repeat(32)}-320.webp`;
const PHOTO = Buffer.from('RIFF....WEBP, or so');

let folder: string;
let server: Server;
let origin: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plenary-media-'));
  await writeFile(join(folder, `${ID}-320.webp`), PHOTO);
  await writeFile(join(folder, `${HIDDEN}-320.webp`), PHOTO);
  await writeFile(join(folder, 'secret.json'), '{}');
  await symlink('/etc/passwd', join(folder, `${ID}-640.webp`));
  await mkdir(join(folder, 'kept'));
  await writeFile(join(folder, 'kept', KEPT), PHOTO);
  const serve = serveMedia({
    folder,
    kept: (name) => (name === KEPT ? join(folder, 'kept', KEPT) : undefined),
    isShown: (imageId) => imageId === ID,
    isStaff: ({ headers }) => headers.cookie === 'plenary=kim-thoa',
  });
  server = createServer((request, response) => serve(request, response, () => response.end('passed on')));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  await rm(folder, { recursive: true, force: true });
});

test('a picture comes with a fixed type, may do nothing, and may be kept for ever', async () => {
  const response = await fetch(`${origin}/media/${ID}-320.webp?size=any`);
  expect(response.status).toBe(200);
  expect(Buffer.from(await response.arrayBuffer())).toEqual(PHOTO);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'image/webp',
    'content-length': String(PHOTO.length),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'public, max-age=31536000, s-maxage=1, immutable',
  });
});

test('an AVIF that was not made is its WebP for now, by whose name and type it comes', async () => {
  const asked = `${origin}/media/${ID}-320.avif`;
  const forNow = await fetch(asked);
  expect([await forNow.text(), forNow.headers.get('content-type'), forNow.headers.get('etag')]).toEqual([
    String(PHOTO),
    'image/webp',
    `"${ID}-320.webp"`,
  ]);
  expect(forNow.headers.get('cache-control')).toBe('public, max-age=60, s-maxage=1');
  await writeFile(join(folder, `${ID}-320.avif`), 'smaller');
  const headers = { 'if-none-match': forNow.headers.get('etag') ?? '' };
  const made = await fetch(asked, { headers });
  expect([await made.text(), made.headers.get('content-type'), made.headers.get('etag')]).toEqual([
    'smaller',
    'image/avif',
    `"${ID}-320.avif"`,
  ]);
  expect(made.headers.get('cache-control')).toBe('public, max-age=31536000, s-maxage=1, immutable');
  const archived = await fetch(`${origin}/media/${KEPT.replace('webp', 'avif')}`);
  expect([archived.status, archived.headers.get('content-type')]).toEqual([200, 'image/webp']);
  expect((await fetch(`${origin}/media/${HIDDEN}-320.avif`)).status).toBe(404);
});

test('[7] a picture that readers are not shown is there for staff only, and nothing keeps it', async () => {
  const hidden = `${origin}/media/${HIDDEN}-320.webp`;
  expect((await fetch(hidden)).status).toBe(404);
  expect((await fetch(hidden, { headers: { 'if-none-match': `"${HIDDEN}-320.webp"` } })).status).toBe(404);
  const seen = await fetch(hidden, { headers: { cookie: 'plenary=kim-thoa' } });
  expect(seen.status).toBe(200);
  expect(seen.headers.get('cache-control')).toBe('private, no-store');
});

test('a picture that the client has already is not sent again', async () => {
  const etag = (await fetch(`${origin}/media/${ID}-320.webp`, { method: 'HEAD' })).headers.get('etag') ?? '';
  const again = await fetch(`${origin}/media/${ID}-320.webp`, { headers: { 'if-none-match': etag } });
  expect(again.status).toBe(304);
  expect(await again.text()).toBe('');
});

test('a picture that only an archive has comes from there', async () => {
  const response = await fetch(`${origin}/media/${KEPT}`);
  expect(response.status).toBe(200);
  expect(Buffer.from(await response.arrayBuffer())).toEqual(PHOTO);
});

test.each([
  ['a picture that is not there', `/media/${'b2'.repeat(32)}-320.webp`],
  ['another file of the folder', '/media/secret.json'],
  ['a way out of the folder', `/media/..%2f${ID}-320.webp`],
  ['a link out of the folder', `/media/${ID}-640.webp`],
  ['another ending', `/media/${ID}-320.html`],
  ['no name', '/media/'],
])('%s is 404 and as harmless', async (_, path) => {
  const response = await fetch(`${origin}${path}`);
  expect(response.status).toBe(404);
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
});

test('nothing is written through it, and other addresses are passed on', async () => {
  expect((await fetch(`${origin}/media/${ID}-320.webp`, { method: 'POST', body: 'x' })).status).toBe(404);
  expect(await (await fetch(`${origin}/truc-tiep/x`)).text()).toBe('passed on');
});
