import { commit, conclude, readWords } from '../script.ts';
import { FAULTS } from './planted.ts';
import { LEVELS, loadStories } from './stories.ts';
import type { Told } from './tellers.ts';
import { tellAll } from './tellers.ts';
import { createTally } from './told.ts';

const USAGE = `node tests/faults/world/run.ts [--seeds 200000] [--from 1] [--level storage|whole] [--threads 2] [--plant <name>]
node tests/faults/world/run.ts --seed <n> [--trace] [--level …] [--plant <name>]

Tells whole lives of a journal, or of a newsroom with its people, on a simulated disk, clock and network. One seed is
one story, with several crashes; the same seed is the same story. Prints figures as one line of JSON, and fails when an
invariant broke.
  --plant  puts a mistake into the product: ${Object.keys(FAULTS).join(', ')}`;

const words = readWords(USAGE, {
  seeds: { type: 'string', default: '200000' },
  from: { type: 'string', default: '1' },
  seed: { type: 'string' },
  trace: { type: 'boolean', default: false },
  level: { type: 'string', default: 'storage' },
  threads: { type: 'string', default: '2' },
  plant: { type: 'string' },
});

const level = LEVELS.find((one) => one === words.level);
if (!level) throw new Error(`--level takes ${LEVELS.join(' or ')}.`);
const planted = words.plant === undefined ? undefined : FAULTS[words.plant];
if (words.plant !== undefined && !planted)
  throw new Error(`--plant takes ${Object.keys(FAULTS).join(', ')}.`);
const faults = planted?.faults ?? [];

const project = commit();
const figures = ({ schedules, seconds, counted }: Told) => ({
  script: 'world',
  commit: project,
  date: new Date().toISOString().slice(0, 10),
  level,
  from: Number(words.from),
  schedules,
  seconds: Math.round(seconds),
  schedulesPerSecond: Math.round(schedules / seconds),
  // What one core would do with nothing else on it.
  schedulesPerCoreSecond: Math.round(schedules / (process.cpuUsage().user / 1e6)),
  ...counted,
});

async function tellOne(seed: number): Promise<never> {
  const tell = await loadStories(level ?? 'storage', faults);
  const tally = createTally(words.trace ? (line) => process.stdout.write(`${line}\n`) : undefined);
  const failed: string[] = [];
  await tell(seed, tally).catch((fault) => failed.push(`seed ${seed}: ${fault}`));
  return conclude({ script: 'world', level, seed, ...tally.counted }, failed);
}

if (words.seed !== undefined) await tellOne(Number(words.seed));
let shown = 0;
const told = await tellAll({
  level,
  faults,
  from: Number(words.from),
  seeds: Number(words.seeds),
  threads: Number(words.threads),
  progress({ schedules, seconds, failures }) {
    if (seconds < shown + 10) return;
    shown = seconds;
    const rate = Math.round(schedules / seconds);
    process.stderr.write(`${schedules} schedules, ${rate}/s, ${failures.length} failures\n`);
  },
});
conclude(
  figures(told),
  told.failures.slice(0, 50).map(({ seed, what }) => `seed ${seed}: ${what}`),
);
