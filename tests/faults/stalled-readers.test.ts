import { expect, it } from 'vitest';
import { printReport, stallReaders } from './stalled-readers.ts';

it('[I16] readers who do not read, and lie about it, are cut; memory stays, others do not notice, and all come back', async () => {
  const report = await stallReaders({ stalled: 1_000, healthy: 10, seconds: 4 });
  printReport(report);
  expect(report.cut).toBe(1_000);
  expect(report.cutWithinMs).toBeLessThan(15_000);
  expect(report.rssMb.most - report.rssMb.base).toBeLessThan(64);
  expect(report.healthy).toEqual({ doubled: 0, gaps: 0, behind: 0 });
  expect(report.back).toMatchObject({ ranges: 1_000, pages: 0, doubled: 0 });
});
