import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

/** A mistake that a harness must see: one snippet of one source file, and what stands there instead. */
export interface PlantedFault {
  readonly name: string;
  /** From the project's root, such as `server/newsroom/writer.ts`. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly replace: string;
}

const ROOT = new URL('../../', import.meta.url);

/**
 * Plants a fault in this thread: the file is changed as it is loaded, nothing is written. Import dynamically, after
 * this, what shall have the fault. Vitest loads files by its own ways, so a test plants in a process or a worker thread.
 * @param onLoad called each time the file is loaded: a fault in a file that nobody loads proves nothing
 * @throws when the snippet does not stand in the file exactly once
 */
export function plant({ name, file, find, replace }: PlantedFault, onLoad: () => void): void {
  const url = new URL(file, ROOT).href;
  const source = readFileSync(fileURLToPath(url), 'utf8');
  const times = source.split(find).length - 1;
  if (times !== 1)
    throw new Error(`Planted fault "${name}": ${file} has the snippet ${times} times, not once:\n${find}`);
  registerHooks({
    load(asked, context, next) {
      const loaded = next(asked, context);
      if (asked.split('?')[0] !== url) return loaded;
      onLoad();
      // What the hook before this one made of it: two faults may stand in one file.
      const text =
        typeof loaded.source === 'string'
          ? loaded.source
          : Buffer.from(loaded.source as Uint8Array).toString();
      return { ...loaded, source: text.replace(find, () => replace) };
    },
  });
}

/** Name of the variable that `planted-start.ts` reads. */
export const PLANT_VARIABLE = 'PLENARY_TEST_PLANT';

const START = fileURLToPath(new URL('./planted-start.ts', import.meta.url));

/** For a process of its own, and its worker threads: what to start `node` with. */
export const plantedProcess = (...faults: readonly PlantedFault[]) => ({
  execArgv: [`--import=${START}`],
  env: { [PLANT_VARIABLE]: JSON.stringify(faults) },
});

/** What a process with a fault says on standard error, once in each thread that loaded the file. */
export const saysPlanted = ({ name }: Pick<PlantedFault, 'name'>): string => `planted fault: ${name}`;
