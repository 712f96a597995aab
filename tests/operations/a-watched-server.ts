import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export const TOKEN = 'for-who-runs-it-0123456789';

/** The real server in a process of its own, with all that it says. */
export interface WatchedServer {
  readonly url: string;
  readonly dataDir: string;
  /** Token of the command line on this machine: may everything. */
  readonly consoleToken: string;
  kill(signal: NodeJS.Signals): void;
  /** Nobody reads what it says any more. */
  deafen(): void;
  /** Asks as who runs it. */
  ask(path: string): Promise<Response>;
  /** Resolves when a line on standard error has this note. */
  noted(note: string): Promise<Record<string, unknown>>;
  /** When it has ended: its exit code, and every line of standard error. */
  readonly ended: Promise<{ readonly code: number | null; readonly said: string; readonly seconds: number }>;
}

const folders: string[] = [];

/** Takes away every folder that was made. */
export const removeFolders = async (): Promise<void> => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
};

export interface WatchedServerOptions {
  /** Runs in the process before the server, as a program that has a fault would. */
  readonly hook?: string;
  /** An earlier server whose folders it takes over. */
  readonly after?: WatchedServer;
}

export async function aWatchedServer({ hook, after }: WatchedServerOptions = {}): Promise<WatchedServer> {
  const folder = after ? join(after.dataDir, '..') : await mkdtemp(join(tmpdir(), 'plenary-'));
  folders.push(folder);
  const dataDir = join(folder, 'data');
  const given = hook === undefined ? [] : ['--import', `data:text/javascript,${encodeURIComponent(hook)}`];
  const child = spawn(process.execPath, [...given, 'server/main.ts'], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      DATA_DIR: dataDir,
      CONTENT_DIR: join(folder, 'content'),
      OPERATIONS_TOKEN: TOKEN,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let signalled = 0;
  const ended = Promise.all([text(child.stderr), once(child, 'exit')]).then(([said, [code]]) => ({
    code: code as number | null,
    said,
    seconds: (performance.now() - signalled) / 1_000,
  }));
  ended.catch(() => undefined);
  const notes: Record<string, unknown>[] = [];
  createInterface(child.stderr).on('line', (line) => {
    if (line.startsWith('{')) notes.push(JSON.parse(line));
    child.stderr.emit('noted');
  });

  async function noted(note: string): Promise<Record<string, unknown>> {
    for (;;) {
      const found = notes.find((one) => one.note === note);
      if (found) return found;
      await once(child.stderr, 'noted');
    }
  }
  const url = String((await noted('started')).url);
  const { token } = JSON.parse(await readFile(join(dataDir, 'console.json'), 'utf8')) as { token: string };
  return {
    url,
    dataDir,
    consoleToken: token,
    noted,
    ended,
    kill(signal) {
      signalled ||= performance.now();
      child.kill(signal);
    },
    deafen() {
      child.stdout.destroy();
      child.stderr.destroy();
    },
    ask: (path) => fetch(url + path, { headers: { authorization: `Bearer ${TOKEN}` } }),
  };
}
