import type { APIRoute } from 'astro';
import { CATCH_UP_LIMIT } from '#domain/cursor.ts';
import { isPublic, publicChange } from '#domain/public-view.ts';
import { refuse } from '#domain/refusal.ts';
import type { FollowAnswer, PublicRecord } from '#live/protocol.ts';
import { printHour } from '#render/time.ts';
import { json, refused } from '../../_answers.ts';

/** No range is for ever before the archive: a withdrawal blanks it (rule 5). */
const CACHE = 'public, max-age=0, s-maxage=1';

/** `GET ?epoch=&after=&limit=`: what a follow is answered with, in pages; 409 says `restart`. */
export const GET: APIRoute = async ({ params, url, request, locals: { newsroom, language } }) => {
  const coverage = newsroom.coverageById(params.id ?? '');
  if (!coverage || !isPublic(coverage))
    return refused(refuse('not-found', { field: 'coverageId' }), language);
  const epoch = url.searchParams.get('epoch');
  const after = wholeNumber(url.searchParams.get('after'), 0);
  const limit = wholeNumber(url.searchParams.get('limit') ?? String(CATCH_UP_LIMIT), 1);
  if (epoch === null) return refused(refuse('invalid', { field: 'epoch' }), language);
  if (after === null) return refused(refuse('invalid', { field: 'after' }), language);
  if (limit === null || limit > CATCH_UP_LIMIT)
    return refused(refuse('invalid', { field: 'limit', detail: String(CATCH_UP_LIMIT) }), language);

  const head = { epoch: coverage.epoch, seq: coverage.head };
  if (epoch !== head.epoch) return restart('epoch');
  if (after > head.seq) return restart('ahead');
  // Everything public follows from the newest change, so its number names the bytes of every range.
  const headers = { ETag: `"${head.epoch}.${head.seq}"`, 'Cache-Control': CACHE };
  if (request.headers.get('if-none-match') === headers.ETag)
    return new Response(null, { status: 304, headers });
  if (after === head.seq) return said({ kind: 'caught-up', head }, headers);
  const records = await newsroom.changes(coverage.id, after, Math.min(limit, head.seq - after));
  const changes = records.map((record) => publicChange(record, coverage, printHour));
  return said({ kind: 'behind', head, changes }, headers);
};

type Said = FollowAnswer<PublicRecord>;

const said = (answer: Said, headers: Readonly<Record<string, string>>): Response =>
  json(answer, 200, headers);

const restart = (reason: 'epoch' | 'ahead'): Response =>
  json({ kind: 'restart', reason } satisfies Said, 409, { 'Cache-Control': CACHE });

function wholeNumber(text: string | null, least: number): number | null {
  const number = /^\d{1,15}$/u.test(text ?? '') ? Number(text) : Number.NaN;
  return number >= least ? number : null;
}
