import { createChance } from './chance.ts';
import { plant } from './plant.ts';
import { commit, conclude, readWords } from './script.ts';
import { Broken } from './world/broken.ts';
import { FAULTS } from './world/planted.ts';
import { SHORT_SEGMENTS } from './world/short-segments.ts';

const USAGE = `node tests/faults/flips.ts [--flips 20000] [--every 1] [--seed 1]

Harms a small log that rests, opens it, and begins again: changes one byte of its segments and snapshot, so many times;
cuts each file off at each --every-th byte and around each end of a line; makes zeros of each of its sectors. Each time
the start must be refused with file and offset, or somebody must be told what was cut or could not be used, and what is
read must be what was acknowledged, up to the harm. Only a cut between two batches of the newest segment cannot be seen.
So for a log that was closed; for one that was left by kill -9, whose last batch no seal has proved yet; and for one
with a snapshot of all of it, from which nothing at all may be gone.
  --plant  puts a mistake into the product: ${Object.keys(FAULTS).join(', ')}`;

const words = readWords(USAGE, {
  flips: { type: 'string', default: '20000' },
  every: { type: 'string', default: '1' },
  seed: { type: 'string', default: '1' },
  plant: { type: 'string' },
});
// Before anything of the product is loaded.
for (const fault of [SHORT_SEGMENTS, ...(FAULTS[words.plant ?? '']?.faults ?? [])])
  plant(fault, () => undefined);
const { ENDS, leaveLog } = await import('./world/left-log.ts');
const { cuts, flip, zeroedSectors } = await import('./world/harms.ts');
const { openHarmed } = await import('./world/flip-story.ts');

Error.stackTraceLimit = 0;
const project = commit();
const begun = performance.now();
const chance = createChance(Number(words.seed));
const silent: string[] = [];
const found: Record<string, Record<string, Record<string, number>>> = {};
for (const end of ENDS) {
  const left = await leaveLog(chance, end);
  const flips = Array.from({ length: Number(words.flips) / (end === 'closed' ? 1 : 10) }, () =>
    flip(left, chance),
  );
  const counts: Record<string, Record<string, number>> = {};
  for (const harm of [...flips, ...cuts(left, Number(words.every)), ...zeroedSectors(left)]) {
    const what = await openHarmed(left, harm, chance).catch((fault) => {
      // Any other fault is one of this script's own.
      if (!(fault instanceof Broken)) throw fault;
      silent.push(`${end}: ${fault}`);
      return 'silent';
    });
    const ofKind = counts[harm.kind] ?? {};
    counts[harm.kind] = { ...ofKind, [what]: (ofKind[what] ?? 0) + 1 };
  }
  if (end === 'snapshot at the end' && counts.cut?.['lost between batches'] !== undefined)
    silent.push(`${end}: the snapshot knew of what was lost`);
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
