import type { APIRoute } from 'astro';
import { isMember } from '#domain/policy.ts';
import type { Refusal } from '#domain/refusal.ts';
import { refuse } from '#domain/refusal.ts';
import type { Speaker } from '#domain/speaker.ts';
import { refusalMessage } from '#i18n/refusals.ts';
import { readNewSpeaker, speakerToKeep } from '../../../desk/new-speaker.ts';
import { readBytes } from '../../../desk/request-body.ts';
import { json, refused } from './_answer.ts';

const MOST_BYTES = 8 * 1024;

/**
 * `POST {"id", "coverageId", "name", "honorific"?, "title"?, "shortTitle"?}`: puts a person into the directory, or gives
 * one who is there the title from the coverage's day on. For those who work on the coverage.
 * @returns 200 with `{ok, speaker}`; otherwise a refusal and its sentence
 */
export const POST: APIRoute = async ({ request, locals }) => {
  const answer = await keep(request, locals);
  return 'ok' in answer
    ? refused(answer, refusalMessage(answer, locals.language))
    : json({ ok: true, speaker: answer }, 200);
};

async function keep(
  request: Request,
  { staff, newsroom, directory }: App.Locals,
): Promise<Speaker | Refusal> {
  if (!staff) return refuse('not-signed-in');
  const bytes = await readBytes(request, MOST_BYTES);
  if (!bytes) return refuse('too-long', { detail: String(MOST_BYTES) });
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return refuse('invalid');
  }
  const asked = readNewSpeaker(body);
  if ('ok' in asked) return asked;
  if (!isMember(staff, asked.coverageId)) return refuse('not-allowed');
  const coverage = newsroom.coverageById(asked.coverageId);
  if (!coverage) return refuse('not-found', { field: 'coverageId' });
  const day = coverage.about.date.iso;
  return await directory.addSpeaker((known) => speakerToKeep(asked, known, day));
}
