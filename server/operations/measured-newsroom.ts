import type { Newsroom } from '#domain/ports.ts';
import type { Metrics } from './metrics.ts';

/** Commands that are being answered. */
export interface UnderWay {
  readonly commands: number;
  /** Milliseconds that the oldest one has waited; 0 where none waits. */
  readonly waited: number;
}

/**
 * The same newsroom, with every command timed from asking to answer, by whichever door it came.
 * @param elapsed milliseconds on a clock that nobody sets
 */
export function measureNewsroom<N extends Newsroom>(
  newsroom: N,
  metrics: Pick<Metrics, 'commandAnswered' | 'appended'>,
  elapsed: () => number,
): { readonly newsroom: N; readonly underWay: () => UnderWay } {
  /** When they began, oldest first. */
  const begun = new Set<{ readonly at: number }>();
  newsroom.follow(({ records }) => metrics.appended(records.length));

  return {
    newsroom: {
      ...newsroom,
      async submit(command, actor) {
        const start = { at: elapsed() };
        begun.add(start);
        try {
          const answer = await newsroom.submit(command, actor);
          const kind = (command as { readonly kind?: unknown } | null)?.kind;
          metrics.commandAnswered(kind, answer.ok ? 'ok' : answer.code, (elapsed() - start.at) / 1_000);
          return answer;
        } finally {
          begun.delete(start);
        }
      },
    },
    underWay() {
      const [oldest] = begun;
      return { commands: begun.size, waited: oldest ? elapsed() - oldest.at : 0 };
    },
  };
}
