/** Chance that begins anew with its seed (mulberry32). */
export interface Chance {
  /** 0 … below 1. */
  fraction(): number;
  between(least: number, most: number): number;
  /** 0 … `count` - 1. */
  index(count: number): number;
  /** `true` in so many of a hundred. */
  percent(of: number): boolean;
  /** Grows from 0, with this mean: the waits of what happens at any moment. */
  wait(mean: number): number;
}

export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  function fraction(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  return {
    fraction,
    between: (least, most) => least + fraction() * (most - least),
    index: (count) => Math.floor(fraction() * count),
    percent: (of) => fraction() * 100 < of,
    wait: (mean) => -Math.log(1 - fraction()) * mean,
  };
}
