import type { Accounts, Newsroom, StoreHealth } from '#domain/ports.ts';
import type { Door } from './door.ts';
import { createDoor } from './door.ts';
import { measureAccounts } from './measured-accounts.ts';
import type { UnderWay } from './measured-newsroom.ts';
import { measureNewsroom } from './measured-newsroom.ts';
import type { LiveFigures } from './metrics.ts';
import { createMetrics } from './metrics.ts';
import type { TakeNote } from './note.ts';
import type { Phase } from './readiness.ts';
import { whyNotReady } from './readiness.ts';
import { watchStore } from './store-watch.ts';

interface OperationsDependencies {
  readonly token: string | null;
  readonly version: string;
  /** Asked once the store is open. */
  readonly health: () => StoreHealth;
  readonly live: () => LiveFigures;
  /** The store failed, and only a restart helps. */
  readonly onFailed: () => void;
  readonly note: TakeNote;
  /** UTC instant. */
  readonly now: () => string;
  /** Milliseconds on a clock that nobody sets, since the start. */
  readonly elapsed: () => number;
  readonly report: (fault: unknown) => void;
}

/** What whoever runs the server sees of it. */
export interface Operations {
  readonly door: Door;
  measureNewsroom<N extends Newsroom>(newsroom: N): N;
  measureAccounts(accounts: Accounts): Accounts;
  faultReported(): void;
  /** It listens, and says so. */
  serving(): void;
  /** It is about to stop. @returns who and what is affected */
  draining(): {
    readonly readers: number;
    readonly staff: number;
    readonly commands: number;
    readonly requests: number;
  };
  /** What has not been answered. */
  unanswered(): number;
}

export function createOperations({
  token,
  version,
  health,
  live,
  onFailed,
  note,
  now,
  elapsed,
  report,
}: OperationsDependencies): Operations {
  const metrics = createMetrics({ health, live, version });
  let phase: Phase = 'starting';
  let underWay: () => UnderWay = () => ({ commands: 0, waited: 0 });
  let stopWatching: (() => void) | null = null;

  const door = createDoor({
    token,
    version,
    metrics,
    whyNotReady: () => whyNotReady(phase, health(), underWay().waited),
    health,
    live,
    now,
    elapsed,
    report,
  });
  return {
    door,
    measureNewsroom(newsroom) {
      const measured = measureNewsroom(newsroom, metrics, elapsed);
      underWay = measured.underWay;
      return measured.newsroom;
    },
    measureAccounts: (accounts) => measureAccounts(accounts, metrics, note, elapsed),
    faultReported: () => metrics.faultReported(),
    serving() {
      phase = 'serving';
      stopWatching = watchStore(health, note, onFailed);
    },
    draining() {
      phase = 'draining';
      stopWatching?.();
      door.lastAnswers();
      const { readers, staff } = live();
      return { readers, staff, commands: underWay().commands, requests: door.underWay };
    },
    unanswered: () => underWay().commands + door.underWay,
  };
}
