import { openFileStore } from '#server/storage/open-file-store.ts';
import { aRecord, COVERAGE } from './a-log.ts';

/** A program: appends one record to the log of a folder, says so, and has nothing more to do. */
const [, , folder = ''] = process.argv;
const store = await openFileStore({
  folder,
  newEpoch: () => 'epoch-1',
  now: () => '',
  report: console.error,
});
const { log } = await store.open(COVERAGE);
await log.append([aRecord(1)]);
process.stdout.write('appended');
