import type { Socket } from 'socket.io-client';
import type { Cursor } from '#domain/cursor.ts';
import { createFollower } from './follower.ts';
import type { Phase } from './following.ts';
import { createPolling } from './polling.ts';
import type { PublicRecord, ReaderToServer, ServerToReader } from './protocol.ts';
import { LIVE, PROTOCOL_VERSION } from './protocol.ts';
import type { LastingSocket } from './socket.ts';
import { openSocket } from './socket.ts';

export interface FollowOptions {
  readonly coverageId: string;
  /** Where the page stands that the server rendered. */
  readonly cursor: Cursor;
  /** Contiguous from the cursor, each exactly once: feed them to `evolve`. */
  readonly onRecords: (records: readonly PublicRecord[]) => void;
  /** Fetches the page again and swaps it in. @returns where it stands now; when it rejects it is called again later */
  readonly onRestart: () => Promise<Cursor>;
  readonly onState: (phase: Phase) => void;
  readonly onAudience: (readers: number) => void;
  /** No socket, and no library for it: the changes are polled for. */
  readonly savesData?: boolean;
  /** Where the newsroom is, for programs; a page follows where it came from. */
  readonly origin?: string;
}

/** After this many vain tries the changes are fetched by HTTP as well. */
const TRIES_BEFORE_POLLING = 3;
/** Milliseconds over which readers who were cut together come back. */
const COME_BACK_WITHIN = 5_000;
const TICK = 1_000;

export interface CoverageFollower {
  stop(): void;
  /** Calls `onRestart` and goes on from where the page then stands: nothing is applied twice, nothing is missed. */
  restart(): void;
}

/** Follows one coverage until it is archived or stopped. Nothing of the page is touched here. */
export function followCoverage(options: FollowOptions): CoverageFollower {
  const { coverageId, origin = '' } = options;
  let connection: LastingSocket<Socket<ServerToReader, ReaderToServer>> | null = null;
  let stopped = false;
  let vainTries = 0;

  const follower = createFollower<PublicRecord>({
    cursor: options.cursor,
    apply: options.onRecords,
    ask(cursor) {
      const socket = connection?.socket;
      if (socket?.connected)
        socket.emit('follow', { version: PROTOCOL_VERSION, coverageId, cursor }, (answer) =>
          follower.feed({ kind: 'answer', answer }),
        );
      else if (polling.running) polling.start();
    },
    restart: () => void restart(),
    leave: stop,
    tell: options.onState,
  });
  const polling = createPolling({
    origin,
    coverageId,
    cursor: () => follower.cursor,
    hear: (answer) => follower.feed({ kind: 'answer', answer }),
  });
  const ticking = setInterval(() => follower.feed({ kind: 'tick' }), TICK);

  async function restart(): Promise<void> {
    while (!stopped) {
      try {
        const cursor = await options.onRestart();
        if (!stopped) follower.feed({ kind: 'restarted', cursor });
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 5_000 + Math.random() * 10_000));
      }
    }
  }

  async function connect(): Promise<void> {
    const opened = await openSocket<Socket<ServerToReader, ReaderToServer>>(
      LIVE,
      { spread: COME_BACK_WITHIN, ...(options.origin && { origin }) },
      (socket) => {
        socket.on('disconnect', () => follower.feed({ kind: 'disconnected' }));
        socket.on('connect_error', () => {
          vainTries += 1;
          if (vainTries >= TRIES_BEFORE_POLLING && !polling.running && !stopped) polling.start();
        });
        socket.on('changes', (batch) => {
          if (batch.coverageId === coverageId) follower.feed({ kind: 'batch', batch });
        });
        socket.on('audience', (id, readers) => {
          if (id === coverageId) options.onAudience(readers);
        });
        socket.on('connect', () => {
          vainTries = 0;
          polling.stop();
          follower.feed({ kind: 'connected' });
        });
      },
    );
    if (stopped) opened.close();
    else connection = opened;
  }

  const shown = (restored: boolean): void => {
    connection?.hurry();
    follower.feed({ kind: 'shown', restored });
  };
  const onVisibility = (): void => {
    if (document.visibilityState === 'hidden') follower.feed({ kind: 'hidden' });
    else shown(false);
  };
  const onPageShow = (pageShown: PageTransitionEvent): void => {
    if (pageShown.persisted) shown(true);
  };
  const onOnline = (): void => connection?.hurry();
  const onOffline = (): void => connection?.renew();
  // Programs have no page to look at.
  globalThis.document?.addEventListener('visibilitychange', onVisibility);
  globalThis.window?.addEventListener('pageshow', onPageShow);
  globalThis.window?.addEventListener('online', onOnline);
  globalThis.window?.addEventListener('offline', onOffline);

  function stop(): void {
    stopped = true;
    clearInterval(ticking);
    polling.stop();
    connection?.close();
    globalThis.document?.removeEventListener('visibilitychange', onVisibility);
    globalThis.window?.removeEventListener('pageshow', onPageShow);
    globalThis.window?.removeEventListener('online', onOnline);
    globalThis.window?.removeEventListener('offline', onOffline);
  }

  const whenIdle = globalThis.requestIdleCallback ?? ((start: () => void) => setTimeout(start, 0));
  whenIdle(() => {
    if (stopped) return;
    // The library may be out of reach where pages still are: the changes can be polled for without it.
    if (options.savesData) polling.start();
    else connect().catch(() => polling.start());
  });
  return { stop, restart: () => follower.feed({ kind: 'outdated' }) };
}
