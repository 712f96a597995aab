import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { TestContext } from 'vitest';
import { expect, test } from 'vitest';

const SCRIPT = join(import.meta.dirname, 'full-disk.ts');
const NO_SUCH_DISK = 77;

function fillTheDisk(context: TestContext, ...words: readonly string[]) {
  const ended = spawnSync(process.execPath, [SCRIPT, '--rounds', '2', '--seed', '7', ...words], {
    encoding: 'utf8',
  });
  if (ended.status === NO_SUCH_DISK) {
    console.warn('Not run: this machine lets no program mount a small disk for itself.');
    context.skip();
  }
  console.info(ended.stdout);
  return ended;
}

test('[12] [I13] a disk that fills up twice refuses posts, shows none of them, takes corrections and withdrawals, comes back after kill -9, loses nothing, and goes on within a second', (context) => {
  const { status, stderr } = fillTheDisk(context);
  expect([status, status === 0 ? '' : stderr]).toEqual([0, '']);
});

test('[I13] is seen to fail where readers are told before the disk has said yes', (context) => {
  const { status, stdout } = fillTheDisk(context, '--plant', 'early-broadcast');
  expect(stdout).toMatch(/"failed":\[.*"(?:neverSaid|contradicted|toldAndGone): \d/u);
  expect(status).toBe(1);
});
