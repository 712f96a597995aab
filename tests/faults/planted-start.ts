/** `node --import` of this plants the faults that the environment names, in every thread of the process. */
import { writeSync } from 'node:fs';
import type { PlantedFault } from './plant.ts';
import { PLANT_VARIABLE, plant, saysPlanted } from './plant.ts';

const faults = JSON.parse(process.env[PLANT_VARIABLE] ?? '[]') as PlantedFault[];
for (const fault of faults) plant(fault, () => writeSync(2, `${saysPlanted(fault)}\n`));
