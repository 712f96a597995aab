import type { APIRoute } from 'astro';
import { refuse } from '#domain/refusal.ts';
import { refusalMessage } from '#i18n/refusals.ts';
import { takeIn } from '#import/take-in.ts';

const json = (body: unknown, status: number): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
  });

/**
 * `POST {"text": …}`: a pasted live page or official paper. Editors and admins.
 * @returns 201 with `TakenIn`; 200 when it had been taken in before; 422 with line and code for what cannot be read
 */
export const POST: APIRoute = async ({ request, locals }) => {
  const { staff, language } = locals;
  const no = (code: 'not-signed-in' | 'not-allowed' | 'invalid', status: number): Response => {
    const refusal = refuse(code, code === 'invalid' ? { field: 'text' } : {});
    return json({ ...refusal, message: refusalMessage(refusal, language) }, status);
  };
  if (!staff) return no('not-signed-in', 401);
  if (staff.role === 'reporter') return no('not-allowed', 403);
  const body: unknown = await request.json().catch(() => null);
  const text = typeof body === 'object' && body !== null && 'text' in body ? body.text : null;
  if (typeof text !== 'string') return no('invalid', 400);

  const answer = await takeIn(text, { ...locals, actor: staff, now: new Date().toISOString() });
  if (answer.ok) return json(answer, answer.already ? 200 : 201);
  if ('line' in answer) return json(answer, 422);
  return json({ ...answer, message: refusalMessage(answer, language) }, 409);
};
