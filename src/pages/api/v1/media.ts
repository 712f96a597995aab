import type { APIRoute } from 'astro';
import { LIMITS } from '#domain/limits.ts';
import { refuse } from '#domain/refusal.ts';
import { refusalMessage } from '#i18n/refusals.ts';
import { formOf, readBytes } from '../../../desk/request-body.ts';
import { json, refused } from './_answer.ts';

/** Boundary lines and part headers of a form around one photo. */
const FORM_EXTRA_BYTES = 16 * 1024;

/**
 * `POST` a photo of at most 15 MB: the bytes themselves as `image/*`, or a form with a file in it. Staff only.
 * @returns 201 with the `Image`; 401, 413, 422, 429 or 503 with a refusal and its sentence
 */
export const POST: APIRoute = async ({ request, locals }) => {
  const { staff, media, language } = locals;
  const answer = staff ? await keep(request, media.keep) : refuse('not-signed-in');
  return 'ok' in answer ? refused(answer, refusalMessage(answer, language)) : json(answer, 201);
};

async function keep(request: Request, keepPhoto: App.Locals['media']['keep']) {
  const body = await readBytes(request, LIMITS.photoBytes + FORM_EXTRA_BYTES);
  if (body === null) return refuse('photo-too-large', { detail: `${LIMITS.photoBytes / 2 ** 20} MB` });
  const type = request.headers.get('content-type') ?? '';
  if (type.startsWith('image/')) return keepPhoto(body);
  const file = [...(await formOf(body, type)).values()].find((value) => value instanceof File);
  return file ? keepPhoto(new Uint8Array(await file.arrayBuffer())) : refuse('photo-invalid');
}
