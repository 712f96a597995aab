/** `node --import` of this plants the fault that the environment names, in every thread of the process. */
import { writeSync } from 'node:fs';
import type { PlantedFault } from './plant.ts';
import { PLANT_VARIABLE, plant, saysPlanted } from './plant.ts';

const fault = JSON.parse(process.env[PLANT_VARIABLE] ?? '') as PlantedFault;
plant(fault, () => writeSync(2, `${saysPlanted(fault)}\n`));
