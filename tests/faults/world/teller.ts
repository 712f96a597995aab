import { parentPort, workerData } from 'node:worker_threads';
import type { PlantedFault } from '../plant.ts';
import { Broken } from './broken.ts';
import type { Level } from './stories.ts';
import { loadStories } from './stories.ts';
import { createTally } from './told.ts';

/** What a thread is given to tell: seeds `from`, `from + step` … of `seeds` in all. */
export interface Task {
  readonly level: Level;
  readonly faults: readonly PlantedFault[];
  readonly from: number;
  readonly step: number;
  readonly seeds: number;
  /** Enough is enough: no more stories behind the first that fails. */
  readonly untilFailure: boolean;
}

/** A story that did not come to a good end. */
export interface Failure {
  readonly seed: number;
  readonly what: string;
  /** A promise was seen broken. Anything else that was thrown is a fault of these stories themselves. */
  readonly isFinding: boolean;
}

export interface Chapter {
  readonly done: number;
  readonly counted: Readonly<Record<string, number>>;
  readonly failures: readonly Failure[];
  readonly last: boolean;
}

/** Milliseconds between two words to the main thread. */
const SAY_EVERY = 1_000;

const { level, faults, from, step, seeds, untilFailure }: Task = workerData;
const tell = await loadStories(level, faults);
let tally = createTally();
let failures: Failure[] = [];
let [done, said] = [0, performance.now()];

function say(last: boolean): void {
  const chapter: Chapter = { done, counted: tally.counted, failures, last };
  parentPort?.postMessage(chapter);
  [tally, failures, done, said] = [createTally(), [], 0, performance.now()];
}

for (let seed = from; seed < from + seeds * step; seed += step) {
  try {
    await tell(seed, tally);
  } catch (fault) {
    failures.push({ seed, what: String(fault), isFinding: fault instanceof Broken });
  }
  done += 1;
  if (failures.length > 0 && untilFailure) break;
  if (performance.now() - said > SAY_EVERY) say(false);
}
say(true);
