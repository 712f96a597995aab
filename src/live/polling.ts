import type { Cursor } from '#domain/cursor.ts';
import type { FollowAnswer, PublicRecord } from './protocol.ts';
import { readFollowAnswer } from './read-follow-answer.ts';

/** Milliseconds. The longest gap is below the time after which a page is called stale. */
const FIRST_GAP = 15_000;
const LONGEST_GAP = 40_000;
const LONGEST_GAP_IN_TROUBLE = 120_000;

interface PollingDependencies {
  readonly origin: string;
  readonly coverageId: string;
  readonly cursor: () => Cursor;
  readonly hear: (answer: FollowAnswer<PublicRecord>) => void;
}

export interface Polling {
  /** Polls now and from then on, until stopped. */
  start(): void;
  stop(): void;
  readonly running: boolean;
}

/** For readers whose network lets no sockets through: the same answers by HTTP, less and less often. */
export function createPolling({ origin, coverageId, cursor, hear }: PollingDependencies): Polling {
  let gap = FIRST_GAP;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Number of the round under way: an answer to an earlier one is not heard. */
  let round = 0;
  let running = false;

  async function poll(): Promise<void> {
    round += 1;
    const mine = round;
    clearTimeout(timer);
    const answer = await askByHttp(origin, coverageId, cursor()).catch(() => null);
    if (!running || mine !== round) return;
    if (answer === null) gap = Math.min(gap * 2, LONGEST_GAP_IN_TROUBLE);
    else gap = answer.kind === 'behind' ? FIRST_GAP : Math.min(gap * 1.4, LONGEST_GAP);
    timer = setTimeout(poll, gap * (0.9 + Math.random() * 0.1));
    if (answer) hear(answer);
  }

  return {
    start() {
      running = true;
      void poll();
    },
    stop() {
      running = false;
      gap = FIRST_GAP;
      clearTimeout(timer);
    },
    get running() {
      return running;
    },
  };
}

/** @returns null when what came back is not the newsroom's answer */
async function askByHttp(
  origin: string,
  coverageId: string,
  { epoch, seq }: Cursor,
): Promise<FollowAnswer<PublicRecord> | null> {
  const query = new URLSearchParams({ epoch, after: String(seq) });
  const address = `${origin}/api/v1/coverages/${encodeURIComponent(coverageId)}/changes?${query}`;
  const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(10_000) });
  return readFollowAnswer(await response.json());
}
