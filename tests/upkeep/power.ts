import type * as Files from 'node:fs/promises';

/** How many changes of files are let through; then the power is off for all that follow. */
export const power = { left: Number.POSITIVE_INFINITY, used: 0 };

/** Does something while the power lasts for so many changes. */
export async function withPower<T>(left: number, act: () => Promise<T>): Promise<T> {
  Object.assign(power, { left, used: 0 });
  try {
    return await act();
  } finally {
    power.left = Number.POSITIVE_INFINITY;
  }
}

/** Node's files, with every call that may change one counted. For `vi.mock`. */
export function metered(real: typeof Files): typeof Files {
  const meter = <A extends unknown[], R>(act: (...words: A) => Promise<R>) => {
    return async (...words: A): Promise<R> => {
      power.used += 1;
      if (power.used > power.left) throw new Error('the power went');
      return act(...words);
    };
  };
  return {
    ...real,
    mkdir: meter(real.mkdir) as typeof real.mkdir,
    open: meter(real.open),
    rename: meter(real.rename),
    rm: meter(real.rm),
    rmdir: meter(real.rmdir),
    writeFile: meter(real.writeFile),
    copyFile: meter(real.copyFile),
    link: meter(real.link),
  };
}
