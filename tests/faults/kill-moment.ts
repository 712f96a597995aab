import { watch } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Chance } from './chance.ts';

/** When a round's server is killed. */
export type Moment = 'starting' | 'writing' | 'after-ack' | 'snapshotting';

/** Of a hundred rounds. */
const SHARES: readonly (readonly [Moment, number])[] = [
  ['starting', 15],
  ['after-ack', 30],
  ['snapshotting', 15],
  ['writing', 40],
];

export function pickMoment(chance: Chance): Moment {
  let left = chance.fraction() * 100;
  for (const [moment, share] of SHARES) {
    left -= share;
    if (left < 0) return moment;
  }
  return 'writing';
}

/**
 * Resolves when a file under this name is touched in a folder, and a chosen time after that; or when time is up.
 * @returns whether it was touched
 */
export async function touched(
  folder: string,
  name: RegExp,
  { after, within }: { after: number; within: number },
): Promise<boolean> {
  const seen = Promise.withResolvers<true>();
  const watcher = watch(folder, (_, file) => {
    if (file !== null && name.test(file)) seen.resolve(true);
  });
  const patience = new AbortController();
  const late = wait(within, false as const, { signal: patience.signal });
  late.catch(() => undefined);
  const was = await Promise.race([seen.promise, late]);
  patience.abort();
  watcher.close();
  if (was) await wait(after);
  return was;
}
