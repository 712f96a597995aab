import { watch } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Chance } from './chance.ts';

/** When a round's server is killed. */
export type Moment = 'starting' | 'writing' | 'after-ack' | 'snapshotting';

/** Of a hundred rounds. */
const SHARES: readonly (readonly [Moment, number])[] = [
  ['starting', 15],
  ['snapshotting', 8],
  ['after-ack', 32],
  ['writing', 45],
];

export function pickMoment(chance: Chance): Moment {
  let left = chance.fraction() * 100;
  for (const [moment, share] of SHARES) {
    left -= share;
    if (left < 0) return moment;
  }
  return 'writing';
}

/** Resolves so many milliseconds after a file under this name was touched in a folder; never, when it is called off. */
export async function touched(
  folder: string,
  name: RegExp,
  after: number,
  calledOff: AbortSignal,
): Promise<void> {
  const seen = Promise.withResolvers<void>();
  const watcher = watch(folder, { signal: calledOff }, (_, file) => {
    if (file !== null && name.test(file)) seen.resolve();
  });
  await seen.promise;
  watcher.close();
  await wait(after);
}
