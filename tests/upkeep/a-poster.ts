import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A newsroom in another process that posts and posts; see `posts-on.ts`. */
export interface Poster {
  /** What was acknowledged so far: entry ids in order. */
  acknowledged(): readonly string[];
  /** Waits until so many were. */
  acknowledges(count: number): Promise<void>;
  /** Kills it, as it may be killed at any moment. */
  kill(): Promise<void>;
}

/**
 * @param times how often an entry says its sentence of 27 characters: makes long journals fast
 * @param pause milliseconds between entries: makes room for others
 */
export function aPoster(dataDir: string, { times = 1, pause = 0 } = {}): Poster {
  const file = fileURLToPath(new URL('./posts-on.ts', import.meta.url));
  const child = spawn(process.execPath, [file, dataDir, `${times}`, `${pause}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  const entries: string[] = [];
  let rest = '';
  let wake = (): void => undefined;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) entries.push(line.split(' ')[1] ?? '');
    wake();
  });
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  return {
    acknowledged: () => entries,
    async acknowledges(count) {
      while (entries.length < count) {
        const more = new Promise<void>((resolve) => {
          wake = resolve;
        });
        await Promise.race([more, ended.then(() => Promise.reject(new Error('the poster ended by itself')))]);
      }
    },
    kill,
  };
}
