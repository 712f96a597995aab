import { plantForScript } from './plant-for-script.ts';
import { commit, conclude, quantile, readWords } from './script.ts';

const USAGE = `node tests/faults/flaky-line.ts

Four reporters, an editor and twelve readers are connected to the real server through a line that cuts and freezes
their connections at random, swallows answers, breaks off in the middle; the server is killed now and then. In the end
the line is whole, everybody must come to rest by themselves, and everything that anybody was promised or told is
compared with the log. Needs the built site (npm run build).

  --seconds N      how long the line is bad (20)
  --harm-every N   milliseconds between two harms, on average (400)
  --kill-every N   milliseconds between two kills, on average (6000)
  --rest-within N  milliseconds to come to rest (60000)
  --seed N         of the harms (by the clock)
  --plant NAME     plants a fault of planted.ts: the run must then fail
  --help

The last line is the figures as JSON. Exit code 1 when anything was lost, doubled, reordered or told wrong.`;

const words = readWords(USAGE, {
  seconds: { type: 'string', default: '20' },
  'harm-every': { type: 'string', default: '400' },
  'kill-every': { type: 'string', default: '6000' },
  'rest-within': { type: 'string', default: '60000' },
  seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  plant: { type: 'string' },
});
const seed = Number(words.seed);
const faults = plantForScript(words.plant);
// After planting: the clients are loaded here.
const { flakyLine } = await import('./flaky-run.ts');
const { figures, waits, failed } = await flakyLine({
  seed,
  seconds: Number(words.seconds),
  harmEvery: Number(words['harm-every']),
  killEvery: Number(words['kill-every']),
  restWithin: Number(words['rest-within']),
  faults,
});
conclude(
  {
    script: 'flaky-line',
    seed,
    commit: commit(),
    ...(words.plant && { planted: words.plant }),
    ...figures,
    answerMs: { p50: quantile(waits, 0.5), p99: quantile(waits, 0.99), most: quantile(waits, 1) },
  },
  failed,
);
