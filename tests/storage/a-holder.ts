import { holdFolder } from '#server/storage/writer-lock.ts';

/** A program: takes the folder it is given and stays, or says why it may not. */
const [, , folder = ''] = process.argv;
try {
  const hold = await holdFolder(folder);
  process.on('exit', () => hold.release());
  process.stdout.write('held\n');
  process.stdin.resume();
} catch (fault) {
  process.stdout.write(`${fault instanceof Error ? fault.message : fault}\n`);
}
