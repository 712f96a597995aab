import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** A handler of node:http that passes on what is not its own. */
export type MediaHandler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

const PREFIX = '/media/';
const NAME = /^[0-9a-f]{64}-[1-9][0-9]{0,4}\.webp$/u;

/** Nothing here is ever anything but a picture, whatever somebody managed to upload. */
const SAFE = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
};

/**
 * Serves `/media/<64 hex>-<width>.webp`. A name stands for its bytes for ever, so that caches may keep them.
 * @param kept where a picture is that is not in the folder, by its name: archives have copies of their own
 */
export const serveMedia =
  (folder: string, kept: (name: string) => string | undefined): MediaHandler =>
  (request, response, next) => {
    const [path = ''] = (request.url ?? '').split('?');
    if (!path.startsWith(PREFIX)) return next();
    const name = path.slice(PREFIX.length);
    const places = NAME.test(name) ? [join(folder, name), kept(name)] : [];
    answer(name, places, request, response).catch(() => response.destroy());
  };

async function answer(
  name: string,
  places: readonly (string | undefined)[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const file = isRead ? await openFirst(places) : null;
  if (!file) {
    response.writeHead(404, {
      ...SAFE,
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
    });
    response.end('404\n');
    return;
  }
  const etag = `"${name}"`;
  const headers = { ...SAFE, 'cache-control': 'public, max-age=31536000, immutable', etag };
  try {
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304, headers).end();
      return;
    }
    const { size } = await file.stat();
    response.writeHead(200, { ...headers, 'content-type': 'image/webp', 'content-length': size });
    if (request.method === 'HEAD') response.end();
    else await pipeline(file.createReadStream({ autoClose: false }), response);
  } finally {
    await file.close();
  }
}

async function openFirst(places: readonly (string | undefined)[]): Promise<FileHandle | null> {
  for (const place of places) {
    const file = place === undefined ? null : await openFile(place);
    if (file) return file;
  }
  return null;
}

async function openFile(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  } catch {
    return null;
  }
}
