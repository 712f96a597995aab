import type { Locker } from '@tus/server';
import { ERRORS } from '@tus/server';

interface Holder {
  readonly letGo: () => void | Promise<void>;
  readonly gone: Promise<void>;
}

/**
 * One request at a time works on an upload; whoever comes next asks the one before to end. The library's own waits by
 * looking again at every turn of the event loop, which posts would feel.
 */
export function createUploadLocks(): Locker {
  const holders = new Map<string, Holder>();
  return {
    newLock(id) {
      let release: (() => void) | undefined;
      return {
        async lock(signal, letGo) {
          const { promise: aborted, resolve: abort } = Promise.withResolvers<void>();
          signal.addEventListener('abort', () => abort(), { once: true });
          for (let holder = holders.get(id); holder; holder = holders.get(id)) {
            await holder.letGo();
            await Promise.race([holder.gone, aborted]);
            if (signal.aborted) throw ERRORS.ABORTED;
          }
          const { promise: gone, resolve } = Promise.withResolvers<void>();
          holders.set(id, { letGo, gone });
          release = () => {
            holders.delete(id);
            resolve();
          };
        },
        async unlock() {
          release?.();
        },
      };
    },
  };
}
