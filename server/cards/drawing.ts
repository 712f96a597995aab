import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { DrawOrder } from './card-messages.ts';
import { drawAnswer } from './card-messages.ts';

/** Draws one card at a time. @throws when it could not be drawn */
export type Draw = (order: DrawOrder) => Promise<Uint8Array>;

const PROGRAM = fileURLToPath(new URL('./draw-process.ts', import.meta.url));
const HERE = fileURLToPath(new URL('./', import.meta.url));
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Where the packages really lie: the project's own folder may hold links to them. */
const [PACKAGES_ROOT = ROOT] = createRequire(import.meta.url)
  .resolve('sharp')
  .split(/(?<=\/)node_modules\//u);

/** Reads the program, its packages and the fonts; writes nothing, starts nothing. sharp itself is an addon. */
const FLAGS = [
  '--permission',
  '--allow-addons',
  `--allow-fs-read=${HERE}`,
  `--allow-fs-read=${ROOT}src/domain/`,
  ...[ROOT, PACKAGES_ROOT].flatMap((root) => [
    `--allow-fs-read=${root}node_modules/`,
    `--allow-fs-read=${root}package.json`,
  ]),
  // That addons are not held by the permission model is known here.
  '--disable-warning=PERM0001',
];
const LOWER_PRIORITY = 10;
const WITHIN_MS = 15_000;
/** Cards are asked for in bursts; afterwards the memory goes back. */
const IDLE_MS = 20_000;

/**
 * A process that draws, started for the first card and ended once none was asked for in a while.
 * @param options for tests
 */
export function createDrawing(
  options: { readonly program?: string; readonly withinMs?: number; readonly idleMs?: number } = {},
): Draw {
  const { program = PROGRAM, withinMs = WITHIN_MS, idleMs = IDLE_MS } = options;
  let child: ChildProcess | null = null;
  let idle: NodeJS.Timeout | undefined;

  function start(): ChildProcess {
    const started = fork(program, {
      execArgv: FLAGS,
      // No secret of the server's own environment.
      env: {},
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    started.once('spawn', () => {
      // Readers and reporters come first. The process may be gone already.
      try {
        if (started.pid !== undefined) setPriority(started.pid, LOWER_PRIORITY);
      } catch {}
    });
    const gone = (): void => {
      if (child === started) child = null;
    };
    started.once('exit', gone).once('error', gone);
    return started;
  }

  return (order) =>
    new Promise((resolve, reject) => {
      clearTimeout(idle);
      child ??= start();
      const drawing = child;
      const end = (): void => {
        clearTimeout(timer);
        drawing.off('message', answered).off('exit', ended).off('error', failed);
        // A server that stops does not wait for who draws nothing.
        drawing.unref();
        drawing.channel?.unref();
        idle = setTimeout(() => {
          if (child === drawing) child = null;
          drawing.kill('SIGKILL');
        }, idleMs).unref();
      };
      const failed = (fault: Error): void => {
        end();
        drawing.kill('SIGKILL');
        if (child === drawing) child = null;
        reject(fault);
      };
      const answered = (message: unknown): void => {
        const answer = drawAnswer.safeParse(message);
        if (!answer.success) {
          failed(new Error('The process that draws cards gave no picture.'));
          return;
        }
        end();
        if (answer.data.ok) resolve(answer.data.jpeg);
        else reject(new Error(`A card could not be drawn: ${answer.data.fault}`));
      };
      const ended = (code: number | null, signal: string | null): void =>
        failed(new Error(`The process that draws cards ended with ${code ?? signal}.`));
      const timer = setTimeout(() => failed(new Error('A card took too long to draw.')), withinMs);
      drawing.ref();
      drawing.channel?.ref();
      drawing.on('message', answered).on('exit', ended).on('error', failed);
      drawing.send(order, () => {});
    });
}
