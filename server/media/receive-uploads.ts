import type { IncomingMessage, ServerResponse } from 'node:http';
import { Server } from '@tus/server';
import type { Image } from '#domain/block.ts';
import { LIMITS } from '#domain/limits.ts';
import type { Refusal } from '#domain/refusal.ts';
import { refuse } from '#domain/refusal.ts';
import { refusalMessage } from '#i18n/refusals.ts';
import { REFUSAL_STATUS } from '#live/protocol.ts';
import type { MediaHandler } from './serve.ts';
import { createUploadLocks } from './upload-locks.ts';
import type { Uploads } from './uploads.ts';

/** `/api/v1/uploads`, and one upload below it; both also under `/en`. */
const PLACE = /^(\/en)?\/api\/v1\/uploads(?:\/([0-9a-f]{32}))?$/u;
/** How long the end of a line that is gone may still be written down, before whoever comes back is let in. */
const DRAIN_MS = 500;

export interface ReceiveUploadsDependencies {
  readonly uploads: Uploads;
  readonly hasSpace: () => boolean;
  /** Who asks, by their sign-in. */
  readonly staffOf: (request: IncomingMessage) => { readonly id: string } | undefined;
  readonly report: (fault: unknown) => void;
}

/**
 * Takes photos in pieces, by the tus protocol. The last piece is answered with the `Image`, or a refusal with its
 * sentence, as `POST /api/v1/media` does; `GET` of the upload gives the same answer again.
 */
export function receiveUploads(deps: ReceiveUploadsDependencies): MediaHandler {
  const { uploads, hasSpace, staffOf, report } = deps;
  const owners = new WeakMap<object, string>();
  function ownerOf(request: object | undefined): string {
    const owner = request && owners.get(request);
    if (owner === undefined) throw new Error('an upload that nobody asked for');
    return owner;
  }
  const tus = new Server({
    path: '/api/v1/uploads',
    datastore: uploads.store,
    locker: createUploadLocks(),
    lockDrainTimeout: DRAIN_MS,
    maxSize: LIMITS.photoBytes,
    allowedOrigins: [],
    generateUrl: (request, { path, id }) =>
      `${new URL(request.url).pathname.startsWith('/en/') ? '/en' : ''}${path}/${id}`,
    // What a device would tell of the file besides, such as its name, is nobody's business.
    onUploadCreate: async ({ runtime }) => ({ metadata: { owner: ownerOf(runtime?.node?.req) } }),
    async onUploadFinish(request, { id }) {
      const { status, body } = spoken(await uploads.answer(id), new URL(request.url).pathname);
      return { status_code: status, body, headers: { 'Content-Type': JSON_TYPE } };
    },
    onResponseError(_, fault) {
      if (!('status_code' in fault) || fault.status_code >= 500)
        report(new Error('A piece of a photo was not kept', { cause: fault }));
      return undefined;
    },
  });

  async function receive(request: IncomingMessage, response: ServerResponse, id?: string): Promise<void> {
    const say = (answer: Image | Refusal): void => {
      const { status, body } = spoken(answer, request.url ?? '');
      response.writeHead(status, { 'content-type': JSON_TYPE, 'cache-control': 'no-store' }).end(body);
    };
    const staff = staffOf(request);
    if (!staff) return say(refuse('not-signed-in'));
    const upload = id === undefined ? null : await uploads.find(id, staff.id);
    if (id !== undefined) {
      if (!upload) return say(refuse('not-found'));
      if (request.method === 'GET' || (request.method === 'PATCH' && upload.isAnswered))
        return say(await uploads.answer(id));
      if (request.method === 'HEAD' && upload.isAnswered) {
        const there = { 'upload-offset': upload.bytes, 'upload-length': upload.bytes };
        response.writeHead(200, { 'tus-resumable': '1.0.0', 'cache-control': 'no-store', ...there }).end();
        return;
      }
    }
    if (Number(request.headers['upload-length']) > LIMITS.photoBytes) return say(tooLarge());
    if ((request.method === 'POST' || request.method === 'PATCH') && !hasSpace())
      return say(refuse('storage-full'));
    owners.set(request, staff.id);
    await tus.handle(request, response);
  }

  return (request, response, next) => {
    const [path = ''] = (request.url ?? '').split('?');
    const place = PLACE.exec(path);
    if (!place) return next();
    receive(request, response, place[2]).catch((fault) => {
      report(fault);
      response.destroy();
    });
  };
}

const JSON_TYPE = 'application/json; charset=utf-8';

const tooLarge = (): Refusal => refuse('photo-too-large', { detail: `${LIMITS.photoBytes / 2 ** 20} MB` });

function spoken(answer: Image | Refusal, path: string): { status: number; body: string } {
  if (!('ok' in answer)) return { status: 200, body: JSON.stringify(answer) };
  const message = refusalMessage(answer, path.startsWith('/en/') ? 'en' : 'vi');
  return { status: REFUSAL_STATUS[answer.code], body: JSON.stringify({ ...answer, message }) };
}
