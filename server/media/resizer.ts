import { fork } from 'node:child_process';
import { setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { ResizeAnswer, ResizeOrder } from './resize-messages.ts';
import { resizeAnswer } from './resize-messages.ts';

/** Makes the renditions of one photo. Never rejects for what a photo does. */
export type Resizer = (order: ResizeOrder) => Promise<ResizeAnswer | ResizeFailure>;

/** The child ended without an answer that can be used, or had none after the time it has. */
export interface ResizeFailure {
  readonly ok: false;
  readonly fault: 'crashed' | 'timed-out';
}

const PROGRAM = fileURLToPath(new URL('./resize-process.ts', import.meta.url));
const TIMEOUT_MS = 20_000;
const HERE = fileURLToPath(new URL('./', import.meta.url));
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Reads the program and its packages; writes nothing, starts nothing. sharp itself is an addon. */
const FLAGS = [
  '--permission',
  '--allow-addons',
  `--allow-fs-read=${HERE}`,
  `--allow-fs-read=${ROOT}node_modules/`,
  `--allow-fs-read=${ROOT}package.json`,
  // That addons are not held by the permission model is known here.
  '--disable-warning=PERM0001',
];
const LOWER_PRIORITY = 10;

/**
 * A fresh process for every photo: nothing of one outlives it, and its memory goes back at once.
 * @param options.program for tests: what runs instead
 */
export function createResizer(
  options: { readonly program?: string; readonly timeoutMs?: number } = {},
): Resizer {
  const { program = PROGRAM, timeoutMs = TIMEOUT_MS } = options;
  return (order) =>
    new Promise((resolve) => {
      const child = fork(program, {
        execArgv: FLAGS,
        // No secret of the server's own environment.
        env: {},
        serialization: 'advanced',
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      });
      const finish = (answer: ResizeAnswer | ResizeFailure) => {
        clearTimeout(timer);
        child.kill('SIGKILL');
        resolve(answer);
      };
      const timer = setTimeout(() => finish({ ok: false, fault: 'timed-out' }), timeoutMs);
      child.once('spawn', () => {
        // Readers and reporters come first. The process may be gone already.
        try {
          if (child.pid !== undefined) setPriority(child.pid, LOWER_PRIORITY);
        } catch {}
      });
      child.once('message', (message) => {
        const answer = resizeAnswer.safeParse(message);
        finish(answer.success ? answer.data : { ok: false, fault: 'crashed' });
      });
      child.once('error', () => finish({ ok: false, fault: 'crashed' }));
      child.once('exit', () => finish({ ok: false, fault: 'crashed' }));
      child.send(order, () => {});
    });
}
