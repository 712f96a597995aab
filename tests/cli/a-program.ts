import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A command of this project, run as a person runs it. */
export interface Program {
  readonly child: ChildProcess;
  /** What it said so far, both streams. */
  said(): string;
  /** Resolves once it has said this. Rejects when it ends first. */
  says(words: string | RegExp): Promise<void>;
  /** Its exit code, once it ended. */
  readonly ended: Promise<number | null>;
}

/**
 * @param name of a file in `server/cli`, without ending
 * @param cwd a folder of the test's own
 */
export function aProgram(
  name: string,
  words: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string>> = {},
): Program {
  const file = fileURLToPath(new URL(`../../server/cli/${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, [file, ...words], {
    cwd,
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (more: string) => {
      text += more;
      for (const listener of listeners) listener();
    });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return {
    child,
    said: () => text,
    ended,
    async says(words) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const look = (): void => {
        if (typeof words === 'string' ? text.includes(words) : words.test(text)) resolve();
      };
      listeners.add(look);
      ended.then(() => reject(new Error(`it ended without saying ${words}:\n${text}`)));
      look();
      await promise.finally(() => listeners.delete(look));
    },
  };
}
