/**
 * Lets a few pieces of work run at once and a few more wait in the order they came.
 * @returns the work's result, or null when too many wait already and it was not begun
 */
export type Turnstile = <T>(work: () => Promise<T>) => Promise<T | null>;

export function createTurnstile(limits: { readonly atOnce: number; readonly waiting: number }): Turnstile {
  const queue: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running < limits.atOnce) running += 1;
    else {
      if (queue.length >= limits.waiting) return null;
      // Whoever leaves hands its place on, so `running` stays as it is.
      await new Promise<void>((enter) => queue.push(enter));
    }
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
