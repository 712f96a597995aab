import { randomBytes } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { type DiskRequest, type FromDiskThread, faultMessage } from './disk-thread-messages.ts';
import { createJournalKeeper } from './journal-keeper.ts';
import { realDisk } from './real-disk.ts';

/**
 * The thread that writes the journals, with synchronous calls: neither hashing passwords nor resizing photos, which
 * fill the pool of Node's asynchronous calls, stands before an acknowledgement.
 */
const TICK_MS = 250;

const say = (message: FromDiskThread): void => parentPort?.postMessage(message);
const keeper = createJournalKeeper({
  disk: realDisk,
  folder: workerData.folder,
  newSalt: () => randomBytes(16).toString('hex'),
  report: (fault) => say({ kind: 'fault', fault: faultMessage(fault) }),
});

const carryOut = (request: DiskRequest): unknown => {
  if (request.kind === 'open') return keeper.open(request.coverageId, request.newEpoch);
  if (request.kind === 'append') return keeper.append(request.coverageId, request.records);
  clearInterval(ticking);
  return keeper.close();
};

function tick(): void {
  const before = keeper.space;
  keeper.tick();
  const { space } = keeper;
  if (space.full !== before.full || space.free !== before.free) say({ kind: 'space', space });
}

const ticking = setInterval(tick, TICK_MS);
say({ kind: 'space', space: keeper.space });
parentPort?.on('message', (request: DiskRequest) => {
  try {
    say({ kind: 'done', id: request.id, value: carryOut(request) });
  } catch (fault) {
    say({ kind: 'failed', id: request.id, fault: faultMessage(fault), space: keeper.space });
  }
  if (request.kind === 'close') parentPort?.close();
});
