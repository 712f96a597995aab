import { createChance } from './chance.ts';
import type { Life } from './kill-life.ts';
import { liveThrough, READERS } from './kill-life.ts';
import { pretendWindow } from './network-is-back.ts';
import type { PlantedFault } from './plant.ts';
import { failures, sum } from './totals.ts';

interface KillRun {
  readonly seed: number;
  readonly rounds: number;
  /** Kills that one newsroom lives through. */
  readonly roundsPerLife: number;
  readonly faults: readonly PlantedFault[];
  readonly onProgress: (line: string) => void;
}

/** Newsroom after newsroom lives through its kills, until there were enough. */
export async function killRounds({ seed, rounds, roundsPerLife, faults, onProgress }: KillRun) {
  pretendWindow();
  const moments = createChance(seed);
  const chance = createChance(seed + 1);
  const lives: Life[] = [];
  const began = performance.now();
  for (let left = rounds; left > 0; left -= roundsPerLife) {
    const life = await liveThrough({ rounds: Math.min(left, roundsPerLife), moments, chance, faults });
    lives.push(life);
    onProgress(`${rounds - Math.max(0, left - roundsPerLife)} rounds: ${JSON.stringify(life.verdict)}`);
  }
  const count = (of: 'repeated' | 'pagesFetchedAgain' | 'forgotten' | 'ownExits'): number =>
    lives.reduce((total, life) => total + life[of], 0);
  const total = {
    ...sum(lives.map(({ verdict }) => verdict)),
    forgotten: count('forgotten'),
    ownExits: count('ownExits'),
  };
  return {
    figures: {
      rounds,
      kills: sum(lives.map(({ kills }) => kills)),
      lives: lives.length,
      readers: READERS * lives.length,
      repeated: count('repeated'),
      pagesFetchedAgain: count('pagesFetchedAgain'),
      ...total,
    },
    restarts: lives.flatMap((life) => life.restarts),
    seconds: (performance.now() - began) / 1_000,
    failed: failures(total),
  };
}
