import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import { join } from 'node:path';
import { v7 } from 'uuid';
import type { StaffMember } from '#domain/staff.ts';
import { CLOCK_ID } from '#domain/staff.ts';
import { printHour } from '#render/time.ts';
import { openAccounts } from './accounts/accounts.ts';
import { networkOf } from './accounts/network.ts';
import { createPasswords } from './accounts/password.ts';
import { openArchiveShelf } from './archive/archive-shelf.ts';
import { createCards } from './cards/cards.ts';
import type { Config } from './config.ts';
import { openDirectory } from './directory/directory.ts';
import { openDocumentShelf } from './documents/document-shelf.ts';
import type { OpenJson } from './durable/json-file.ts';
import { openDurableJson } from './durable/json-file.ts';
import { reportFault } from './fault-log.ts';
import { freezeArchived } from './freeze-archived.ts';
import type { Standing } from './http/locals.ts';
import { localsOf, tokenOf } from './http/locals.ts';
import { ourOrigins } from './http/origin-guard.ts';
import { registerLocals } from './http/registry.ts';
import type { Step } from './http/server.ts';
import { addressOf, isThisMachine } from './http/server.ts';
import { createIntake } from './intake/take-in.ts';
import type { LiveDoors } from './live/gateway.ts';
import { attachLive } from './live/gateway.ts';
import { takeNote } from './logbook.ts';
import { openMedia } from './media/media.ts';
import { receiveUploads } from './media/receive-uploads.ts';
import { serveMedia } from './media/serve.ts';
import { followShownImages } from './media/shown-images.ts';
import { hasSpaceForPhotos } from './media/space-for-photos.ts';
import { openUploads } from './media/uploads.ts';
import { createNewsroom } from './newsroom/newsroom.ts';
import { publishOnTime } from './newsroom/publish-on-time.ts';
import type { LiveFigures } from './operations/metrics.ts';
import type { Operations } from './operations/operations.ts';
import { createOperations } from './operations/operations.ts';
import { createSearch } from './search/search.ts';
import { openFileStore } from './storage/open-file-store.ts';
import { UnusableSnapshot } from './storage/snapshot.ts';
import { TornTail } from './storage/torn-tail.ts';
import { UnfinishedPurge, unfinishedPurge } from './upkeep/purge.ts';
import { VERSION } from './version.ts';

/** All parts put together, not yet listening. */
export interface House {
  readonly standing: Standing;
  /** Lets a command on this machine act through the doors: whoever can read `DATA_DIR` may. */
  readonly consoleToken: string;
  /** Who makes the first account shows it; null once there is one. */
  readonly setUpCode: string | null;
  readonly isOurs: (origin: string) => boolean;
  readonly receiveUploads: Step;
  readonly serveMedia: Step;
  readonly operations: Operations;
  /** A fault that nobody asked for. */
  readonly report: (fault: unknown) => void;
  /** Puts the sockets on a server. */
  attach(server: Server): LiveDoors;
  /** An address it turned out to listen on counts as ours too. */
  listeningOn(url: string): void;
  /** Resolves when the disk may have lied: nothing more is taken, and only a restart helps (rule 12). */
  readonly broken: Promise<void>;
  /** Waits until every command taken so far is answered. */
  idle(): Promise<void>;
  /** Waits for what is being written, lets go of the data folder. */
  close(): Promise<void>;
}

/** Milliseconds between looks at what is to be published by itself, and at uploads that were left lying. */
const PUBLISH_EVERY = 1_000;
const CLEAN_EVERY = 60 * 60 * 1_000;

const now = (): string => new Date().toISOString();
const randomToken = (): string => randomBytes(32).toString('base64url');
const digest = (text: string): Buffer => hash('sha256', text, 'buffer');

/** Before there are sockets. */
const NOBODY: LiveFigures = {
  readers: 0,
  staff: 0,
  queuedBytes: 0,
  slowCut: 0,
  handshakesWaiting: 0,
  handshakesRefused: 0,
};

const CONSOLE: StaffMember = {
  id: 'console',
  login: 'console',
  name: 'Console',
  role: 'admin',
  coverages: 'all',
};

/**
 * The one place that knows every part.
 * @throws {FolderInUse} when another process has the data folder
 * @throws {UnfinishedPurge} when a removal by order of law was cut short
 * @throws {DamagedLog} when a journal is damaged before its last batch
 */
