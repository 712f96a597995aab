import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The real server in a process and folders of its own. */
export interface TestServer {
  readonly url: string;
  readonly dataDir: string;
  readonly contentDir: string;
  readonly child: ChildProcess;
  /** Token of the command line on this machine: may everything. */
  consoleToken(): Promise<string>;
  /** What the first set-up asks for. */
  setUpCode(): Promise<string>;
  /** Starts again on the same folders and the same port. */
  again(): Promise<TestServer>;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

interface Folders {
  readonly dataDir: string;
  readonly contentDir: string;
  readonly port: number;
  readonly publicUrl: string;
}

const folders: string[] = [];

/** @param publicUrl as readers reach it, when something stands between */
export async function aServer(publicUrl = ''): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'plenary-'));
  folders.push(folder);
  return start({ dataDir: join(folder, 'data'), contentDir: join(folder, 'content'), port: 0, publicUrl });
}

/** Takes away every folder that was made. */
export const removeFolders = async (): Promise<void> => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
};

const NOTE = /^\{"at":"[^"]+","note":/u;

async function start({ dataDir, contentDir, port, publicUrl }: Folders): Promise<TestServer> {
  // The options of `npm start`.
  const child = spawn(process.execPath, ['--max-semi-space-size=2', 'server/main.ts'], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      DATA_DIR: dataDir,
      CONTENT_DIR: contentDir,
      PUBLIC_URL: publicUrl,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Notes are for whoever runs a server; what went wrong is for whoever reads the test.
  createInterface(child.stderr).on('line', (line) => {
    if (!NOTE.test(line)) process.stderr.write(`${line}\n`);
  });
  const url = await firstUrl(child);
  return {
    url,
    dataDir,
    contentDir,
    child,
    async consoleToken() {
      const { token } = JSON.parse(await readFile(join(dataDir, 'console.json'), 'utf8')) as {
        token: string;
      };
      return token;
    },
    async setUpCode() {
      const { setUpCode } = JSON.parse(await readFile(join(dataDir, 'console.json'), 'utf8')) as {
        setUpCode: string;
      };
      return setUpCode;
    },
    again: () => start({ dataDir, contentDir, port: Number(new URL(url).port), publicUrl }),
    async stop(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
    },
  };
}

async function firstUrl(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('The server has no output.');
  for await (const line of createInterface(child.stdout)) {
    const url = /Plenary is at (http\S+)/u.exec(line)?.[1];
    if (url) {
      child.stdout.resume();
      return url;
    }
  }
  throw new Error('The server ended before it listened.');
}
