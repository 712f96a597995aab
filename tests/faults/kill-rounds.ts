import { plantForScript } from './plant-for-script.ts';
import { commit, conclude, quantile, readWords } from './script.ts';

const USAGE = `node tests/faults/kill-rounds.ts

Kills the real server (kill -9) again and again, while it starts, writes, has just acknowledged, makes a snapshot.
Four reporters post as fast as they are acknowledged, an editor corrects and withdraws, twelve readers read. In the
end everything that anybody was promised or told is compared with the log. Needs the built site (npm run build).

  --rounds N           kills (30)
  --rounds-per-life N  kills that one newsroom and its people live through, until all is compared (250)
  --seed N             of the moments (by the clock)
  --plant NAME         plants a fault of planted.ts: the run must then fail
  --help

The last line is the figures as JSON. Exit code 1 when anything was lost, doubled, reordered or told wrong.`;

const words = readWords(USAGE, {
  rounds: { type: 'string', default: '30' },
  'rounds-per-life': { type: 'string', default: '250' },
  seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  plant: { type: 'string' },
});
const seed = Number(words.seed);
const faults = plantForScript(words.plant);
// After planting: the clients are loaded here.
const { killRounds } = await import('./kill-run.ts');
const { figures, restarts, seconds, failed } = await killRounds({
  seed,
  rounds: Number(words.rounds),
  roundsPerLife: Number(words['rounds-per-life']),
  faults,
  onProgress: (line) => process.stderr.write(`${line}\n`),
});
conclude(
  {
    script: 'kill-rounds',
    seed,
    commit: commit(),
    ...(words.plant && { planted: words.plant }),
    ...figures,
    restartMs: { p50: quantile(restarts, 0.5), p99: quantile(restarts, 0.99), most: quantile(restarts, 1) },
    seconds: Math.round(seconds),
  },
  failed,
);
