import type { Refusal, RefusalCode } from '#domain/refusal.ts';
import type { Language } from '#i18n/path.ts';
import { refusalMessage } from '#i18n/refusals.ts';

/** One status for each refusal, at every HTTP door. */
const STATUS_OF: Readonly<Record<RefusalCode, number>> = {
  invalid: 400,
  'too-long': 413,
  markup: 422,
  'unknown-command': 400,
  'wrong-zone': 422,
  'not-signed-in': 401,
  'not-allowed': 403,
  'not-found': 404,
  'id-reused': 409,
  'slug-taken': 409,
  'stale-revision': 409,
  'needs-correction-note': 422,
  'nothing-changed': 409,
  'not-live': 409,
  'coverage-closed': 409,
  'coverage-archived': 409,
  'wrong-status': 409,
  'item-in-use': 409,
  'entry-withdrawn': 409,
  'photo-invalid': 415,
  'photo-too-large': 413,
  'photo-undescribed': 422,
  'unreadable-text': 422,
  'too-many': 429,
  'storage-failed': 503,
};

export const json = (body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Cache-Control': 'no-store',
      ...headers,
    },
  });

/** The no, with its status and its sentence. */
export const refused = (refusal: Refusal, language: Language): Response =>
  json({ ...refusal, message: refusalMessage(refusal, language) }, STATUS_OF[refusal.code]);
