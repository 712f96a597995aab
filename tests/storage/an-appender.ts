import { openFileStore } from '#server/storage/open-file-store.ts';
import { aRecord, COVERAGE } from './a-log.ts';

/**
 * A program: opens the log of a folder and appends until it is killed, eight appends of one to three records under way
 * at a time. Prints the seq of the last record of each append that was acknowledged.
 */
const [, , folder = '', epoch = ''] = process.argv;
const store = await openFileStore({ folder, newEpoch: () => epoch, now: () => '', report: () => undefined });
const { log } = await store.open(COVERAGE);
let next = log.head + 1;

async function appendForEver(): Promise<never> {
  for (;;) {
    const first = next;
    next += 1 + (first % 3);
    const records = Array.from({ length: next - first }, (_, index) => aRecord(first + index));
    await log.append(records);
    process.stdout.write(`${first + records.length - 1}\n`);
  }
}

await Promise.all(Array.from({ length: 8 }, appendForEver));
