import { createChance } from './chance.ts';
import { plant } from './plant.ts';
import { commit, conclude, readWords } from './script.ts';
import { FAULTS } from './world/planted.ts';
import { SHORT_SEGMENTS } from './world/short-segments.ts';

const USAGE = `node tests/faults/flips.ts [--flips 20000] [--seed 1]

Changes one byte of a small log's segments and snapshot, opens it, and begins again: so many times. Each time the start
must be refused with file and offset, or somebody must be told what was cut or could not be used; and nothing that was
acknowledged may be gone. Then the same with a log that was left by kill -9, whose last batch no seal has proved yet: a
byte of that batch may cost it, and that is told.
  --plant  puts a mistake into the product: ${Object.keys(FAULTS).join(', ')}`;

const words = readWords(USAGE, {
  flips: { type: 'string', default: '20000' },
  seed: { type: 'string', default: '1' },
  plant: { type: 'string' },
});
// Before anything of the product is loaded.
for (const fault of [SHORT_SEGMENTS, ...(FAULTS[words.plant ?? '']?.faults ?? [])])
  plant(fault, () => undefined);
const { flipOne, leaveLog } = await import('./world/flip-story.ts');

Error.stackTraceLimit = 0;
const project = commit();
const begun = performance.now();
const chance = createChance(Number(words.seed));
const silent: string[] = [];
const found: Record<string, Record<string, number>> = {};
for (const end of ['closed', 'killed'] as const) {
  const left = await leaveLog(chance, end);
  const counts: Record<string, number> = { refused: 0, 'torn tail': 0, 'snapshot unusable': 0, silent: 0 };
  const flips = end === 'closed' ? Number(words.flips) : Number(words.flips) / 10;
  for (let n = 0; n < flips; n += 1) {
    const what = await flipOne(left, chance).catch((fault) => {
      silent.push(`${end}: ${fault}`);
      return 'silent';
    });
    counts[what] = (counts[what] ?? 0) + 1;
  }
  found[end] = counts;
}
conclude(
  {
    script: 'flips',
    commit: project,
    date: new Date().toISOString().slice(0, 10),
    seed: Number(words.seed),
    seconds: Math.round((performance.now() - begun) / 1_000),
    ...found,
  },
  silent.slice(0, 10),
);
