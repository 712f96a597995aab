import { Worker } from 'node:worker_threads';
import type { PlantedFault } from '../plant.ts';
import type { Level } from './stories.ts';
import type { Chapter, Failure, Task } from './teller.ts';

export interface Told {
  readonly schedules: number;
  readonly seconds: number;
  readonly counted: Readonly<Record<string, number>>;
  readonly failures: readonly Failure[];
}

interface Order {
  readonly level: Level;
  readonly from: number;
  readonly seeds: number;
  readonly threads: number;
  readonly faults?: readonly PlantedFault[];
  readonly untilFailure?: boolean;
  /** Hears every now and then how far it has come. */
  readonly progress?: (told: Told) => void;
}

/** Tells the stories of many seeds, a share of them in each thread. */
export async function tellAll(order: Order): Promise<Told> {
  const { level, from, seeds, threads, faults = [], untilFailure = false, progress } = order;
  const begun = performance.now();
  const counted: Record<string, number> = {};
  const failures: Failure[] = [];
  let schedules = 0;
  const soFar = (): Told => ({
    schedules,
    seconds: (performance.now() - begun) / 1_000,
    counted,
    failures: failures.toSorted((a, b) => a.seed - b.seed),
  });

  const run = (thread: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const task: Task = {
        level,
        faults,
        untilFailure,
        from: from + thread,
        step: threads,
        seeds: Math.ceil((seeds - thread) / threads),
      };
      const worker = new Worker(new URL('./teller.ts', import.meta.url), { workerData: task });
      worker.on('message', (chapter: Chapter) => {
        schedules += chapter.done;
        failures.push(...chapter.failures);
        for (const [what, by] of Object.entries(chapter.counted)) counted[what] = (counted[what] ?? 0) + by;
        if (chapter.last) resolve();
        else progress?.(soFar());
      });
      worker.on('error', reject);
    });
  await Promise.all(Array.from({ length: threads }, (_, thread) => run(thread)));
  return soFar();
}
