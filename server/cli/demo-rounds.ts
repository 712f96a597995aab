import type { ReplayOptions } from './play-replay.ts';
import type { ReplayCoverage } from './replay-coverage.ts';
import { minuteOf, readReplayScript } from './replay-script.ts';

/** So many conferences make a newsroom look lived in; more would only be copies. */
const MOST = 4;
/** Minutes of the script: of the first conference these are over when the demonstration starts. */
const OVER = 62;
/** Minutes of the script between two conferences. */
const REST = 10;

const NEXT = 'The conference is over. The next one is announced, and begins by itself.';
const THE_END = `That was the last simulated conference. It stays live, and nobody posts any more: the desks are yours.
For new ones, stop the demonstration (Ctrl+C) and start it again.`;

export interface RoundsOptions extends Pick<ReplayOptions, 'url' | 'speed' | 'say' | 'signal'> {
  readonly play: (options: ReplayOptions) => Promise<ReplayCoverage>;
  /** Archives a coverage, where that can be: somebody may have reopened it. */
  readonly archive: (coverageId: string) => Promise<unknown>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * One simulated conference after the other, so that whoever looks finds one that goes on. What is over stays closed
 * until the next one is over too, and is archived then. The last of them is never closed.
 */
export async function playRounds({ play, archive, now, ...options }: RoundsOptions): Promise<void> {
  const { say, signal, speed } = options;
  const milliseconds = (minutes: number): number => (minutes * 60_000) / speed;
  const closing = minuteOf((await readReplayScript()).steps.at(-1)?.hour ?? '');
  let before: ReplayCoverage | null = null;
  for (let round = 1; round <= MOST; round += 1) {
    const isLast = round === MOST;
    const startsAt = now() + milliseconds(round === 1 ? -OVER : REST);
    const over = await play({ ...options, startsAt, ...(isLast && { until: closing }) }).catch(
      (fault: unknown) => {
        if (!signal?.aborted)
          say(`The simulation ended early: ${fault instanceof Error ? fault.message : String(fault)}`);
        return null;
      },
    );
    if (signal?.aborted) return;
    if (before) await archive(before.id);
    before = over;
    say(isLast ? THE_END : NEXT);
  }
}
