import type { PlantedFault } from '../plant.ts';
import { plant } from '../plant.ts';
import { demandUndamaged } from './broken.ts';
import { SHORT_SEGMENTS } from './short-segments.ts';
import type { Told } from './told.ts';

/** `storage`: the store alone on the simulated disk. `whole`: server, network, reporters and readers as well. */
export const LEVELS = ['storage', 'whole'] as const;
export type Level = (typeof LEVELS)[number];

/** Tells one story. @throws what broke */
export type Tell = (seed: number, told: Told) => Promise<void>;

/** To be called before anything of the product is loaded in this thread. */
export async function loadStories(level: Level, faults: readonly PlantedFault[]): Promise<Tell> {
  // Faults that nobody sees pass by the thousand; nobody reads where they came from.
  Error.stackTraceLimit = 0;
  Buffer.poolSize = 1 << 22;
  const missing = new Set(faults.map(({ name, file }) => `${name} in ${file}`));
  for (const fault of [SHORT_SEGMENTS, ...faults])
    plant(fault, () => missing.delete(`${fault.name} in ${fault.file}`));
  const tell: Tell =
    level === 'storage'
      ? (await import('./storage-story.ts')).tellStorageStory
      : (await import('./whole-story.ts')).tellWholeStory;
  const undamaged: Tell = (seed, told) => demandUndamaged(() => tell(seed, told));
  if (missing.size > 0) throw new Error(`nothing loads ${[...missing].join(', ')}`);
  return undamaged;
}
