import type { FollowAnswer, PublicRecord } from '#live/protocol.ts';

/** What the server says comes after a number. */
export async function changesAfter(
  origin: string,
  coverageId: string,
  epoch: string,
  after: number,
): Promise<FollowAnswer<PublicRecord>> {
  const query = new URLSearchParams({ epoch, after: String(after) });
  const response = await fetch(`${origin}/api/v1/coverages/${coverageId}/changes?${query}`, {
    signal: AbortSignal.timeout(10_000),
  });
  return (await response.json()) as FollowAnswer<PublicRecord>;
}

/**
 * The whole log as readers may see it, in pages.
 * @throws when the server says that this numbering does not go on
 */
export async function fetchLog(origin: string, coverageId: string, epoch: string): Promise<PublicRecord[]> {
  const log: PublicRecord[] = [];
  for (;;) {
    const answer = await changesAfter(origin, coverageId, epoch, log.length);
    if (answer.kind === 'caught-up') return log;
    if (answer.kind !== 'behind') throw new Error(`${JSON.stringify(answer)} after ${log.length}`);
    log.push(...answer.changes);
  }
}
