import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { photoTypeOf } from './photo-type.ts';
import type { Format, ResizeAnswer, ResizeOrder } from './resize-messages.ts';
import { resizeAnswer } from './resize-messages.ts';

/**
 * Makes the renditions of one photo.
 * @throws when the program itself could not run; never for what a photo does to it
 */
export type Resizer = (order: ResizeOrder) => Promise<ResizeAnswer | ResizeFailure>;

/**
 * - `crashed`: the photo broke its decoder, or the answer cannot be used
 * - `timed-out`: no answer after the time it has
 * - `killed`: somebody else ended the child, most likely the system for its memory
 */
export interface ResizeFailure {
  readonly ok: false;
  readonly fault: 'crashed' | 'timed-out' | 'killed';
}

const PROGRAM = fileURLToPath(new URL('./resize-process.ts', import.meta.url));
/** For an AVIF nobody waits, and everything else on the machine goes first. */
const TIMEOUT_MS: Readonly<Record<Format, number>> = { webp: 20_000, avif: 120_000 };
const HERE = fileURLToPath(new URL('./', import.meta.url));
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Where the packages really lie: the project's own folder may hold links to them. */
const [PACKAGES_ROOT = ROOT] = createRequire(import.meta.url)
  .resolve('sharp')
  .split(/(?<=\/)node_modules\//u);

/** Reads the program and its packages; writes nothing, starts nothing. sharp itself is an addon. */
const FLAGS = [
  '--permission',
  '--allow-addons',
  `--allow-fs-read=${HERE}`,
  ...[ROOT, PACKAGES_ROOT].flatMap((root) => [
    `--allow-fs-read=${root}node_modules/`,
    `--allow-fs-read=${root}package.json`,
  ]),
  // That addons are not held by the permission model is known here.
  '--disable-warning=PERM0001',
];
/** Readers and reporters come first, then the photo that somebody waits for, then what only makes it smaller. */
const NICENESS: Readonly<Record<Format, number>> = { webp: 10, avif: 19 };

/**
 * A fresh process for every photo: nothing of one outlives it, and its memory goes back at once.
 * @param options.program for tests: what runs instead
 */
export function createResizer(
  options: { readonly program?: string; readonly timeoutMs?: number } = {},
): Resizer {
  const { program = PROGRAM, timeoutMs } = options;
  return (order) =>
    new Promise((resolve, reject) => {
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
      const timer = setTimeout(
        () => finish({ ok: false, fault: 'timed-out' }),
        timeoutMs ?? TIMEOUT_MS[order.format],
      );
      child.once('spawn', () => {
        // The process may be gone already.
        try {
          if (child.pid !== undefined) setPriority(child.pid, NICENESS[order.format]);
        } catch {}
      });
      child.once('message', (message) => {
        const answer = resizeAnswer.safeParse(message);
        const isUsable = answer.success && isIn(order.format, answer.data);
        finish(isUsable ? answer.data : { ok: false, fault: 'crashed' });
      });
      const fail = (fault: Error) => {
        clearTimeout(timer);
        reject(fault);
      };
      child.once('error', fail);
      child.once('exit', (code, signal) => {
        // A decoder that breaks dies of a signal; an exit code means that our own program did not work.
        if (code === null) finish({ ok: false, fault: signal === 'SIGKILL' ? 'killed' : 'crashed' });
        else fail(new Error(`the process that makes photos smaller ended with code ${code}`));
      });
      child.send(order, () => {});
    });
}

const isIn = (format: Format, answer: ResizeAnswer): boolean =>
  !answer.ok || answer.renditions.every(({ bytes }) => photoTypeOf(bytes) === format);
