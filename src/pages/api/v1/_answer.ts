import type { Refusal, RefusalCode } from '#domain/refusal.ts';

/** What HTTP calls each refusal, at every door of the machines. */
const STATUS: Readonly<Record<RefusalCode, number>> = {
  invalid: 422,
  'too-long': 413,
  markup: 422,
  'unknown-command': 422,
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
  'entries-held': 409,
  'item-in-use': 409,
  'entry-withdrawn': 409,
  'photo-invalid': 422,
  'photo-too-large': 413,
  'photo-undescribed': 422,
  'unreadable-text': 422,
  'too-many': 429,
  'storage-full': 503,
  'storage-failed': 503,
};

/** What everybody may read may be read from any site; nothing of ours depends on who asks. */
export const ANYBODY = { 'access-control-allow-origin': '*' };

/** An answer for a program. No cache may keep it, unless `headers` say otherwise. */
export const json = (
  body: unknown,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
  });

/** A refusal with its sentence, under the status that fits its code. */
export const refused = (refusal: Refusal, message: string): Response =>
  json({ ...refusal, message }, STATUS[refusal.code], retryAfter(refusal));

/** Seconds, where the refusal says how long to wait. */
function retryAfter({ code, detail = '' }: Refusal): Record<string, string> {
  const seconds = code === 'too-many' ? /^(\d+) s$/u.exec(detail)?.[1] : undefined;
  return seconds ? { 'retry-after': seconds } : {};
}
