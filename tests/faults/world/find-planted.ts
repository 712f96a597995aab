import { conclude, readWords } from '../script.ts';
import { FAULTS } from './planted.ts';
import { tellAll } from './tellers.ts';

const USAGE = `node tests/faults/world/find-planted.ts [--only <name>]

Puts each planted mistake into the product and tells stories until one breaks: at most 100.`;

const MOST = 100;
const words = readWords(USAGE, { only: { type: 'string' } });
const found: Record<string, number | null> = {};
for (const [name, { level, faults, what }] of Object.entries(FAULTS)) {
  if (words.only !== undefined && words.only !== name) continue;
  const told = await tellAll({ level, faults, from: 1, seeds: MOST, threads: 1, untilFailure: true });
  const [first] = told.failures;
  found[name] = first?.seed ?? null;
  process.stderr.write(
    `${name} (${what}): ${first ? `seed ${first.seed}: ${first.what.slice(0, 160)}` : 'NOT FOUND'}\n`,
  );
}
conclude(
  { script: 'find-planted', found },
  Object.keys(found).filter((name) => found[name] === null),
);
