import { isDeepStrictEqual } from 'node:util';
import type { Coverage } from '#domain/coverage.ts';
import { publicCoverage } from '#domain/public-view.ts';
import type { Actor } from '#domain/staff.ts';
import type { Chance } from '../chance.ts';
import { createChance } from '../chance.ts';
import type { SimulatedDisk } from './a-disk.ts';
import { createDisk } from './a-disk.ts';
import type { Reader } from './a-follower.ts';
import { openPage } from './a-follower.ts';
import type { Reporter } from './a-reporter.ts';
import { openDesk } from './a-reporter.ts';
import type { ServerLife } from './a-server.ts';
import { print, startServer } from './a-server.ts';
import { FOLDER } from './a-store.ts';
import { createBlows, NO_BLOWS } from './blows.ts';
import { demand } from './broken.ts';
import type { Clock } from './clock.ts';
import { startClock } from './clock.ts';
import { createNetwork } from './network.ts';
import type { Told } from './told.ts';
import { createPromises } from './whole-oracle.ts';
import type { Work } from './work.ts';
import { COVERAGE, createWork } from './work.ts';

const BUSY = 40_000;
const QUIET_WITHIN = 300_000;
const LIVE_MEAN = 8_000;
const SPACE = 8 * 1024 * 1024;
const ACTORS: readonly Actor[] = [
  { id: 'staff-ruth', name: 'Ruth', role: 'editor', coverages: 'all' },
  { id: 'staff-ines', name: 'Ines', role: 'reporter', coverages: 'all' },
  { id: 'staff-tomasz', name: 'Tomasz', role: 'reporter', coverages: 'all' },
];

/** A newsroom's forty worst seconds, and the peace after them. */
export async function tellWholeStory(seed: number, told: Told): Promise<void> {
  const chance = createChance(seed);
  const clock = startClock(chance);
  try {
    await tell(chance, clock, told);
  } finally {
    clock.restore();
  }
}

async function tell(chance: Chance, clock: Clock, told: Told): Promise<void> {
  const disk = createDisk(chance, chance.percent(25) ? 8_000 + chance.index(60_000) : SPACE);
  disk.makeFolder(FOLDER);
  let wasFull = disk.capacity < SPACE;
  const begun = clock.now;
  const say = (what: () => string): void =>
    told.say(() => `${((clock.now - begun) / 1_000).toFixed(3)} ${what()}`);
  let broken: unknown = null;
  const onBroken = (fault: unknown): void => {
    broken ??= fault;
  };
  const promises = createPromises(() => !wasFull);
  let server: ServerLife | null = null;
  let calm = false;
  let epochs = 0;
  const current = (): ServerLife | null => server;

  async function begin(): Promise<void> {
    const blows = calm ? NO_BLOWS : createBlows(chance, say, chance.percent(30) ? 1 : 8);
    say(() => 'the server starts');
    told.count('lives');
    try {
      const life = await startServer({
        disk,
        chance,
        blow(call, path) {
          const what = calm ? null : blows.blow(call, path);
          if (what === 'ENOSPC') wasFull = true;
          return what;
        },
        promises,
        onBroken,
        newEpoch: () => `epoch-${++epochs}`,
        onDeath: () => end(),
      });
      if (!life.alive) return;
      server = life;
      const coverage = life.newsroom.coverageById(COVERAGE);
      const records = await life.newsroom.changes(COVERAGE, 0, Number.MAX_SAFE_INTEGER);
      if (!life.alive) return;
      say(() => `the server serves, head ${coverage?.head ?? 'none'}`);
      promises.check(coverage?.epoch ?? promises.epoch ?? '', records);
      if (!calm && chance.percent(80)) setTimeout(() => life.die(), chance.wait(LIVE_MEAN));
    } catch (fault) {
      say(() => `the server does not start: ${fault}`);
      if (!blows.struck && !isFullDisk(fault)) onBroken(fault);
      if (fault instanceof Error && fault.name === 'DamagedLog') onBroken(fault);
      if (isFullDisk(fault)) disk.capacity += 20_000;
    }
  }

  function end(): void {
    server = null;
    say(() => 'the server is dead');
    if (!calm && chance.percent(40)) {
      say(() => 'the power is cut');
      told.count('cuts');
      disk.cut();
    }
    setTimeout(() => void begin(), chance.between(200, 3_000));
  }

  const network = createNetwork(chance, LIVE_MEAN);
  const desks = ACTORS.map((actor) => openDesk({ actor, network, server: current, promises, onBroken, say }));
  const pages = (['reader', 'reader', 'staff'] as const).map((view) =>
    openPage({ view, coverageId: COVERAGE, network, server: current, promises, onBroken, say }),
  );
  const work = createWork(chance, desks, promises, onBroken);
  void begin();
  work.begin();
  growSpace(chance, disk, () => calm);
  await clock.until(() => broken !== null || clock.now > begun + BUSY, BUSY);
  if (broken) throw broken;

  say(() => 'peace');
  calm = true;
  network.calm = true;
  work.stop();
  disk.capacity = SPACE;
  const isDone = (): boolean =>
    desks.every(({ waiting }) => waiting === 0) && pages.every((page) => standsAtHead(page, server));
  await clock.until(() => broken !== null || isDone(), QUIET_WITHIN);
  if (broken) throw broken;
  await judge({ server, desks, pages, promises });
  told.count('records', promises.handed.size);
  told.count('acknowledged', [...promises.handed.values()].filter(({ receipt }) => receipt).length);

  disk.cut();
  server = null;
  await begin();
  const after = current() as ServerLife | null;
  promises.checkAllDone((await after?.newsroom.changes(COVERAGE, 0, Number.MAX_SAFE_INTEGER)) ?? []);
  if (broken) throw broken;
}

