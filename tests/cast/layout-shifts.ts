import type { Page } from 'playwright-core';

/** Starts to add up what moves without the reader's doing, on this page and after every navigation. */
export async function watchShifts(page: Page): Promise<void> {
  const watch = (): void => {
    const counted = globalThis as typeof globalThis & { shifts?: number; shiftWatch?: PerformanceObserver };
    counted.shiftWatch?.disconnect();
    counted.shifts = 0;
    counted.shiftWatch = new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
      })[])
        if (!entry.hadRecentInput) counted.shifts = (counted.shifts ?? 0) + entry.value;
    });
    counted.shiftWatch.observe({ type: 'layout-shift' });
  };
  await page.addInitScript(watch);
  await page.evaluate(watch);
}

/** The sum since {@link watchShifts}. */
export const shiftsOf = (page: Page): Promise<number> =>
  page.evaluate(() => (globalThis as typeof globalThis & { shifts?: number }).shifts ?? Number.NaN);
