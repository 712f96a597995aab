import type { LogRecord } from '#domain/change.ts';
import type { ChainLink } from '#domain/ports.ts';
import { checkAppend } from './append-check.ts';
import { bodyHash, linkHash, NO_RECORD, whoHash } from './chain.ts';
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
          links: async (after, limit) => chain(records).slice(after, after + limit),
        },
      };
    },
    health: () => ({
      state: 'writable',
      lastDurableAt: null,
      queuedBytes: 0,
      freeBytes: Number.MAX_SAFE_INTEGER,
      totalBytes: Number.MAX_SAFE_INTEGER,
    }),
    async close() {
      held.clear();
    },
  };
}

/** Without salt: what is only in memory is never removed by order of law. */
function chain(records: readonly LogRecord[]): ChainLink[] {
  let prev = NO_RECORD;
  return records.map(({ v, seq, at, by, commandId, digest, change }) => {
    const [who, body] = [whoHash(by, commandId, digest), bodyHash('', JSON.stringify(change))];
    prev = linkHash({ prev, v, seq, at, who, body });
    return { seq, at, who, body, hash: prev };
  });
}
