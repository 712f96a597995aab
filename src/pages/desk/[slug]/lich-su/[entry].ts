import type { APIRoute } from 'astro';
import type { LogRecord } from '#domain/change.ts';
import { isMember } from '#domain/policy.ts';
import { historyOf } from '../../../../desk/history.ts';

const AT_ONCE = 1_000;

/** Every state one entry was in, for the staff of its coverage. Reads the log through: asked for by a press only. */
export const GET: APIRoute = async ({ locals, params }) => {
  const { newsroom, staff } = locals;
  const coverage = newsroom.coverage(params.slug ?? '');
  if (!staff || !coverage || !isMember(staff, coverage.id)) return new Response(null, { status: 404 });
  const records: LogRecord[] = [];
  for (let after = 0; ; ) {
    const some = await newsroom.changes(coverage.id, after, AT_ONCE);
    records.push(...some);
    const last = some.at(-1);
    if (!last || some.length < AT_ONCE) break;
    after = last.seq;
  }
  return Response.json(historyOf(records, params.entry ?? ''), { headers: { 'Cache-Control': 'no-store' } });
};
