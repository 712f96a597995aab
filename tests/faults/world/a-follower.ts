import type { LogRecord } from '#domain/change.ts';
import type { Coverage } from '#domain/coverage.ts';
import { copyCoverage } from '#domain/coverage.ts';
import { evolve } from '#domain/evolve.ts';
import type { PublicCoverage } from '#domain/public-view.ts';
import type { Follower } from '#live/follower.ts';
import { createFollower } from '#live/follower.ts';
import { pauseBefore, spread } from '#live/spread.ts';
import type { Audience, ServerLife, View } from './a-server.ts';
import { demand } from './broken.ts';
import type { Line, Network } from './network.ts';
import type { Promises } from './whole-oracle.ts';

/** Somebody who has the page open and follows: the product's own machine, with hands that reach a simulated network. */
export interface Reader {
  /** What the page shows; null before it was fetched. */
  readonly coverage: PublicCoverage | null;
  /** Holds all there is, as far as it knows. */
  readonly live: boolean;
}

interface ReaderDependencies {
  readonly view: View;
  readonly coverageId: string;
  readonly network: Network;
  readonly server: () => ServerLife | null;
  readonly promises: Promises;
  readonly onBroken: (fault: unknown) => void;
  readonly say: (what: () => string) => void;
}

const TICK = 1_000;
const COME_BACK_WITHIN = 5_000;

export function openPage(dependencies: ReaderDependencies): Reader {
  const { view, coverageId, network, server, promises, onBroken, say } = dependencies;
  let coverage: PublicCoverage | null = null;
  let follower: Follower<LogRecord> | null = null;
  let line: Line | null = null;
  let connected = false;
  let phase = 'connecting';
  let vainTries = 0;

  function apply(changes: readonly LogRecord[]): void {
    for (const change of changes) {
      const head = coverage?.head ?? -1;
      try {
        if (view === 'staff' && coverage) promises.tell(coverage.epoch, change);
        demand(change.seq === head + 1, 'I7', () => `a ${view} at ${head} applies ${change.seq}`);
      } catch (fault) {
        onBroken(fault);
      }
      if (coverage) evolve(coverage as unknown as Coverage, change);
    }
  }

  async function fetchPage(): Promise<PublicCoverage> {
    const page = await network.ask(server, async () => {
      const life = server();
      const shown = view === 'reader' ? life?.page(coverageId) : life?.newsroom.coverageById(coverageId);
      return shown ? copyCoverage(shown as PublicCoverage) : null;
    });
    if (!page) throw new Error('there is no page yet');
    return page;
  }

  async function begin(): Promise<void> {
    for (;;) {
      try {
        coverage = await fetchPage();
        break;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 2_000 * Math.random()));
      }
    }
    const { epoch, head } = coverage;
    follower = createFollower<LogRecord>({
      cursor: { epoch, seq: head },
      apply,
      ask: (cursor) => {
        const mine = line;
        const life = server();
        if (!mine || !connected || !life) return;
        const asker: Audience = {
          view,
          line: mine,
          hear: (name, changes) => follower?.feed({ kind: 'batch', batch: { epoch: name, changes } }),
        };
        mine.toServer(() => {
          life.follow(asker, coverageId, cursor).then(
            (answer) => mine.toClient(() => follower?.feed({ kind: 'answer', answer })),
            () => undefined,
          );
        });
      },
      restart: () => void restart(),
      leave: () => undefined,
      tell: (next) => {
        phase = next;
        say(() => `${view} is ${next} at ${follower?.cursor.seq}`);
      },
    });
    setInterval(() => follower?.feed({ kind: 'tick' }), TICK);
    void connect();
  }

  async function restart(): Promise<void> {
    await spread();
    for (;;) {
      try {
        coverage = await fetchPage();
        return follower?.feed({ kind: 'restarted', cursor: { epoch: coverage.epoch, seq: coverage.head } });
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 5_000));
      }
    }
  }

  async function connect(): Promise<void> {
    try {
      line = await network.dial(server);
    } catch {
      vainTries += 1;
      setTimeout(connect, pauseBefore(vainTries, COME_BACK_WITHIN));
      return;
    }
    vainTries = 0;
    connected = true;
    line.onGone('client', () => {
      connected = false;
      follower?.feed({ kind: 'disconnected' });
      setTimeout(connect, pauseBefore(vainTries, COME_BACK_WITHIN));
    });
    follower?.feed({ kind: 'connected' });
  }

  void begin();
  return {
    get coverage() {
      return coverage;
    },
    get live() {
      return phase === 'live';
    },
  };
}
