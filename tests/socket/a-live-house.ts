import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Socket } from 'socket.io-client';
import { io } from 'socket.io-client';
import { v7 } from 'uuid';
import { onTestFinished } from 'vitest';
import type { CommandBody, Receipt } from '#domain/command.ts';
import type { Accounts } from '#domain/ports.ts';
import type { Refusal } from '#domain/refusal.ts';
import { refuse } from '#domain/refusal.ts';
import type { Actor, StaffMember } from '#domain/staff.ts';
import type {
  Follow,
  FollowAnswer,
  ReaderToServer,
  ServerToReader,
  ServerToStaff,
  StaffToServer,
} from '#live/protocol.ts';
import { DESK, LIVE, PROTOCOL_VERSION } from '#live/protocol.ts';
import { printHour } from '#render/time.ts';
import type { LiveFigures } from '#server/live/gateway.ts';
import { attachLive } from '#server/live/gateway.ts';
import type { RunningNewsroom } from '#server/newsroom/newsroom.ts';
import { createNewsroom } from '#server/newsroom/newsroom.ts';
import { createMemoryLogStore } from '#server/storage/memory-log-store.ts';
import { aCommand, anAbout, anItem, at } from '../cast/a-coverage.ts';
import { INES, RUTH, STRANGER, TOMASZ } from '../cast/cast.ts';
import { answerAsSite, bearerOf } from './site-doors.ts';

export type ReaderClient = Socket<ServerToReader, ReaderToServer>;
export type StaffClient = Socket<ServerToStaff, StaffToServer>;

export const COOKIE = 'plenary-test';

/** Newsroom, sockets and a port; everybody of the cast holds a token named like them. */
export interface LiveHouse {
  readonly url: string;
  readonly newsroom: RunningNewsroom;
  readonly faults: unknown[];
  /** The clock, to be moved by hand; milliseconds since 1970. */
  readonly clock: { now: number };
  /** How many messages of staff counted as use of their sign-in. */
  uses(): number;
  figures(): LiveFigures;
  /** How many clients the server holds. */
  connections(): number;
  /** Breaks every connection without a word. */
  cut(): void;
  /** Lets no socket through from now on, or again; HTTP passes. */
  block(blocked: boolean): void;
  revoke(token: string): void;
  /** Takes effect without a word to anybody, as another process would do it. */
  forget(token: string): void;
  /** Takes the holder off every coverage. */
  expel(token: string): void;
  ask(coverageId: string, body: CommandBody, actor?: Actor): Promise<Receipt | Refusal>;
  /** A coverage that everybody but Otto works on, with one agenda item. @returns its id */
  aCoverage(status?: 'draft' | 'live'): Promise<string>;
  reader(options?: Parameters<typeof io>[1]): ReaderClient;
  staff(token: string, options?: Parameters<typeof io>[1]): StaffClient;
}

export async function aLiveHouse(): Promise<LiveHouse> {
  const clock = { now: Date.parse(at('12h00')) };
  const now = (): string => new Date(clock.now).toISOString();
  const faults: unknown[] = [];
  const report = (fault: unknown): void => void faults.push(fault);
  const store = createMemoryLogStore({ newEpoch: v7 });
  const newsroom = await createNewsroom({
    store,
    now,
    slugOwner: () => undefined,
    hasImage: () => true,
    onBroken: () => undefined,
    report,
  });

  const holders = new Map<string, StaffMember>(
    [INES, TOMASZ, RUTH, STRANGER].map((actor) => [
      actor.name.toLowerCase(),
      { ...actor, login: actor.name },
    ]),
  );
  const onRevoked = new Set<(token: string) => void>();
  /** Every password opens the door here. */
  const signIn: Accounts['signIn'] = async (login) => {
    const staff = holders.get(login);
    return staff ? { ok: true, token: login, staff } : refuse('not-signed-in');
  };
  let blocked = false;
  let uses = 0;
  const server = createServer((request, response) => {
    const locals = {
      newsroom,
      staff: holders.get(bearerOf(request)) ?? null,
      accounts: { signIn },
      language: 'en',
    } as unknown as App.Locals;
    void answerAsSite(request, response, locals);
  });
  const sockets = new Set<Duplex>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('upgrade', (_, socket) => {
    if (blocked) socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const live = attachLive(server, {
    newsroom,
    staffOf(token) {
      uses += 1;
      return holders.get(token);
    },
    lookUp: (token) => holders.get(token),
    onRevoked(listener) {
      onRevoked.add(listener);
      return () => onRevoked.delete(listener);
    },
    cookieName: COOKIE,
    networkOf: (request) => request.headers['x-forwarded-for']?.toString() ?? null,
    isOurs: (origin) => origin === url,
    print: printHour,
    elapsed: () => clock.now,
    random: () => 0.5,
    report,
  });
  const clients: Socket[] = [];
  onTestFinished(async () => {
    for (const client of clients) client.disconnect();
    await live.close();
    await new Promise((resolve) => server.close(resolve));
  });

  function connect<C extends Socket>(namespace: string, options: Parameters<typeof io>[1]): C {
    const client = io(url + namespace, { transports: ['websocket'], forceNew: true, ...options });
    clients.push(client);
    return client as unknown as C;
  }
  const ask: LiveHouse['ask'] = (coverageId, body, actor = RUTH) =>
    newsroom.submit(aCommand(coverageId, body), actor);

  return {
    url,
    newsroom,
    faults,
    clock,
    ask,
    uses: () => uses,
    figures: live.figures,
    connections: () => sockets.size,
    cut() {
      for (const socket of sockets) socket.destroy();
    },
    block(now) {
      blocked = now;
    },
    revoke(token) {
      holders.delete(token);
      for (const listener of onRevoked) listener(token);
    },
    forget: (token) => void holders.delete(token),
    expel(token) {
      const member = holders.get(token);
      if (member) holders.set(token, { ...member, coverages: [] });
    },
    async aCoverage(status = 'live') {
      const id = v7();
      const agenda = [anItem('8h00', 'Khai mạc hội nghị')];
      await ask(id, { kind: 'create-coverage', about: anAbout({ slug: `hoi-nghi-${id}` }), agenda });
      if (status === 'live') await ask(id, { kind: 'open-coverage' });
      return id;
    },
    reader: (options) => connect<ReaderClient>(LIVE, options),
    staff: (token, options) => connect<StaffClient>(DESK, { auth: { token, language: 'en' }, ...options }),
  };
}

/** A follow from a place in a coverage; `seq` counts back from the head when negative. */
export function aFollow(house: LiveHouse, coverageId: string, seq: number): Follow {
  const coverage = house.newsroom.coverageById(coverageId);
  if (!coverage) throw new Error('no such coverage');
  const cursor = { epoch: coverage.epoch, seq: seq < 0 ? coverage.head + seq : seq };
  return { version: PROTOCOL_VERSION, coverageId, cursor };
}

/** The seqs of an answer's range. */
export const seqsOf = (answer: FollowAnswer<{ readonly seq: number }>): number[] | string =>
  answer.kind === 'behind' ? answer.changes.map(({ seq }) => seq) : answer.kind;

/** What a client hears of one name, from now on. `until` waits for the n-th. */
export function ear(client: Socket, name: string) {
  const heard: unknown[][] = [];
  let wake = (): void => {};
  client.on(name, (...said: unknown[]) => {
    heard.push(said);
    wake();
  });
  return {
    heard,
    async until(count: number): Promise<unknown[]> {
      while (heard.length < count) await new Promise<void>((resolve) => (wake = resolve));
      return heard[count - 1] ?? [];
    },
  };
}
