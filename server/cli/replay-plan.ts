import { printHour } from '#render/time.ts';
import type { PostStep, ReplayScript, ReplayStep } from './replay-script.ts';
import { minuteOf } from './replay-script.ts';

/**
 * When the minutes of the script happen. The conference is held on the day of the replay and as much shorter as the
 * replay is faster, so that its hours are those of every clock, and somebody at a real desk reports beside it.
 */
export interface ReplayPlan {
  /** UTC instant of an hour of the script, such as `9h12`. */
  readonly instantOf: (hour: string) => string;
  /** Words of the script with their `{9h12}` as clocks have them. */
  readonly inWords: <Step extends ReplayStep>(step: Step) => Step;
}

/**
 * @param startsAt when the first minute of the script happens, milliseconds since 1970
 * @param speed how many minutes of the script pass in one, 1 to 600
 */
export function planOf({ steps }: Pick<ReplayScript, 'steps'>, startsAt: number, speed: number): ReplayPlan {
  const first = minuteOf(steps[0]?.hour ?? '0h00');
  const instantOf = (hour: string): string =>
    new Date(startsAt + ((minuteOf(hour) - first) * 60_000) / speed).toISOString();
  const onClocks = (text: string): string =>
    text.replace(/\{(\d{1,2}h\d{2})\}/gu, (_, hour: string) => printHour(instantOf(hour)));
  return {
    instantOf,
    inWords(step) {
      const post: Partial<PostStep> =
        step.act === 'post' && step.text ? { text: step.text.map(onClocks) } : {};
      return { ...step, ...post, ...(step.act === 'correct' && { note: onClocks(step.note) }) };
    },
  };
}
