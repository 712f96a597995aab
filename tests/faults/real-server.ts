import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { PlantedFault } from './plant.ts';
import { plantedProcess, saysPlanted } from './plant.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The real server, which is killed and started again on one data folder and one port. */
export interface RealServer {
  readonly dataDir: string;
  /** Known once it listened for the first time. */
  readonly url: string;
  readonly running: boolean;
  readonly pid: number | undefined;
  /** Milliseconds from here until it listens. Null when it was killed before that. */
  start(): Promise<number | null>;
  /** `kill -9`, at once. Resolves when the process is gone. */
  kill(): Promise<void>;
  /** `SIGTERM`, which drains. @returns its exit code; null when it was gone before, or was killed */
  stop(): Promise<number | null>;
  /** How often it went away by itself: never, unless the product is broken (I20). */
  readonly ownExits: number;
  removeFolders(): Promise<void>;
}

/**
 * @param faults planted in it
 * @param publicUrl as browsers reach it, when something stands between
 */
export async function aRealServer(faults: readonly PlantedFault[], publicUrl = ''): Promise<RealServer> {
  const folder = await mkdtemp(join(tmpdir(), 'plenary-faults-'));
  const dataDir = join(folder, 'data');
  const planted = faults.length > 0 ? plantedProcess(...faults) : { execArgv: [], env: {} };
  const notPlanted = new Set(faults.map(saysPlanted));
  let url = '';
  let child: ChildProcess | null = null;
  let ending = false;
  let ownExits = 0;

  // A run that fails leaves no server behind.
  process.on('exit', () => child?.kill('SIGKILL'));

  function launch(): ChildProcess {
    const launched = spawn(process.execPath, [...planted.execArgv, 'server/main.ts'], {
      cwd: ROOT,
      env: {
        ...process.env,
        ...planted.env,
        PORT: url ? new URL(url).port : '0',
        HOST: '127.0.0.1',
        PUBLIC_URL: publicUrl,
        DATA_DIR: dataDir,
        CONTENT_DIR: join(folder, 'content'),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    launched.on('exit', (code, signal) => {
      if (child === launched) child = null;
      if (ending) return;
      ownExits += 1;
      process.stderr.write(`The server ended by itself: ${code ?? signal}\n`);
    });
    const said = createInterface({ input: launched.stderr as NonNullable<typeof launched.stderr> });
    said.on('line', (line) => {
      if (!notPlanted.delete(line) && !/^planted fault: |"note":/u.test(line))
        process.stderr.write(`server: ${line}\n`);
    });
    return launched;
  }

  /** @returns null when it ended before it listened */
  async function listens(launched: ChildProcess): Promise<string | null> {
    if (!launched.stdout) return null;
    for await (const line of createInterface({ input: launched.stdout })) {
      const address = /Plenary is at (http\S+)/u.exec(line)?.[1];
      if (!address) continue;
      launched.stdout.resume();
      return address;
    }
    return null;
  }

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    if (!child) return null;
    ending = true;
    const gone = once(child, 'exit');
    child.kill(signal);
    const [code] = (await gone) as [number | null];
    return code;
  }

  return {
    dataDir,
    get url() {
      return url;
    },
    get running() {
      return child !== null;
    },
    get pid() {
      return child?.pid;
    },
    get ownExits() {
      return ownExits;
    },
    async start() {
      ending = false;
      const began = performance.now();
      const launched = launch();
      child = launched;
      const address = await listens(launched);
      if (address === null) return null;
      if (notPlanted.size > 0) throw new Error(`Not loaded by the server: ${[...notPlanted].join(', ')}`);
      url = address;
      return performance.now() - began;
    },
    async kill() {
      await end('SIGKILL');
    },
    stop: () => end('SIGTERM'),
    removeFolders: () => rm(folder, { recursive: true, force: true }),
  };
}
