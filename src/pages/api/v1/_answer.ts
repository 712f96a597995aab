import type { Refusal } from '#domain/refusal.ts';
import { REFUSAL_STATUS } from '#live/protocol.ts';

/** What everybody may read may be read from any site; nothing of ours depends on who asks. */
export const ANYBODY = { 'access-control-allow-origin': '*' };

/**
 * An answer for a program. No cache may keep it, unless `headers` say otherwise. It says its length: what is short is
 * sent as it is, and not packed first, which would take longer than the whole answer.
 */
export function json(
  body: unknown,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  return new Response(bytes, {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(bytes.length),
      'cache-control': 'no-store',
      ...headers,
    },
  });
}

/** A refusal with its sentence, under the status that fits its code. */
export const refused = (refusal: Refusal, message: string): Response =>
  json({ ...refusal, message }, REFUSAL_STATUS[refusal.code], retryAfter(refusal));

/** Seconds, where the refusal says how long to wait. */
function retryAfter({ code, detail = '' }: Refusal): Record<string, string> {
  const seconds = code === 'too-many' ? /^(\d+) s$/u.exec(detail)?.[1] : undefined;
  return seconds ? { 'retry-after': seconds } : {};
}
