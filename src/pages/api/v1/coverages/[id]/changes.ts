import type { APIRoute } from 'astro';
import type { Cursor } from '#domain/cursor.ts';
import { CATCH_UP_LIMIT } from '#domain/cursor.ts';
import { isPublic, publicChange } from '#domain/public-view.ts';
import type { Refusal } from '#domain/refusal.ts';
import { refuse } from '#domain/refusal.ts';
import { refusalMessage } from '#i18n/refusals.ts';
import type { FollowAnswer, PublicRecord } from '#live/protocol.ts';
import { printHour } from '#render/time.ts';
import { ANYBODY, json, refused } from '../../_answer.ts';

/** No range is for ever before the archive: a withdrawal blanks it (rule 5). */
const CACHED_BRIEFLY = { 'cache-control': 'public, max-age=0, s-maxage=1', ...ANYBODY };

/**
 * `GET ?epoch=&after=&limit=`: what a follow is answered with, in pages of at most 500.
 * @returns 200 with `caught-up` or `behind`; 304; 409 with `restart`; 404 or 422 with a refusal and its sentence
 */
export const GET: APIRoute = async ({ params, url, request, locals: { newsroom, language } }) => {
  const no = (refusal: Refusal): Response => refused(refusal, refusalMessage(refusal, language));
  const coverage = newsroom.coverageById(params.id ?? '');
  if (!coverage || !isPublic(coverage)) return no(refuse('not-found', { field: 'coverageId' }));
  const range = readRange(url.searchParams, coverage.epoch);
  if ('ok' in range) return no(range);

  const head = { epoch: coverage.epoch, seq: coverage.head };
  if (range.epoch !== head.epoch) return say({ kind: 'restart', reason: 'epoch' }, 409);
  if (range.seq > head.seq) return say({ kind: 'restart', reason: 'ahead' }, 409);
  // Everything public follows from the newest change, so its number names the bytes of every range.
  const etag = `"${head.epoch}.${head.seq}"`;
  if (request.headers.get('if-none-match')?.replace(/^W\//u, '') === etag)
    return new Response(null, { status: 304, headers: { ...CACHED_BRIEFLY, etag } });
  if (range.seq === head.seq) return say({ kind: 'caught-up', head }, 200, etag);
  const records = await newsroom.changes(coverage.id, range.seq, Math.min(range.limit, head.seq - range.seq));
  const changes = records.map((record) => publicChange(record, coverage, printHour));
  return say({ kind: 'behind', head, changes }, 200, etag);
};

const say = (answer: FollowAnswer<PublicRecord>, status: number, etag?: string): Response =>
  json(answer, status, { ...CACHED_BRIEFLY, ...(etag && { etag }) });

interface Range extends Cursor {
  readonly limit: number;
}

/** @param newest what whoever reads from the beginning need not know */
function readRange(query: URLSearchParams, newest: string): Range | Refusal {
  const seq = wholeNumber(query.get('after'));
  if (seq === null) return refuse('invalid', { field: 'after' });
  const epoch = query.get('epoch') ?? (seq === 0 ? newest : null);
  if (epoch === null) return refuse('invalid', { field: 'epoch' });
  const limit = query.has('limit') ? wholeNumber(query.get('limit')) : CATCH_UP_LIMIT;
  if (limit === null || limit < 1 || limit > CATCH_UP_LIMIT)
    return refuse('invalid', { field: 'limit', detail: String(CATCH_UP_LIMIT) });
  return { epoch, seq, limit };
}

const wholeNumber = (text: string | null): number | null =>
  /^\d{1,15}$/u.test(text ?? '') ? Number(text) : null;