const isFullDisk = (fault: unknown): boolean =>
  fault instanceof Error && 'code' in fault && fault.code === 'ENOSPC';

const standsAtHead = ({ live, coverage }: Reader, server: ServerLife | null): boolean =>
  live && coverage !== null && coverage.head === server?.newsroom.coverageById(COVERAGE)?.head;

/** Somebody frees a little space now and then. */
function growSpace(chance: Chance, disk: SimulatedDisk, isOver: () => boolean): void {
  const again = (): void => {
    if (isOver() || disk.capacity >= SPACE) return;
    disk.capacity += chance.index(30_000);
    setTimeout(again, chance.wait(8_000));
  };
  again();
}

interface End {
  readonly server: ServerLife | null;
  readonly desks: readonly Reporter[];
  readonly pages: readonly Reader[];
  readonly promises: Work['promises'];
}

async function judge({ server, desks, pages, promises }: End): Promise<void> {
  for (const { actor, waiting } of desks)
    demand(waiting === 0, 'I1', () => `${waiting} of ${actor.name} wait for ever`);
  const coverage = server?.newsroom.coverageById(COVERAGE);
  if (!server || !coverage) throw new Error('there is no server in the end');
  promises.checkAllDone(await server.newsroom.changes(COVERAGE, 0, Number.MAX_SAFE_INTEGER));
  const shown = publicCoverage(coverage, print);
  for (const [index, page] of pages.entries()) {
    const truth: unknown = index < 2 ? shown : coverage;
    demand(standsAtHead(page, server), 'I7', () => `page ${index} stands at ${page.coverage?.head}`);
    demand(
      isDeepStrictEqual(plain(page.coverage as unknown as Coverage), plain(truth as Coverage)),
      'I8',
      () => `page ${index} shows something else than the server`,
    );
  }
}

/** As it goes over the wire: what is undefined is absent. */
const plain = (coverage: Coverage): unknown =>
  JSON.parse(JSON.stringify({ ...coverage, agenda: [...coverage.agenda], entries: [...coverage.entries] }));
