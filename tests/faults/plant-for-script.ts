import type { PlantedFault } from './plant.ts';
import { plant } from './plant.ts';
import { isVisible, VISIBLE } from './planted.ts';

/**
 * Plants here what belongs into the clients.
 * @param name of a fault of planted.ts, or nothing
 * @returns what is to be planted in the server
 */
export function plantForScript(name: string | undefined): readonly PlantedFault[] {
  if (name === undefined) return [];
  if (!isVisible(name)) throw new Error(`--plant takes one of ${Object.keys(VISIBLE).join(', ')}.`);
  const { in: where, faults } = VISIBLE[name];
  if (where === 'server') return faults;
  for (const fault of faults) plant(fault, () => process.stderr.write(`planted: ${fault.name}\n`));
  return [];
}
