import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withLog } from './a-file-store.ts';
import { everything, records } from './a-log.ts';
import { temporaryFolder } from './temporary-folder.ts';

const ROUNDS = 20;

/** Lets a process append, kills it with -9 once it printed so many lines, and gives the highest seq it printed. */
async function appendAndKill(folder: string, afterLines: number): Promise<number> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'an-appender.ts'), folder, 'epoch-1'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
    if (printed.split('\n').length > afterLines) child.kill('SIGKILL');
  });
  await once(child, 'close');
  // The last line may have been cut off by the kill.
  const whole = printed.slice(0, printed.lastIndexOf('\n')).split('\n');
  return Math.max(...whole.map(Number));
}

test(`[LS4] ${ROUNDS} times killed with -9 while it appends, a process loses, doubles and reorders no acknowledged record`, async () => {
  const folder = temporaryFolder();
  let acknowledged = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const highest = await appendAndKill(folder, 3 + ((round * 37) % 150));
    expect(highest).toBeGreaterThan(acknowledged);
    acknowledged = highest;
    await withLog(folder, async ({ log, state }) => {
      expect(log.head).toBeGreaterThanOrEqual(acknowledged);
      expect(await everything(log)).toEqual(records(1, log.head));
      expect(state.coverage.head).toBe(log.head);
      expect(state.coverage.entries.size).toBe(log.head);
    });
  }
}, 120_000);
