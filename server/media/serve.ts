import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { renditionName, renditionOf } from './rendition-files.ts';

/** A handler of node:http that passes on what is not its own. */
export type MediaHandler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

const PREFIX = '/media/';

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

/** A WebP that is given for an AVIF gives way to it, should that be made yet. */
const FOR_NOW = 'public, max-age=60, s-maxage=1';

/**
 * Serves `/media/<64 hex>-<width>.webp`, and the same as `.avif`, for which the WebP is given where it was not made:
 * what readers are shown to all, anything else to staff only.
 */
export const serveMedia =
  ({ folder, kept, isShown, isStaff }: ServeMediaDependencies): MediaHandler =>
  (request, response, next) => {
    const [path = ''] = (request.url ?? '').split('?');
    if (!path.startsWith(PREFIX)) return next();
    const name = path.slice(PREFIX.length);
    const asked = renditionOf(name);
    const names = asked ? [...new Set([name, renditionName(asked.imageId, asked.width, 'webp')])] : [];
    const places = names.flatMap((found) => [
      { name: found, file: join(folder, found) },
      { name: found, file: kept(found) },
    ]);
    const archived = names.some((found) => kept(found) !== undefined);
    const shown = archived || (asked !== null && isShown(asked.imageId));
    answer(name, shown || isStaff(request) ? places : [], shown, request, response).catch(() =>
      response.destroy(),
    );
  };

interface Place {
  readonly name: string;
  readonly file: string | undefined;
}

async function answer(
  name: string,
  places: readonly Place[],
  shown: boolean,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const found = isRead ? await openFirst(places) : null;
  if (!found) {
    response.writeHead(404, {
      ...SAFE,
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
    });
    response.end('404\n');
    return;
  }
  const { file } = found;
  const etag = `"${found.name}"`;
  const cached = found.name === name ? PUBLIC : FOR_NOW;
  const headers = { ...SAFE, 'cache-control': shown ? cached : STAFF_ONLY, etag };
  try {
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304, headers).end();
      return;
    }
    const { size } = await file.stat();
    const type = `image/${found.name.endsWith('.avif') ? 'avif' : 'webp'}`;
    response.writeHead(200, { ...headers, 'content-type': type, 'content-length': size });
    if (request.method === 'HEAD') response.end();
    else await pipeline(file.createReadStream({ autoClose: false }), response);
  } finally {
    await file.close();
  }
}

async function openFirst(places: readonly Place[]): Promise<{ name: string; file: FileHandle } | null> {
  for (const { name, file: path } of places) {
    const file = path === undefined ? null : await openFile(path);
    if (file) return { name, file };
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
