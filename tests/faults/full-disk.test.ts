import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const SCRIPT = join(import.meta.dirname, 'full-disk.ts');
const NO_SUCH_DISK = 77;

test('[12] [I13] a disk that fills up twice refuses posts, shows none of them, takes corrections and withdrawals, comes back after kill -9, loses nothing, and goes on within a second', (context) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, '--rounds', '2', '--seed', '7'], {
    encoding: 'utf8',
  });
  if (status === NO_SUCH_DISK) {
    console.warn('Not run: this machine lets no program mount a small disk for itself.');
    context.skip();
  }
  console.info(stdout);
  expect([status, status === 0 ? '' : stderr]).toEqual([0, '']);
});
