import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { DiskRequest, FromDiskThread } from './disk-thread-messages.ts';
import { faultOf } from './disk-thread-messages.ts';
import type { Placed } from './journal.ts';
import type { JournalHost } from './journal-host.ts';
import type { RecoveredJournal } from './open-journal.ts';
import type { DiskSpace } from './space.ts';

interface Asked {
  resolve(value: unknown): void;
  reject(fault: Error): void;
}

type Question = DiskRequest extends infer R ? (R extends unknown ? Omit<R, 'id'> : never) : never;

/**
 * Starts the thread that writes the journals of a folder.
 * @param report hears of faults that no append met, and of the thread's own end
 */
export async function startThreadHost(
  folder: string,
  report: (fault: unknown) => void,
): Promise<JournalHost> {
  const worker = new Worker(new URL('./disk-thread.ts', import.meta.url), { workerData: { folder } });
  const asked = new Map<number, Asked>();
  const started = Promise.withResolvers<void>();
  let next = 0;
  let space: DiskSpace = { full: false, free: 0, total: 0 };
  let gone: Error | null = null;
  let broken = false;
  /** From its start until it is told to end. */
  let serving = false;

  worker.on('message', (message: FromDiskThread) => {
    if (message.kind === 'fault') {
      // A seal that the disk refused for another reason than space: the journal is written on no more.
      if (message.fault.recoverable === false) broken = true;
      return report(faultOf(message.fault));
    }
    if (message.kind !== 'done') space = message.space;
    if (message.kind === 'space') return started.resolve();
    const waiting = asked.get(message.id);
    asked.delete(message.id);
    if (message.kind === 'done') waiting?.resolve(message.value);
    else waiting?.reject(faultOf(message.fault));
    if (asked.size === 0) worker.unref();
  });
  worker.on('error', (fault) => end(fault instanceof Error ? fault : new Error(String(fault))));
  worker.on('exit', () => end(new Error('the thread that writes journals has ended')));

  /** What it was asked may be on the disk or not: nothing is acknowledged. */
  function end(fault: Error): void {
    if (gone) return;
    gone = fault;
    // Nobody may ask for hours: whoever runs the server is told now.
    if (serving) report(gone);
    started.reject(gone);
    for (const waiting of asked.values()) waiting.reject(gone);
    asked.clear();
  }

  function ask(question: Question): Promise<unknown> {
    if (gone) return Promise.reject(gone);
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    next += 1;
    asked.set(next, { resolve, reject });
    // A process that only waits for the disk thread's next tick may end; one that waits for an answer may not.
    worker.ref();
    worker.postMessage({ ...question, id: next });
    return promise;
  }

  await started.promise;
  worker.unref();
  serving = true;
  return {
    get space() {
      return space;
    },
    get failed() {
      return broken || (serving && gone !== null);
    },
    open: (coverageId, newEpoch) => ask({ kind: 'open', coverageId, newEpoch }) as Promise<RecoveredJournal>,
    append: (coverageId, records) => ask({ kind: 'append', coverageId, records }) as Promise<Placed>,
    async close() {
      if (gone) return;
      serving = false;
      const exited = once(worker, 'exit');
      await ask({ kind: 'close' });
      worker.ref();
      await exited;
    },
  };
}
