import type { APIRoute } from 'astro';
import { refuse } from '#domain/refusal.ts';
import { accountRefusalMessage } from '#i18n/account-refusals.ts';
import { readBytes } from '../../../desk/request-body.ts';
import { json, refused } from './_answer.ts';

const MOST_BYTES = 4_096;

/**
 * `POST {"login": …, "password": …}`, for programs: the token goes into `Authorization: Bearer …`.
 * @returns 200 with `{ok, token, staff}`; 401, 422 or 429 with a refusal and its sentence
 */
export const POST: APIRoute = async ({ request, locals }) => {
  const { accounts, address, language } = locals;
  const { login, password } = await credentialsIn(request);
  const answer =
    typeof login === 'string' && typeof password === 'string'
      ? await accounts.signIn(login, password, address)
      : refuse('invalid');
  return answer.ok ? json(answer, 200) : refused(answer, accountRefusalMessage(answer, language));
};

async function credentialsIn(request: Request): Promise<{ login?: unknown; password?: unknown }> {
  const bytes = await readBytes(request, MOST_BYTES);
  try {
    const body: unknown = JSON.parse(new TextDecoder().decode(bytes ?? undefined));
    return typeof body === 'object' && body !== null ? body : {};
  } catch {
    return {};
  }
}
