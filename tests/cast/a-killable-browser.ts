import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Browser, BrowserContext, Cookie, Page } from 'playwright-core';
import { chromium } from 'playwright-core';

/** A real Chromium on a disk of its own, as on a reporter's machine: what it kept outlives the process. */
export interface KillableBrowser {
  /** A page of the person whose machine it is. */
  newPage(): Promise<Page>;
  /** The browser writes cookies to its disk half a minute later: these are given to it again whenever it starts. */
  remember(cookies: readonly Cookie[]): Promise<void>;
  /** `kill -9` of all its processes. Resolves when they are gone. */
  kill(): Promise<void>;
  /** Starts again on the same disk. */
  start(): Promise<void>;
  /** Ends it, and takes its disk away. */
  close(): Promise<void>;
}

/**
 * @param executable of a headless Chromium
 * @param prepare is handed the browser's own context whenever it has started
 */
export async function aKillableBrowser(
  executable: string,
  prepare: (context: BrowserContext) => Promise<unknown> = async () => undefined,
): Promise<KillableBrowser> {
  const folder = await mkdtemp(join(tmpdir(), 'plenary-browser-'));
  const cookies: Cookie[] = [];
  let child: ChildProcess | null = null;
  let browser: Browser | null = null;

  // A run that fails leaves no browser behind.
  process.on('exit', () => endProcesses(child));

  const context = (): BrowserContext => {
    const found = browser?.contexts()[0];
    if (!found) throw new Error('The browser is not running.');
    return found;
  };

  async function kill(): Promise<void> {
    if (!child) return;
    const gone = once(child, 'exit');
    endProcesses(child);
    child = null;
    await gone;
    await browser?.close();
  }

  async function start(): Promise<void> {
    child = spawn(
      executable,
      [
        '--headless',
        '--remote-debugging-port=0',
        `--user-data-dir=${folder}`,
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-sync',
        '--no-first-run',
        'about:blank',
      ],
      // A group of its own, so that all its processes are killed at the same time.
      { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
    );
    browser = await chromium.connectOverCDP(await addressOf(child));
    await context().addCookies(cookies);
    await prepare(context());
  }

  await start();
  return {
    newPage: () => context().newPage(),
    async remember(more) {
      cookies.push(...more);
      await context().addCookies(cookies);
    },
    kill,
    start,
    async close() {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function endProcesses(child: ChildProcess | null): void {
  if (child?.pid !== undefined && child.exitCode === null && child.signalCode === null)
    process.kill(-child.pid, 'SIGKILL');
}

async function addressOf(child: ChildProcess): Promise<string> {
  if (!child.stderr) throw new Error('The browser has no output.');
  for await (const line of createInterface({ input: child.stderr })) {
    const address = /DevTools listening on (ws:\S+)/u.exec(line)?.[1];
    if (!address) continue;
    child.stderr.resume();
    return address;
  }
  throw new Error('The browser ended before it could be spoken to.');
}
