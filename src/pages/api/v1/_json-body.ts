import type { Refusal } from '#domain/refusal.ts';
import { refuse } from '#domain/refusal.ts';

/**
 * The JSON of a request, read no further than it may be long: the length a client announces is only a claim.
 * @param most bytes
 */
export async function readJson(
  request: Request,
  most: number,
): Promise<{ readonly ok: true; readonly value: unknown } | Refusal> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of request.body ?? []) {
    bytes += piece.byteLength;
    if (bytes > most) return refuse('too-long', { detail: String(most) });
    pieces.push(piece);
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces));
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return refuse('invalid');
  }
}
