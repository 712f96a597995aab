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

export interface ServeMediaDependencies {
  readonly folder: string;
  /** Where a picture is that an archive has a copy of, by its name. What is archived is shown. */
  readonly kept: (name: string) => string | undefined;
  /** Readers are shown this picture now. */
  readonly isShown: (imageId: string) => boolean;
  /** Whoever asks is signed in: staff see what is not published yet, or no more. */
  readonly isStaff: (request: IncomingMessage) => boolean;
}

/** A name stands for its bytes for ever; whether it may be given out is asked at the origin each time (rule 7). */
const PUBLIC = 'public, max-age=31536000, s-maxage=1, immutable';
const STAFF_ONLY = 'private, no-store';

/** Serves `/media/<64 hex>-<width>.webp`: what readers are shown to all, anything else to staff only. */
export const serveMedia =
  ({ folder, kept, isShown, isStaff }: ServeMediaDependencies): MediaHandler =>
  (request, response, next) => {
    const [path = ''] = (request.url ?? '').split('?');
    if (!path.startsWith(PREFIX)) return next();
    const name = path.slice(PREFIX.length);
    const archived = NAME.test(name) ? kept(name) : undefined;
    const shown = archived !== undefined || isShown(name.slice(0, 64));
    const allowed = NAME.test(name) && (shown || isStaff(request));
    answer(name, allowed ? [join(folder, name), archived] : [], shown, request, response).catch(() =>
      response.destroy(),
    );
  };

async function answer(
  name: string,
  places: readonly (string | undefined)[],
  shown: boolean,
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
  const headers = { ...SAFE, 'cache-control': shown ? PUBLIC : STAFF_ONLY, etag };
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
