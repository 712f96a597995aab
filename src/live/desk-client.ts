import type { Socket } from 'socket.io-client';
import type { LogRecord } from '#domain/change.ts';
import type { Command } from '#domain/command.ts';
import type { Cursor } from '#domain/cursor.ts';
import { refusalMessage } from '#i18n/refusals.ts';
import { createDispatcher } from './dispatcher.ts';
import type { Follower } from './follower.ts';
import { createFollower } from './follower.ts';
import type { Outbox, OutboxStore } from './outbox.ts';
import { postCommand } from './post-command.ts';
import type { Presence, ServerToStaff, StaffToServer } from './protocol.ts';
import { DESK, PROTOCOL_VERSION } from './protocol.ts';
import type { Answer } from './read-answer.ts';
import { createSending, GIVE_UP_AFTER } from './sending.ts';
import type { OpenTurn } from './sending-turn.ts';
import { alwaysMyTurn } from './sending-turn.ts';
import type { LastingSocket } from './socket.ts';
import { openSocket } from './socket.ts';
import type { WritingNotices } from './writing-notices.ts';
import { createWritingNotices } from './writing-notices.ts';

/** `offline` is told 5 s after the connection was lost. While `signed-out`, everything waits on the device. */
export type DeskState = 'connecting' | 'online' | 'offline' | 'signed-out';

export interface DeskOptions {
  readonly language: 'vi' | 'en';
  /** Where commands are kept until they are answered. */
  readonly store: OutboxStore;
  /** Where one person may have several pages open that share a store. */
  readonly openTurn?: OpenTurn;
  /** Contiguous from the cursor of `follow`, each exactly once. */
  readonly onRecords: (coverageId: string, records: readonly LogRecord[]) => void;
  /** The coverage must be fetched again; `follow` it again then. */
  readonly onRestart: (coverageId: string) => void;
  readonly onPresence: (coverageId: string, present: readonly Presence[]) => void;
  readonly onAudience: (coverageId: string, readers: number) => void;
  readonly onState: (state: DeskState) => void;
  readonly onOutbox: (outbox: Outbox) => void;
  /** Where the newsroom is and who signs in, for programs; a page has its address and its cookie. */
  readonly origin?: string;
  readonly token?: string;
}

export interface DeskConnection {
  /**
   * Keeps the command on the device, then sends it until it is answered, by socket or by HTTP.
   * Asking again with the same command is safe.
   */
  submit(command: Command): Promise<Answer>;
  /** Forgets a refused command. */
  discard(commandId: string): Promise<void>;
  follow(coverageId: string, cursor: Cursor): void;
  unfollow(coverageId: string): void;
  /** What colleagues are told of the writing here. */
  readonly writing: Omit<WritingNotices, 'forgotten' | 'tick'>;
  stop(): void;
}

type StaffSocket = Socket<ServerToStaff, StaffToServer>;

/** Staff are few, and what they wrote waits. */
const COME_BACK_WITHIN = 2_000;
const TRIES_BEFORE_HTTP = 2;
const OFFLINE_AFTER = 5_000;
const TICK = 1_000;

