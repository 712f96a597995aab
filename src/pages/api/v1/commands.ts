import type { APIRoute } from 'astro';
import type { Receipt } from '#domain/command.ts';
import { LIMITS } from '#domain/limits.ts';
import type { Refusal } from '#domain/refusal.ts';
import { refuse } from '#domain/refusal.ts';
import { refusalMessage } from '#i18n/refusals.ts';
import { readBytes } from '../../../desk/request-body.ts';
import { json, refused } from './_answer.ts';

/**
 * `POST` one command: the same act as over `/desk`, for programs and for networks without sockets.
 * @returns 200 with the receipt; otherwise a refusal and its sentence
 */
export const POST: APIRoute = async ({ request, locals }) => {
  const answer = await submit(request, locals);
  return answer.ok ? json(answer, 200) : refused(answer, refusalMessage(answer, locals.language));
};

async function submit(request: Request, { staff, newsroom }: App.Locals): Promise<Receipt | Refusal> {
  if (!staff) return refuse('not-signed-in');
  const bytes = await readBytes(request, LIMITS.commandBytes);
  if (!bytes) return refuse('too-long', { detail: String(LIMITS.commandBytes) });
  let command: unknown;
  try {
    command = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return refuse('invalid');
  }
  return newsroom.submit(command, staff);
}
