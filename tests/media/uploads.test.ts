import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat, utimes } from 'node:fs/promises';
import type { ClientRequest, Server } from 'node:http';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Image } from '#domain/block.ts';
import { LIMITS } from '#domain/limits.ts';
import type { Media } from '#domain/ports.ts';
import type { Refusal } from '#domain/refusal.ts';
import { refuse } from '#domain/refusal.ts';
import { openMedia } from '#server/media/media.ts';
import { receiveUploads } from '#server/media/receive-uploads.ts';
import { openUploads } from '#server/media/uploads.ts';
import { aJpeg } from './some-photos.ts';

let folder: string;
let door: Server;
let place: string;
let media: Media;
/** Photos that were worked on. */
let worked: number;
/** Answers that come instead of the photo's own, first come first served. */
let instead: Refusal[];
let spacious: boolean;
let reports: unknown[];
let photo: Buffer;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plenary-uploads-'));
  media = await openMedia({ folder: join(folder, 'media'), hasSpace: () => true, report: () => undefined });
  [worked, instead, spacious, reports] = [0, [], true, []];
  photo = await aJpeg({ width: 700, height: 500 });
  await open();
});
afterEach(async () => {
  await shut();
  await rm(folder, { recursive: true, force: true });
});

/** Whoever asks says who they are, which the real server finds out. */
async function open(): Promise<void> {
  const report = (fault: unknown) => reports.push(fault);
  const uploads = await openUploads({
    folder: join(folder, '.uploads'),
    async keep(bytes) {
      worked += 1;
      return instead.shift() ?? (await media.keep(bytes));
    },
    now: () => new Date().toISOString(),
    report,
  });
  const receive = receiveUploads({
    uploads,
    hasSpace: () => spacious,
    staffOf: ({ headers }) => (headers.authorization ? { id: headers.authorization } : undefined),
    report,
  });
  door = createServer((asked, answer) => receive(asked, answer, () => answer.writeHead(418).end()));
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  place = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
}

async function shut(): Promise<void> {
  door.closeAllConnections();
  door.close();
  await once(door, 'close');
}

const tus = (who = 'ines') => ({ 'tus-resumable': '1.0.0', authorization: who });

async function begin(size: number, path = '/api/v1/uploads'): Promise<Response> {
  return fetch(place + path, { method: 'POST', headers: { ...tus(), 'upload-length': String(size) } });
}

async function begun(size: number, path?: string): Promise<string> {
  const response = await begin(size, path);
  expect(response.status).toBe(201);
  return response.headers.get('location') ?? '';
}

const piece = (offset: number, who?: string) => ({
  ...tus(who),
  'upload-offset': String(offset),
  'content-type': 'application/offset+octet-stream',
});

const send = (path: string, bytes: Buffer, offset = 0, who?: string): Promise<Response> =>
  fetch(place + path, { method: 'PATCH', headers: piece(offset, who), body: new Uint8Array(bytes) });

const ask = (path: string, method = 'GET', who?: string): Promise<Response> =>
  fetch(place + path, { method, headers: tus(who) });

const offsetOf = async (path: string): Promise<number> =>
  Number((await ask(path, 'HEAD')).headers.get('upload-offset'));

/** Says that the whole photo comes, sends a part of it, and leaves the line open. */
async function sendPart(path: string, bytes: Buffer): Promise<ClientRequest> {
  const half = request(place + path, {
    method: 'PATCH',
    headers: { ...piece(0), 'content-length': photo.length },
  });
  half.on('error', () => undefined);
  await new Promise<void>((sent) => half.write(bytes, () => sent()));
  const file = join(folder, '.uploads', path.split('/').at(-1) ?? '');
  await expect.poll(async () => (await stat(file)).size).toBe(bytes.length);
  return half;
}

