import { DESK_FAULTS } from './desk-planted.ts';
import { deskRounds } from './desk-run.ts';
import { commit, conclude, readWords } from './script.ts';

const USAGE = `node tests/faults/desk-rounds.ts

A reporter writes at the real desk, in a real Chromium, to the real server, by the desk's own fields and buttons; each
round something ends in between: the network before or after the newsroom's answer, the page, its tab, the browser
(kill -9), the server (kill -9). In the end everything that was handed over, and every draft that the desk called kept,
is compared with the log. Needs the built site (npm run build).

  --rounds N           (30)
  --rounds-per-life N  rounds at one coverage, until all is compared (40)
  --seed N             of all choices (by the clock)
  --plant NAME         ${DESK_FAULTS.join(' or ')}: a fault in the browser; the run must then fail
  --help

The last line is the figures as JSON. Exit code 1 when anything was lost, doubled or reordered.`;

const words = readWords(USAGE, {
  rounds: { type: 'string', default: '30' },
  'rounds-per-life': { type: 'string', default: '40' },
  seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  plant: { type: 'string' },
});
const seed = Number(words.seed);
const fault = DESK_FAULTS.find((name) => name === words.plant) ?? null;
if (words.plant && !fault) throw new Error(`--plant takes one of ${DESK_FAULTS.join(', ')}.`);
const { figures, failed } = await deskRounds({
  seed,
  rounds: Number(words.rounds),
  roundsPerLife: Number(words['rounds-per-life']),
  fault,
  onProgress: (line) => process.stderr.write(`${line}\n`),
});
conclude(
  { script: 'desk-rounds', seed, commit: commit(), ...(fault && { planted: fault }), ...figures },
  failed,
);
