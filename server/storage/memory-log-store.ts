import type { LogRecord } from '#domain/change.ts';
import { checkAppend } from './append-check.ts';
import { blankState, foldRecord } from './log-state.ts';
import type { LogStore } from './log-store.ts';

/** Logs that last as long as this object: for tests and benchmarks. */
export function createMemoryLogStore({ newEpoch }: { readonly newEpoch: () => string }): LogStore {
  const logs = new Map<string, { readonly epoch: string; readonly records: LogRecord[] }>();
  const held = new Set<string>();
  return {
    list: async () => [...logs.keys()],
    async open(coverageId) {
      if (held.has(coverageId)) throw new Error(`the log of ${coverageId} is already open`);
      held.add(coverageId);
      const { epoch, records } = logs.get(coverageId) ?? { epoch: newEpoch(), records: [] };
      logs.set(coverageId, { epoch, records });
      const state = records.reduce(foldRecord, blankState(coverageId, epoch));
      let end = { seq: records.length, archived: state.coverage.status === 'archived' };
      return {
        state,
        log: {
          coverageId,
          epoch,
          get head() {
            return records.length;
          },
          async append(more) {
            end = checkAppend(end, more);
            for (const record of more) records.push(record);
          },
          read: async (after, limit) => records.slice(after, after + limit),
        },
      };
    },
    async close() {
      held.clear();
    },
  };
}
