import { EventEmitter, once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createChance } from './chance.ts';
import type { Crowd } from './crowd.ts';
import { aCrowd } from './crowd.ts';
import type { Verdict } from './judge.ts';
import type { Moment } from './kill-moment.ts';
import { pickMoment, touched } from './kill-moment.ts';
import { networkIsBack, pretendWindow } from './network-is-back.ts';
import type { PlantedFault } from './plant.ts';
import { aRealServer } from './real-server.ts';
import { staff } from './staffed.ts';
import { failures, sum } from './totals.ts';

export interface KillRun {
  readonly seed: number;
  readonly rounds: number;
  /** After so many rounds everybody comes to rest, all is compared, and a further coverage is begun. */
  readonly compareEvery: number;
  readonly faults: readonly PlantedFault[];
  readonly onProgress: (line: string) => void;
}

const REPORTERS = 4;
const READERS = 12;
/** Milliseconds. */
const LONGEST_BURST = 300;
/** People are at work again after a restart; with a busy machine they need not be. */
const BACK_WITHIN = 2_000;
const REST_WITHIN = 30_000;

/** Kills the real server again and again, at moments of every kind, while people work and read. */
export async function killRounds({ seed, rounds, compareEvery, faults, onProgress }: KillRun) {
  pretendWindow();
  // The moments are the seed's alone; what people do meanwhile depends on how fast they are answered.
  const moments = createChance(seed);
  const chance = createChance(seed + 1);
  const server = await aRealServer(faults);
  const acknowledgements = new EventEmitter();
  const kills: Record<Moment, number> = { starting: 0, writing: 0, 'after-ack': 0, snapshotting: 0 };
  const restarts: number[] = [];
  const verdicts: Verdict[] = [];
  let forgotten = 0;
  let repeated = 0;
  let startMs = 800;

  await server.start();
  const staffed = await staff(server.url, REPORTERS);
  const crowd: Crowd = await aCrowd({
    staffed,
    origin: server.url,
    server: () => server.url,
    chance,
    readers: READERS,
    onAcknowledged: () => acknowledgements.emit('one'),
  });
  await crowd.begin('dot-1');
  const folder = (): string => join(server.dataDir, 'coverages', crowd.work.coverage.id);

  /** Up again, everybody comes back. */
  async function serveAgain(): Promise<void> {
    if (server.running) return;
    const began = performance.now();
    if ((await server.start()) === null) throw new Error('The server did not start again.');
    forgotten += await crowd.forgotten();
    startMs = performance.now() - began;
    restarts.push(startMs);
    networkIsBack();
  }

  async function killStarting(): Promise<void> {
    await server.kill();
    const starting = server.start();
    // Half of them while the log is read and mended, the others at any moment.
    if (moments.percent(50) && existsSync(folder()))
      await Promise.race([
        touched(folder(), /./u, moments.between(0, 8), AbortSignal.timeout(Math.ceil(startMs))),
        wait(startMs),
      ]);
    else await wait(moments.between(0.2, 1) * startMs);
    await server.kill();
    await starting;
  }

  async function acknowledged(count: number): Promise<void> {
    for (let n = 0; n < count; n += 1) await once(acknowledgements, 'one');
  }

  async function killServing(moment: Exclude<Moment, 'starting'>): Promise<Moment> {
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
    const snapshot = touched(folder(), /snapshot/u, lag, ended.signal);
    await Promise.race([acknowledged(1), wait(BACK_WITHIN)]);
    const over = wait(moment === 'after-ack' ? LONGEST_BURST : burst).then(() => 'writing' as const);
    const was = await Promise.race([
      over,
      ...(catches ? [snapshot.then(() => 'snapshotting' as const)] : []),
      ...(moment === 'after-ack' ? [acknowledged(count).then(() => 'after-ack' as const)] : []),
    ]);
    await server.kill();
    ended.abort();
    await asked;
    return was;
  }

  async function compare(chapter: number, round: number): Promise<void> {
    await serveAgain();
    await crowd.rest(REST_WITHIN);
    const verdict = await crowd.judged();
    verdicts.push(verdict);
    repeated += crowd.work.ledger.repeated;
    onProgress(`${round} rounds: ${JSON.stringify(verdict)}`);
    if (round < rounds) await crowd.begin(`dot-${chapter + 1}`);
  }

  const began = performance.now();
  for (let round = 1, chapter = 1; round <= rounds; round += 1) {
    const moment = pickMoment(moments);
    if (moment === 'starting') await killStarting();
    kills[moment === 'starting' ? moment : await killServing(moment)] += 1;
    if (round % compareEvery === 0 || round === rounds) await compare(chapter++, round);
  }
  const seconds = (performance.now() - began) / 1_000;
  crowd.leave();
  await server.stop();
  await server.removeFolders();

  const total = { ...sum(verdicts), forgotten, ownExits: server.ownExits };
  return {
    figures: {
      rounds,
      kills,
      readers: READERS,
      compared: verdicts.length,
      repeated,
      pagesFetchedAgain: crowd.restarts,
      ...total,
    },
    restarts,
    seconds,
    failed: failures(total),
  };
}
