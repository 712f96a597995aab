import type { APIRoute } from 'astro';
import { may } from '#domain/policy.ts';
import { refuse } from '#domain/refusal.ts';
import { refusalMessage } from '#i18n/refusals.ts';
import { readBytes } from '../../../desk/request-body.ts';
import { json, refused } from './_answer.ts';

/** A whole book of proceedings fits. */
const MOST_BYTES = 2 * 1024 * 1024;

/**
 * `POST {"text": …, "simulated"?: true}`: a pasted live page or official paper. Whoever may make a coverage.
 * @returns 201 with `TakenIn`; 200 when it had been taken in before; 422 with line and code for what cannot be read
 */
export const POST: APIRoute = async ({ request, locals }) => {
  const { staff, language } = locals;
  const no = (...refusal: Parameters<typeof refuse>): Response => {
    const refusing = refuse(...refusal);
    return refused(refusing, refusalMessage(refusing, language));
  };
  if (!staff) return no('not-signed-in');
  if (!may(staff, 'create-coverage', '')) return no('not-allowed');
  const bytes = await readBytes(request, MOST_BYTES);
  if (bytes === null) return no('too-long', { field: 'text', detail: String(MOST_BYTES) });
  const asked = readBody(bytes);
  if (asked === null) return no('invalid', { field: 'text' });

  const answer = await locals.intake.takeIn(asked.text, {
    actor: staff,
    ...(asked.simulated && { simulated: true }),
  });
  if (answer.ok) return json(answer, answer.already ? 200 : 201);
  return 'line' in answer ? json(answer, 422) : no(answer.code, answer);
};

function readBody(bytes: Uint8Array): { text: string; simulated: boolean } | null {
  try {
    const body: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof body !== 'object' || body === null || !('text' in body) || typeof body.text !== 'string')
      return null;
    return { text: body.text, simulated: 'simulated' in body && body.simulated === true };
  } catch {
    return null;
  }
}
