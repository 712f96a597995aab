import { EventEmitter, once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Chance } from './chance.ts';
import { aCrowd } from './crowd.ts';
import type { Verdict } from './judge.ts';
import type { Moment } from './kill-moment.ts';
import { pickMoment, touched } from './kill-moment.ts';
import { networkIsBack } from './network-is-back.ts';
import type { PlantedFault } from './plant.ts';
import { aRealServer } from './real-server.ts';
import { staff } from './staffed.ts';

/** One newsroom, from its first day until everybody came to rest. */
export interface Life {
  readonly verdict: Verdict;
  readonly kills: Readonly<Record<Moment, number>>;
  /** Milliseconds from the start of the process to its first answer, of every start that was let live. */
  readonly restarts: readonly number[];
  readonly repeated: number;
  readonly pagesFetchedAgain: number;
  readonly forgotten: number;
  readonly ownExits: number;
}

interface LifeDependencies {
  readonly rounds: number;
  /** Of the moments; what people do meanwhile depends on how fast they are answered, and has its own. */
  readonly moments: Chance;
  readonly chance: Chance;
  readonly faults: readonly PlantedFault[];
}

const REPORTERS = 4;
export const READERS = 12;
/** Milliseconds. */
const LONGEST_BURST = 300;
/** A snapshot is begun once a log has grown enough, and takes a thread of its own to the start. */
const SNAPSHOT_WITHIN = 3_000;
/** People are at work again after a restart by then; on a busy machine they need not be. */
const BACK_WITHIN = 2_000;
const REST_WITHIN = 30_000;

/** Kills one server again and again, at moments of every kind, while people work and read. */
export async function liveThrough({ rounds, moments, chance, faults }: LifeDependencies): Promise<Life> {
  const server = await aRealServer(faults);
  const acknowledgements = new EventEmitter();
  const kills: Record<Moment, number> = { starting: 0, writing: 0, 'after-ack': 0, snapshotting: 0 };
  const restarts: number[] = [];
  let forgotten = 0;
  let startMs = (await server.start()) ?? 0;
  const crowd = await aCrowd({
    staffed: await staff(server, REPORTERS),
    origin: server.url,
    server: () => server.url,
    chance,
    readers: READERS,
    onAcknowledged: () => acknowledgements.emit('one'),
  });
  const folder = join(server.dataDir, 'coverages', crowd.work.coverage.id);

  /** Up again, everybody comes back. */
  async function serveAgain(): Promise<void> {
    if (server.running) return;
    const began = performance.now();
    if ((await server.start()) === null) throw new Error('The server did not start again.');
    if (await crowd.forgotten()) forgotten += 1;
    startMs = performance.now() - began;
    restarts.push(startMs);
    networkIsBack();
  }

  async function killStarting(): Promise<Moment> {
    // Half of them while the log is read and mended, the others at any moment.
    const [mending, lag, share] = [moments.percent(50), moments.between(0, 8), moments.between(0.2, 1)];
    await server.kill();
    const starting = server.start();
    const late = new AbortController();
    if (mending && existsSync(folder))
      await Promise.race([touched(folder, /./u, lag, late.signal), wait(startMs)]);
    else await wait(share * startMs);
    await server.kill();
    late.abort();
    await starting;
    return 'starting';
  }

  async function acknowledged(count: number): Promise<void> {
    for (let n = 0; n < count; n += 1) await once(acknowledgements, 'one');
  }

  async function killServing(moment: Moment): Promise<Moment> {
    const [burst, count, lag] = [
      moments.between(30, LONGEST_BURST),
      1 + moments.index(40),
      moments.between(0, 6),
    ];
    // Snapshots are rare: every second one that begins is a moment, whatever this round was meant for.
    const catches = moments.percent(50);
    await serveAgain();
    const asked = crowd.askAgain();
    const ended = new AbortController();
    const snapshot = touched(folder, /snapshot/u, lag, ended.signal);
    await Promise.race([acknowledged(1), wait(BACK_WITHIN)]);
    const longest = {
      starting: 0,
      writing: burst,
      'after-ack': LONGEST_BURST,
      snapshotting: SNAPSHOT_WITHIN,
    };
    const was = await Promise.race([
      wait(longest[moment]).then(() => 'writing' as const),
      ...(catches || moment === 'snapshotting' ? [snapshot.then(() => 'snapshotting' as const)] : []),
      ...(moment === 'after-ack' ? [acknowledged(count).then(() => moment)] : []),
    ]);
    await server.kill();
    ended.abort();
    await asked;
    return was;
  }

  for (let round = 0; round < rounds; round += 1) {
    const moment = pickMoment(moments);
    kills[await (moment === 'starting' ? killStarting() : killServing(moment))] += 1;
  }
  await serveAgain();
  await crowd.rest(REST_WITHIN);
  const verdict = await crowd.judged();
  crowd.leave();
  await server.stop();
  await server.removeFolders();
  return {
    verdict,
    kills,
    restarts,
    repeated: crowd.work.ledger.repeated,
    pagesFetchedAgain: crowd.restarts(),
    forgotten,
    ownExits: server.ownExits,
  };
}
