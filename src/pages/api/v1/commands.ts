import type { APIRoute } from 'astro';
import { LIMITS } from '#domain/limits.ts';
import { refuse } from '#domain/refusal.ts';
import { json, refused } from './_answers.ts';
import { readJson } from './_json-body.ts';

/** `POST` one command: the same act as over `/desk`, for programs and for networks without sockets. */
export const POST: APIRoute = async ({ request, locals: { staff, newsroom, language } }) => {
  if (!staff) return refused(refuse('not-signed-in'), language);
  const body = await readJson(request, LIMITS.commandBytes);
  if (!body.ok) return refused(body, language);
  const answer = await newsroom.submit(body.value, staff);
  return answer.ok ? json(answer) : refused(answer, language);
};
