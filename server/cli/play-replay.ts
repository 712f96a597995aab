import { setTimeout as sleep } from 'node:timers/promises';
import { DEMONSTRATION_ACCOUNTS } from '#domain/demonstration.ts';
import type { DeskPerson } from './desk-person.ts';
import { sitDown } from './desk-person.ts';
import { openCoverage } from './replay-coverage.ts';
import type { ReplayScript } from './replay-script.ts';
import { minuteOf, readReplayScript } from './replay-script.ts';
import { createSteps } from './replay-steps.ts';

export interface ReplayOptions {
  /** Where the newsroom is, without a trailing slash. */
  readonly url: string;
  /** How many times faster than the clock, 1 to 600. */
  readonly speed: number;
  /** Minutes since midnight; nothing of that minute or later is done. */
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
export async function playReplay(options: ReplayOptions): Promise<void> {
  const script = await readReplayScript();
  const people = new Map<string, DeskPerson>();
  try {
    for (const account of DEMONSTRATION_ACCOUNTS)
      people.set(account.login, await sitDown(options.url, account));
    await play(script, people, options);
  } finally {
    for (const person of people.values()) person.leave();
  }
}

async function play(
  script: ReplayScript,
  people: ReadonlyMap<string, DeskPerson>,
  { url, speed, until = Number.POSITIVE_INFINITY, say, signal }: ReplayOptions,
): Promise<void> {
  const person = (login: string): DeskPerson => {
    const found = people.get(login);
    if (!found) throw new Error(`the replay script names nobody called “${login}”`);
    return found;
  };
  const editor = DEMONSTRATION_ACCOUNTS.find(({ role }) => role !== 'reporter');
  const coverage = await openCoverage(script, person(editor?.login ?? ''));
  say(`Simulated coverage: ${url}/truc-tiep/${coverage.slug}`);

  const doStep = createSteps(script, coverage);
  const first = minuteOf(script.steps[0]?.hour ?? '0h00');
  const began = performance.now();
  for (const step of script.steps) {
    const minute = minuteOf(step.hour);
    if (minute >= until) return;
    const due = began + ((minute - first) * 60_000) / speed;
    await sleep(Math.max(0, due - performance.now()), undefined, signal ? { signal } : {});
    const who = person(step.who);
    say(`${step.hour}  ${who.name} ${await doStep(step, who)}`);
  }
}
