import { constants } from 'node:os';
import { reportFault } from './fault-log.ts';
import { takeNote } from './logbook.ts';

/** `EX_SOFTWARE` in sysexits.h: to be started again, unlike what a person must mend first. */
export const EXIT_BROKEN = 70;

/** Milliseconds; a supervisor that allows more than five seconds never has to kill. */
const DEADLINE = 4_500;
/** npm passes on the Ctrl+C that the terminal has given us already: two within these milliseconds are one. */
const ONE_PRESS = 500;

/** What is to be let go of, in the order of a stop. */
export interface Stoppable {
  /** Takes no new connection at once, answers what is under way and lets go. */
  close(): Promise<void>;
  /** Says that it stops, and what that affects. */
  announce(why: string): void;
  /** What nobody answered. */
  unanswered(): number;
}

/** Ends the process. @param why the signal, or what else */
export type Stop = (why: string, code: number) => void;

/**
 * Stops on SIGTERM, SIGINT, and on a fault that nothing caught: the first begins a stop in order, a second signal ends
 * the process at once.
 * @param running what there is to stop by now
 */
export function stopInOrder(running: () => Stoppable | null): Stop {
  let begunAt: number | null = null;
  let exitCode = 0;

  const seconds = (since: number): number => Math.round(performance.now() - since) / 1_000;

  const stop: Stop = (why, code) => {
    // A fault on the way is what the supervisor is told.
    exitCode = Math.max(exitCode, code);
    if (begunAt !== null) return;
    const began = performance.now();
    begunAt = began;
    const server = running();
    if (!server) process.exit(exitCode);
    const end = (): never => {
      takeNote({
        note: 'stopped',
        code: exitCode,
        seconds: seconds(began),
        unanswered: server.unanswered(),
      });
      process.exit(exitCode);
    };
    setTimeout(() => {
      exitCode = Math.max(exitCode, EXIT_BROKEN);
      end();
    }, DEADLINE);
    const closed = server.close();
    // Told once no new connection is taken.
    server.announce(why);
    closed
      .catch((fault: unknown) => {
        reportFault(fault);
        exitCode = Math.max(exitCode, EXIT_BROKEN);
      })
      .finally(end);
  };

  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      if (begunAt === null) stop(signal, 0);
      else if (performance.now() - begunAt > ONE_PRESS) process.exit(128 + constants.signals[signal]);
    });
  // A rejection that nobody handled comes here too.
  process.on('uncaughtException', (fault) => {
    reportFault(fault);
    stop('fault', EXIT_BROKEN);
  });
  // A terminal that was closed, or a reader of the log that went away, is no reason to stop.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  return stop;
}