export async function assemble(
  config: Config,
  { demonstration = false }: { demonstration?: boolean } = {},
): Promise<House> {
  const { dataDir, contentDir } = config;
  const report = (fault: unknown): void => {
    if (fault instanceof TornTail) {
      // Repaired, and nobody had been told of what was cut.
      takeNote({ note: 'torn-tail-repaired', detail: fault.message });
      return;
    }
    if (fault instanceof UnusableSnapshot) {
      // Made again from the journal by itself.
      takeNote({ note: 'snapshot-unusable', detail: fault.message });
      return;
    }
    operations.faultReported();
    reportFault(fault);
  };
  let doors: LiveDoors | undefined;
  const broken = Promise.withResolvers<void>();
  const operations = createOperations({
    token: config.operationsToken,
    version: VERSION,
    health: () => store.health(),
    live: () => doors?.figures() ?? NOBODY,
    onFailed: broken.resolve,
    note: takeNote,
    now,
    elapsed: () => performance.now(),
    report,
  });
  const store = await openFileStore({ folder: dataDir, newEpoch: v7, now, report });
  // Between the journal and the archive of a removal the archive still shows what is forbidden (rule 7).
  const removal = await unfinishedPurge(dataDir);
  if (removal) {
    await store.close();
    throw new UnfinishedPurge(removal);
  }
  const openJson: OpenJson = (file, initial, shape) => openDurableJson(file, initial, shape, broken.resolve);
  const archives = await openArchiveShelf({ folder: join(contentDir, 'archive'), report });
  const hasSpace = (): boolean => hasSpaceForPhotos(store.health());
  const media = await openMedia({ folder: join(dataDir, 'media'), hasSpace, report });
  // Neither backups nor the archive look into what is hidden.
  const uploads = await openUploads({ folder: join(dataDir, '.uploads'), keep: media.keep, now, report });
  const [unmeasured, accounts, directory, documents] = await Promise.all([
    createNewsroom({
      store,
      now,
      slugOwner: archives.slugOwner,
      hasImage: media.has,
      onBroken: broken.resolve,
      report,
    }),
    openAccounts({
      openJson,
      file: join(dataDir, 'accounts.json'),
      now,
      newId: v7,
      randomToken,
      passwords: createPasswords(),
      report,
    }),
    openDirectory({ openJson, folder: join(dataDir, 'directory') }),
    openDocumentShelf({ folder: join(contentDir, 'documents'), report }),
  ]);
  for (const { file, reason } of documents.damaged) report(new Error(`${file}: ${reason}`));
  const newsroom = operations.measureNewsroom(unmeasured);
  const frozen = await freezeArchived({
    newsroom,
    archives,
    directory,
    mediaFolder: join(dataDir, 'media'),
    report,
  });

  const clock = { ...CONSOLE, id: CLOCK_ID, name: 'Clock' };
  const onTime = publishOnTime({ newsroom, actor: clock, now, newId: v7, report });
  const ticking = setInterval(() => void onTime.tick(), PUBLISH_EVERY);
  const cleaning = setInterval(() => uploads.clean().catch(report), CLEAN_EVERY);
  const consoleToken = randomToken();
  const setUpCode = randomToken();
  const known: typeof accounts = {
    ...operations.measureAccounts(accounts),
    staffOf: (token) => (token === consoleToken ? CONSOLE : accounts.staffOf(token)),
    lookUp: (token) => (token === consoleToken ? CONSOLE : accounts.lookUp(token)),
  };
  const secure = config.publicUrl?.startsWith('https:') ?? false;
  const listening: string[] = [];
  const publicUrl = (): string => config.publicUrl ?? listening[0] ?? `http://${config.host}:${config.port}`;
  const standing: Standing = {
    newsroom,
    accounts: known,
    documents,
    directory,
    media,
    cards: createCards({
      photoFile: (name) => archives.pictureFile(name) ?? join(dataDir, 'media', name),
      report,
    }),
    archives,
    intake: createIntake({ newsroom, documents, directory, slugOwner: archives.slugOwner, now }),
    search: createSearch({ newsroom, archives, documents, print: printHour, report }),
    isSetUpCode: (code) => timingSafeEqual(digest(code), digest(setUpCode)),
    signInCookie: { name: secure ? '__Host-plenary' : 'plenary', secure },
    get publicUrl() {
      return publicUrl();
    },
    demonstration,
  };
  registerLocals((request, language) => localsOf(standing, request, language));

  const tokenIn = ({ headers: { cookie = '', authorization = '' } }: IncomingMessage): string =>
    tokenOf(new Headers({ cookie, authorization }), standing.signInCookie.name) ?? '';
  const serve = serveMedia({
    folder: join(dataDir, 'media'),
    kept: archives.pictureFile,
    isShown: followShownImages(newsroom).has,
    isStaff: (request) => known.lookUp(tokenIn(request)) !== undefined,
  });

  const isOurs = (origin: string): boolean => ourOrigins([publicUrl(), ...listening])(origin);
  return {
    standing,
    consoleToken,
    get setUpCode() {
      return accounts.isEmpty() ? setUpCode : null;
    },
    isOurs,
    broken: broken.promise,
    receiveUploads: receiveUploads({
      uploads,
      hasSpace,
      staffOf: (request) => known.staffOf(tokenIn(request)),
      report,
    }),
    serveMedia: serve,
    operations,
    report,
    idle: newsroom.idle,
    attach(server) {
      doors = attachLive(server, {
        newsroom,
        staffOf: known.staffOf,
        lookUp: known.lookUp,
        onRevoked: accounts.onRevoked,
        cookieName: standing.signInCookie.name,
        networkOf(request) {
          const address = addressOf(request, secure);
          return isThisMachine(address) ? null : networkOf(address);
        },
        isOurs,
        print: printHour,
        elapsed: () => performance.now(),
        random: Math.random,
        report,
      });
      return doors;
    },
    listeningOn(url) {
      // Whoever sits at this machine types either name.
      listening.push(url, url.replace('//127.0.0.1:', '//localhost:'));
    },
    async close() {
      clearInterval(ticking);
      clearInterval(cleaning);
      onTime.stop();
      media.close();
      await newsroom.idle();
      await frozen();
      await store.close();
      // The last seals stand in no answer to anybody: who runs this is told by the exit code.
      if (store.health().state === 'failed') broken.resolve();
    },
  };
}
