import { setTimeout as sleep } from 'node:timers/promises';
import { DEMONSTRATION_ACCOUNTS } from '#domain/demonstration.ts';
import { printHour } from '#render/time.ts';
import type { DeskPerson } from './desk-person.ts';
import { sitDown } from './desk-person.ts';
import type { ReplayCoverage } from './replay-coverage.ts';
import { announceCoverage, openCoverage } from './replay-coverage.ts';
import { planOf } from './replay-plan.ts';
import type { ReplayScript } from './replay-script.ts';
import { minuteOf, readReplayScript } from './replay-script.ts';
import { createSteps } from './replay-steps.ts';

export interface ReplayOptions {
  /** Where the newsroom is, without a trailing slash. */
  readonly url: string;
  /** How many times faster than the clock, 1 to 600. */
  readonly speed: number;
  /**
   * When the conference begins, milliseconds since 1970. Until then it is announced; what is over by now is caught up
   * with at once.
   */
  readonly startsAt: number;
  /** Minutes since midnight, on the clock of the script; nothing of that minute or later is done. */
  readonly until?: number;
  readonly say: (line: string) => void;
  /** Ends the replay between two steps. */
  readonly signal?: AbortSignal;
}

/**
 * Three reporters and an editor cover the simulated conference, through the doors that everybody has: sign-in, the
 * socket of the desk, the upload of photos.
 * @throws {Complaint} when they were refused something
 */
export async function playReplay(options: ReplayOptions): Promise<ReplayCoverage> {
  const script = await readReplayScript();
  const people = new Map<string, DeskPerson>();
  try {
    for (const account of DEMONSTRATION_ACCOUNTS)
      people.set(account.login, await sitDown(options.url, account));
    return await play(script, people, options);
  } finally {
    for (const person of people.values()) person.leave();
  }
}

async function play(
  script: ReplayScript,
  people: ReadonlyMap<string, DeskPerson>,
  { url, speed, startsAt, until = Number.POSITIVE_INFINITY, say, signal }: ReplayOptions,
): Promise<ReplayCoverage> {
  const person = (login: string): DeskPerson => {
    const found = people.get(login);
    if (!found) throw new Error(`the replay script names nobody called “${login}”`);
    return found;
  };
  const waitFor = async (instant: string): Promise<void> => {
    for (let left = Date.parse(instant) - Date.now(); left > 0; left = Date.parse(instant) - Date.now())
      await sleep(left, undefined, signal ? { signal } : {});
  };
  const editor = person(DEMONSTRATION_ACCOUNTS.find(({ role }) => role !== 'reporter')?.login ?? '');
  const plan = planOf(script, startsAt, speed);
  const coverage = await announceCoverage(script, plan, editor);
  const opensAt = new Date(startsAt).toISOString();
  say(`Simulated coverage, from ${printHour(opensAt)}: ${url}/truc-tiep/${coverage.slug}`);
  await waitFor(opensAt);
  await openCoverage(coverage, opensAt, editor);

  const doStep = createSteps(script, plan, coverage);
  const begun = new Date().toISOString();
  for (const step of script.steps) {
    if (minuteOf(step.hour) >= until) return coverage;
    const due = plan.instantOf(step.hour);
    await waitFor(due);
    signal?.throwIfAborted();
    const who = person(step.who);
    const done = await doStep(step, who);
    // What is caught up with is no news.
    if (due >= begun) say(`${printHour(due)}  ${who.name} ${done}`);
  }
  return coverage;
}
