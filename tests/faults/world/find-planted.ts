import { conclude, readWords } from '../script.ts';
import { FAULTS } from './planted.ts';
import { tellAll } from './tellers.ts';

const USAGE = `node tests/faults/world/find-planted.ts [--only <name>]

Puts each planted mistake into the product and tells stories until one sees a promise broken: at most 100. A story that
ends in any other fault has found nothing: it fails this script.`;

const MOST = 100;
const words = readWords(USAGE, { only: { type: 'string' } });
const found: Record<string, number | null> = {};
const failed: string[] = [];
for (const [name, { level, faults, what }] of Object.entries(FAULTS)) {
  if (words.only !== undefined && words.only !== name) continue;
  const told = await tellAll({ level, faults, from: 1, seeds: MOST, threads: 1, untilFailure: true });
  const [first] = told.failures;
  found[name] = first?.isFinding ? first.seed : null;
  const said = first ? `seed ${first.seed}: ${first.what.slice(0, 160)}` : 'NOT FOUND';
  if (!first?.isFinding) failed.push(`${name}: ${said}`);
  process.stderr.write(`${name} (${what}): ${said}\n`);
}
conclude({ script: 'find-planted', found }, failed);