export function connectDesk(options: DeskOptions): DeskConnection {
  const { language, origin, token } = options;
  const followers = new Map<string, Follower<LogRecord>>();
  let connection: LastingSocket<StaffSocket> | null = null;
  let state: DeskState = 'connecting';
  let vainTries = 0;
  let lostAt = Date.now();
  let stopped = false;

  const socketIfConnected = (): StaffSocket | null =>
    connection?.socket.connected ? connection.socket : null;

  function tell(next: DeskState): void {
    if (next === state) return;
    state = next;
    options.onState(next);
  }

  const writing = createWritingNotices(
    (coverageId, what) => {
      const socket = socketIfConnected();
      socket?.emit('writing', coverageId, what);
      return socket !== null;
    },
    () => performance.now(),
  );

  const sendByEitherDoor = createSending({
    bySocket: (command) =>
      socketIfConnected()?.timeout(GIVE_UP_AFTER).emitWithAck('command', command) ?? null,
    byHttp: (command) => postCommand(command, options),
    isBlocked: () => vainTries >= TRIES_BEFORE_HTTP,
  });
  async function send(command: Command): Promise<Answer> {
    const answer = await sendByEitherDoor(command);
    // Where no socket gets through, this is how one learns of it.
    if (!answer.ok && answer.code === 'not-signed-in') tell('signed-out');
    else if (state === 'signed-out') tell('connecting');
    return answer;
  }

  const dispatcher = createDispatcher({
    store: options.store,
    send,
    openTurn: options.openTurn ?? alwaysMyTurn,
    speak: (refusal) => ({ ...refusal, message: refusalMessage(refusal, language) }),
    onOutbox: options.onOutbox,
  });

  function ask(coverageId: string, cursor: Cursor): void {
    const request = { version: PROTOCOL_VERSION, coverageId, cursor };
    socketIfConnected()?.emit('follow', request, (answer) =>
      followers.get(coverageId)?.feed({ kind: 'answer', answer }),
    );
  }

  function unfollow(coverageId: string): void {
    followers.delete(coverageId);
    socketIfConnected()?.emit('unfollow', coverageId);
  }

  function prepare(socket: StaffSocket): void {
    socket.on('connect', () => {
      vainTries = 0;
      tell('online');
      for (const follower of followers.values()) follower.feed({ kind: 'connected' });
      writing.forgotten();
      dispatcher.wake();
    });
    socket.on('disconnect', () => {
      lostAt = Date.now();
      if (state === 'online') tell('connecting');
      for (const follower of followers.values()) follower.feed({ kind: 'disconnected' });
    });
    socket.on('connect_error', (fault: Error & { readonly data?: { readonly code?: unknown } }) => {
      if (fault.data?.code === 'not-signed-in') return tell('signed-out');
      vainTries += 1;
      if (vainTries === TRIES_BEFORE_HTTP) dispatcher.wake();
    });
    socket.on('revoked', () => tell('signed-out'));
    socket.on('changes', (batch) => followers.get(batch.coverageId)?.feed({ kind: 'batch', batch }));
    socket.on('presence', options.onPresence);
    socket.on('audience', options.onAudience);
  }

  const ticking = setInterval(() => {
    if (state === 'connecting' && Date.now() - lostAt >= OFFLINE_AFTER) tell('offline');
    for (const follower of followers.values()) follower.feed({ kind: 'tick' });
    // What nobody looks at is not being written, and hidden pages keep no time.
    if (!globalThis.document?.hidden) writing.tick();
  }, TICK);

  const hurry = (): void => connection?.hurry();
  globalThis.window?.addEventListener('online', hurry);
  // The device itself knows at once; a cut further on shows after a while.
  const onOffline = (): void => tell('offline');
  globalThis.window?.addEventListener('offline', onOffline);
  const onPageShow = (shown: PageTransitionEvent): void => {
    if (shown.persisted) hurry();
  };
  globalThis.window?.addEventListener('pageshow', onPageShow);

  openSocket<StaffSocket>(
    DESK,
    { spread: COME_BACK_WITHIN, ...(origin && { origin }), auth: { language, ...(token && { token }) } },
    prepare,
  ).then(
    (opened) => {
      connection = opened;
      if (stopped) opened.close();
    },
    // The library is out of reach: commands still go by HTTP.
    () => {
      vainTries = TRIES_BEFORE_HTTP;
      dispatcher.wake();
    },
  );

  return {
    submit: dispatcher.submit,
    discard: dispatcher.discard,
    follow(coverageId, cursor) {
      const follower = createFollower<LogRecord>({
        cursor,
        apply: (records) => options.onRecords(coverageId, records),
        ask: (from) => ask(coverageId, from),
        restart: () => options.onRestart(coverageId),
        leave: () => unfollow(coverageId),
        tell: () => {},
      });
      followers.set(coverageId, follower);
      if (socketIfConnected()) follower.feed({ kind: 'connected' });
    },
    unfollow,
    writing,
    stop() {
      stopped = true;
      clearInterval(ticking);
      dispatcher.stop();
      connection?.close();
      globalThis.window?.removeEventListener('online', hurry);
      globalThis.window?.removeEventListener('offline', onOffline);
      globalThis.window?.removeEventListener('pageshow', onPageShow);
    },
  };
}
