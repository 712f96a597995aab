import { setTimeout as wait } from 'node:timers/promises';
import { aBadLine } from './bad-line.ts';
import { createChance } from './chance.ts';
import { aCrowd } from './crowd.ts';
import type { PlantedFault } from './plant.ts';
import { aRealServer } from './real-server.ts';
import { staff } from './staffed.ts';
import { failures, sum } from './totals.ts';

interface FlakyRun {
  readonly seed: number;
  readonly seconds: number;
  /** Milliseconds between two harms to one of the connections, on average. */
  readonly harmEvery: number;
  /** Milliseconds between two kills of the server, on average. */
  readonly killEvery: number;
  /** Milliseconds for everybody to come to rest by themselves once the line is whole. */
  readonly restWithin: number;
  readonly faults: readonly PlantedFault[];
}

const REPORTERS = 4;
const READERS = 12;
/** The server stays away so long. Milliseconds. */
const LONGEST_AWAY = 2_000;

/** People work and read over a line that breaks all the time, while the server is killed now and then. */
export async function flakyLine({ seed, seconds, harmEvery, killEvery, restWithin, faults }: FlakyRun) {
  // The kills are the seed's alone; what people do, and the line to them, depends on how fast all is.
  const moments = createChance(seed);
  const chance = createChance(seed + 1);
  const server = await aRealServer(faults);
  await server.start();
  const line = await aBadLine(server.url, chance);
  const waits: number[] = [];
  const crowd = await aCrowd({
    staffed: await staff(server, REPORTERS),
    origin: line.url,
    server: () => server.url,
    chance,
    readers: READERS,
    onAcknowledged: ({ handedAt }) => waits.push(performance.now() - handedAt),
  });

  const ended = new AbortController();
  let kills = 0;
  let forgotten = 0;
  async function harm(): Promise<void> {
    while (!ended.signal.aborted) {
      await wait(chance.wait(harmEvery));
      line.harm();
    }
  }
  async function kill(): Promise<void> {
    while (!ended.signal.aborted) {
      await wait(moments.wait(killEvery), undefined, { signal: ended.signal }).catch(() => undefined);
      if (ended.signal.aborted) return;
      await server.kill();
      kills += 1;
      await wait(moments.between(0, LONGEST_AWAY));
      if ((await server.start()) === null) throw new Error('The server did not start again.');
      if (await crowd.forgotten()) forgotten += 1;
      await crowd.askAgain();
    }
  }

  const running = [harm(), kill()];
  await Promise.race([wait(seconds * 1_000), ...running]);
  ended.abort();
  await Promise.all(running);
  line.heal();
  const healed = performance.now();
  await crowd.rest(restWithin);
  const restMs = Math.round(performance.now() - healed);
  const verdict = await crowd.judged();
  crowd.leave();
  await line.close();
  await server.stop();
  await server.removeFolders();

  const total = { ...sum([verdict]), forgotten, ownExits: server.ownExits };
  return {
    figures: {
      seconds,
      kills,
      line: line.counts,
      readers: READERS,
      repeated: crowd.work.ledger.repeated,
      pagesFetchedAgain: crowd.restarts(),
      restMs,
      ...total,
    },
    waits,
    failed: failures(total),
  };
}
