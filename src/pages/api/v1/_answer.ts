import type { Refusal, RefusalCode } from '#domain/refusal.ts';

const STATUS: Partial<Record<RefusalCode, number>> = {
  'not-signed-in': 401,
  'not-allowed': 403,
  'photo-too-large': 413,
  'too-many': 429,
  'storage-failed': 503,
};

/** An answer for a program. No cache may keep it. */
export const json = (body: unknown, status: number): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  });

/** A refusal with its sentence, under the status that fits its code. */
export const refused = (refusal: Refusal, message: string): Response =>
  json({ ...refusal, message }, STATUS[refusal.code] ?? 422);
