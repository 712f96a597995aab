import { describe, expect, it } from 'vitest';
import { playRounds } from '#server/cli/demo-rounds.ts';
import type { ReplayOptions } from '#server/cli/play-replay.ts';

const NOW = Date.parse('2026-11-23T02:00:00.000Z');

/** Rounds that take no time. */
async function theRounds(fails: readonly number[] = []) {
  const played: ReplayOptions[] = [];
  const happened: string[] = [];
  const said: string[] = [];
  await playRounds({
    url: 'http://127.0.0.1:1',
    speed: 10,
    say: (line) => said.push(line),
    now: () => NOW,
    play: async (options) => {
      const round = played.push(options);
      if (fails.includes(round)) throw new Error('somebody closed it');
      happened.push(`played ${round}`);
      return { id: String(round), slug: `lan-${round}`, itemIds: new Map() };
    },
    archive: async (id) => happened.push(`archived ${id}`),
  });
  return { played, happened, said };
}

describe('the conferences of the demonstration', () => {
  it('begins the first in its middle, and announces each next before it begins', async () => {
    const { played } = await theRounds();
    const [first, ...others] = played.map(({ startsAt }) => (startsAt - NOW) / 60_000);
    expect(first).toBeLessThan(-5);
    expect(others).toEqual([1, 1, 1]);
  });

  it('keeps the one that was over last closed, archives those before, and makes four at most', async () => {
    expect((await theRounds()).happened).toEqual([
      'played 1',
      'played 2',
      'archived 1',
      'played 3',
      'archived 2',
      'played 4',
      'archived 3',
    ]);
  });

  it('leaves the last one live and says what to do for new ones', async () => {
    const { played, said } = await theRounds();
    expect(played.map(({ until }) => until)).toEqual([undefined, undefined, undefined, 11 * 60 + 12]);
    expect(said.at(-1)).toContain('It stays live');
    expect(said.at(-1)).toContain('start it again');
  });

  it('goes on with the next when somebody at a real desk ended one early', async () => {
    const { happened, said } = await theRounds([2]);
    expect(said).toContain('The simulation ended early: somebody closed it');
    expect(happened).toEqual(['played 1', 'archived 1', 'played 3', 'played 4', 'archived 3']);
  });
});
