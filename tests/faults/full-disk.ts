import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plantForScript } from './plant-for-script.ts';
import { commit, conclude, quantile, readWords } from './script.ts';

const USAGE = `node tests/faults/full-disk.ts

Fills the disk of the real server, a small one in memory, again and again while reporters post, an editor corrects
and readers read, kills the server while not a byte is left, starts it again, and empties the disk. Needs the built
site (npm run build) and a Linux that lets a program mount such a disk for itself (unshare --mount).

  --rounds N   times the disk is filled (5)
  --seed N     of the moments (by the clock)
  --plant NAME plants a fault of planted.ts: the run must then fail
  --help

The last line is the figures as JSON. Exit code 1 when anything acknowledged was lost, anything refused was shown, a
correction or a withdrawal was refused, the server did not come back to its readers, or posting did not resume within
a second of there being space; 77 when such a disk cannot be had here.`;

const words = readWords(USAGE, {
  rounds: { type: 'string', default: '5' },
  seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  plant: { type: 'string' },
});

/** Runs this script once more, with a temporary folder that is a disk of its own. */
function onASmallDisk(): never {
  const disk = mkdtempSync(join(tmpdir(), 'plenary-small-'));
  const inside =
    'mount -t tmpfs -o size=24m tmpfs "$0" && touch "$0/mounted" && TMPDIR="$0" SMALL_DISK="$0" exec "$@"';
  const { status } = spawnSync(
    'unshare',
    ['--mount', '--map-root-user', 'sh', '-c', inside, disk, process.execPath, ...process.argv.slice(1)],
    { stdio: 'inherit' },
  );
  rmSync(disk, { recursive: true, force: true });
  process.exit(status === null || status === 32 ? 77 : status);
}

const disk = process.env.SMALL_DISK ?? onASmallDisk();
const faults = plantForScript(words.plant);
// After planting: the clients are loaded here.
const { fullDisk } = await import('./full-disk-run.ts');
const seed = Number(words.seed);
const { figures, resumed, failed } = await fullDisk({ disk, seed, rounds: Number(words.rounds), faults });
conclude(
  {
    script: 'full-disk',
    seed,
    commit: commit(),
    ...figures,
    resumedMs: { p50: quantile(resumed, 0.5), most: quantile(resumed, 1) },
  },
  failed,
);