describe('a photo that arrives in pieces', () => {
  it('is made as if it had come at once, and the last piece is answered with its image', async () => {
    const path = await begun(photo.length);
    const first = await send(path, photo.subarray(0, 1_000));
    expect([first.status, first.headers.get('upload-offset')]).toEqual([204, '1000']);
    const last = await send(path, photo.subarray(1_000), 1_000);
    expect([last.status, last.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
    expect(await last.json()).toEqual(await media.keep(photo));
    expect(reports).toEqual([]);
  });

  it('[C48] goes on where the line was cut, and not from its start', async () => {
    const path = await begun(photo.length);
    const half = Math.floor(photo.length / 2);
    (await sendPart(path, photo.subarray(0, half))).destroy();
    expect(await offsetOf(path)).toBe(half);
    const last = await send(path, photo.subarray(half), half);
    expect(await last.json()).toEqual(await media.keep(photo));
  });

  it('goes on while the server still waits for a line that is dead', async () => {
    const path = await begun(photo.length);
    await sendPart(path, photo.subarray(0, 500));
    expect(await offsetOf(path)).toBe(500);
    expect((await send(path, photo.subarray(500), 500)).status).toBe(200);
  });

  it('goes on after the server was started again', async () => {
    const path = await begun(photo.length);
    await send(path, photo.subarray(0, 700));
    await shut();
    await open();
    expect(await offsetOf(path)).toBe(700);
    expect((await send(path, photo.subarray(700), 700)).status).toBe(200);
  });

  it('is worked on once, whoever asks how often, also after a restart, and its bytes do not stay', async () => {
    const path = await begun(photo.length);
    const [last, ...again] = await Promise.all([send(path, photo), ask(path), ask(path)]);
    const image = (await last.json()) as Image;
    expect(image.widths).toEqual([320, 640, 700]);
    // Asked before the last byte was there, the answer is that nothing is there yet.
    for (const answer of again) expect([200, 404]).toContain(answer.status);
    await shut();
    await open();
    expect(await offsetOf(path)).toBe(photo.length);
    for (const answer of [await ask(path), await send(path, Buffer.alloc(0), photo.length)])
      expect([answer.status, await answer.json()]).toEqual([200, image]);
    expect(worked).toBe(1);
    expect(await readdir(join(folder, '.uploads'))).toEqual([`${path.split('/').at(-1)}.json`]);
  });

  it('is worked on after a restart that came between the last byte and the answer', async () => {
    instead = [refuse('storage-failed')];
    const path = await begun(photo.length);
    expect((await send(path, photo)).status).toBe(503);
    await shut();
    await open();
    expect(await offsetOf(path)).toBe(photo.length);
    expect(await (await ask(path)).json()).toEqual(await media.keep(photo));
  });
});

describe('a photo that is refused', () => {
  it.each([
    ['/api/v1/uploads', 'không phải là ảnh nhận được'],
    ['/en/api/v1/uploads', 'is no photo'],
  ])('is refused in words for good, in the language of %s', async (doorway, words) => {
    const text = Buffer.from('Đây không phải là ảnh.');
    const path = await begun(text.length, doorway);
    expect(path.startsWith(`${doorway}/`)).toBe(true);
    const refused = await send(path, text);
    const said = (await refused.json()) as { code: string; message: string };
    expect([refused.status, said.code]).toEqual([422, 'photo-invalid']);
    expect(said.message).toContain(words);
    expect(await (await ask(path)).json()).toEqual(said);
    expect(worked).toBe(1);
  });

  it('is tried again where the refusal passes by itself', async () => {
    instead = [refuse('too-many')];
    const path = await begun(photo.length);
    expect((await send(path, photo)).status).toBe(429);
    expect(await (await ask(path)).json()).toEqual(await media.keep(photo));
  });

  it('is not even begun where it says that it is too large, or the disk has no space for photos', async () => {
    const large = await begin(LIMITS.photoBytes + 1);
    expect([large.status, ((await large.json()) as Refusal).detail]).toEqual([413, '15 MB']);
    const path = await begun(photo.length);
    spacious = false;
    expect((await begin(photo.length)).status).toBe(503);
    expect((await send(path, photo)).status).toBe(503);
    expect(await offsetOf(path)).toBe(0);
  });

  it('never grows beyond what was said of it', async () => {
    const path = await begun(1_000);
    expect((await send(path, photo)).status).toBe(413);
    expect(await offsetOf(path)).toBeLessThanOrEqual(1_000);
  });
});

describe('an upload', () => {
  it('is for whoever began it only, and for nobody who is not signed in', async () => {
    const path = await begun(photo.length);
    for (const answer of [
      await ask(path, 'HEAD', 'ruth'),
      await ask(path, 'GET', 'ruth'),
      await ask(path, 'DELETE', 'ruth'),
      await send(path, photo, 0, 'ruth'),
      await ask('/api/v1/uploads/0123456789abcdef0123456789abcdef'),
    ])
      expect(answer.status).toBe(404);
    const pathless = { method: 'POST', headers: { 'tus-resumable': '1.0.0', 'upload-length': '5' } };
    expect((await fetch(`${place}/api/v1/uploads`, pathless)).status).toBe(401);
    expect((await fetch(place + path)).status).toBe(401);
    const asSomebody = { ...tus('ruth'), 'upload-length': '5', 'x-plenary-owner': 'ines' };
    const made = await fetch(`${place}/api/v1/uploads`, { method: 'POST', headers: asSomebody });
    expect((await ask(made.headers.get('location') ?? '', 'HEAD')).status).toBe(404);
    expect((await send(path, photo)).status).toBe(200);
  });

  it('cannot be read by other sites, nor named to lead elsewhere', async () => {
    const path = await begun(photo.length);
    const asked = await fetch(place + path, {
      method: 'HEAD',
      headers: { ...tus(), origin: 'https://x.example' },
    });
    expect(asked.headers.get('access-control-allow-origin')).toBeNull();
    for (const name of ['..%2fmedia', '../media/x', 'x', `${path.split('/').at(-1)}.json`])
      expect((await ask(`/api/v1/uploads/${name}`)).status).toBe(418);
  });

  it('lies where only the owner of the server looks, and is taken away after a day', async () => {
    const path = await begun(photo.length);
    await send(path, photo.subarray(0, 300));
    expect((await stat(join(folder, '.uploads'))).mode & 0o777).toBe(0o700);
    await shut();
    const old = new Date(Date.now() - 25 * 60 * 60 * 1_000);
    for (const name of await readdir(join(folder, '.uploads')))
      await utimes(join(folder, '.uploads', name), old, old);
    await open();
    expect(await readdir(join(folder, '.uploads'))).toEqual([]);
    expect((await ask(path, 'HEAD')).status).toBe(404);
  });
});
