import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createChance } from './chance.ts';
import { plant } from './plant.ts';
import { commit, conclude, readWords } from './script.ts';
import type { Ground } from './world/every-call-story.ts';
import { FAULTS } from './world/planted.ts';
import { SHORT_SEGMENTS } from './world/short-segments.ts';

const USAGE = `node tests/faults/every-call.ts [--disk real|simulated|both] [--every 1]

Lives the same life of a journal again and again: begun, written in batches, sealed, a snapshot made, ended behind 4 MiB
and begun anew, torn, mended. Each time one other call to the disk goes wrong: the process is killed before, within or
behind it, it fails with EIO or ENOSPC, or does only a part. On the simulated disk the power may be cut as well.
Afterwards everything that was acknowledged must be there, and nothing that was refused.
  --every  strikes only each n-th call: a short form
  --plant  puts a mistake into the product: ${Object.keys(FAULTS).join(', ')}`;

const words = readWords(USAGE, {
  disk: { type: 'string', default: 'both' },
  every: { type: 'string', default: '1' },
  plant: { type: 'string' },
});
// Before anything of the product is loaded.
for (const fault of [SHORT_SEGMENTS, ...(FAULTS[words.plant ?? '']?.faults ?? [])])
  plant(fault, () => undefined);
const { realDisk } = await import('#server/storage/real-disk.ts');
const { createDisk } = await import('./world/a-disk.ts');
const { strikeEveryCall } = await import('./world/every-call-story.ts');
const begun = performance.now();
const project = commit();
const failures: string[] = [];
const figures: Record<string, unknown> = {};

/** A folder of this machine, new for each life. */
function onRealDisk(): Ground {
  const folder = mkdtempSync(join(tmpdir(), 'plenary-every-call-'));
  return {
    // A small one, so that what is kept back of it is small.
    disk: { ...realDisk, space: () => ({ free: 1 << 20, total: 1 << 20 }) },
    folder,
    leave: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function onSimulatedDisk(seed: number, cutBehind?: 'strike' | 'all'): Ground {
  const disk = createDisk(createChance(seed), 1 << 20);
  disk.makeFolder('/data');
  return {
    disk,
    folder: '/data',
    leave: () => undefined,
    ...(cutBehind && { cut: { behind: cutBehind, power: disk.cut } }),
  };
}

const grounds: Record<string, (n: number) => Ground> = {
  ...(words.disk !== 'simulated' && { real: onRealDisk }),
  ...(words.disk !== 'real' && {
    simulated: (n) => onSimulatedDisk(n),
    'simulated, power cut then': (n) => onSimulatedDisk(n, 'strike'),
    'simulated, power cut later': (n) => onSimulatedDisk(n, 'all'),
  }),
};
for (const [name, ground] of Object.entries(grounds)) {
  const told = await strikeEveryCall(ground, Number(words.every));
  figures[name] = told.figures;
  failures.push(...told.failures.map((what) => `${name}: ${what}`));
  process.stderr.write(`${name}: ${JSON.stringify(told.figures)}, ${told.failures.length} failures\n`);
}
conclude(
  {
    script: 'every-call',
    commit: project,
    date: new Date().toISOString().slice(0, 10),
    seconds: Math.round((performance.now() - begun) / 1_000),
    ...figures,
  },
  failures.slice(0, 50),
);
