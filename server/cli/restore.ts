import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { v7 } from 'uuid';
import { readConfig } from '../config.ts';
import { environment } from '../environment.ts';
import { realDisk } from '../storage/real-disk.ts';
import { restoreBackup } from '../upkeep/restore-backup.ts';
import { dataFault } from './data-fault.ts';
import { Complaint, runProgram, say } from './program.ts';
import { readOptions } from './program-options.ts';

const HELP = `npm run restore -- BACKUP [--to FOLDER] [--dry-run]

Checks a backup, every byte and every log, and puts it where no newsroom is: into FOLDER, or DATA_DIR. Documents and
archives that CONTENT_DIR lacks are put there too. The logs get a new epoch, so that readers and desks who saw more
than the backup has start anew from what is there. The data folder is there whole in the end, or not at all. Nobody is signed in afterwards,
and accounts are those of the backup: who was shut out since, or got another password, must be again.

  --to FOLDER   instead of DATA_DIR; not there yet, or empty
  --dry-run     check only, change nothing; also where a newsroom is, or runs
  --help        this text

Exit codes: 0 done · 1 not done · 64 asked wrongly · 65 the backup is damaged · 69 a newsroom runs there`;

runProgram(async (words) => {
  const { values, positionals } = readOptions(words, {
    to: { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  });
  if (values.help) return say(HELP);
  const [backup, more] = positionals;
  if (backup === undefined || more !== undefined) throw new Complaint('Name one backup. See --help.', 64);
  const config = readConfig(environment());
  const dataDir = resolve(values.to ?? config.dataDir);
  const there = await stat(backup).catch(() => null);
  if (!there?.isDirectory()) throw new Complaint(`${resolve(backup)} is not a folder.`, 64);
  const dryRun = values['dry-run'];
  const { manifest, coverages, inTheWay } = await restoreBackup({
    disk: realDisk,
    backup: resolve(backup),
    dataDir,
    contentDir: config.contentDir,
    newEpoch: v7,
    dryRun,
  }).catch((fault: unknown) => {
    throw dataFault(fault);
  });
  for (const [id, { epoch, head, hash }] of Object.entries(coverages))
    say(`${id}: ${head} records, newest hash ${hash}${dryRun ? '' : `, epoch ${epoch}`}`);
  if (dryRun) {
    say(`The backup of ${manifest.at} is whole${inTheWay ? '' : ` and would be put into ${dataDir}`}.`);
    if (inTheWay) say(`It would not be put into ${dataDir} now: ${inTheWay}.`);
    return say('Nothing was changed.');
  }
  say(`Done: ${dataDir} is as it was at ${manifest.at}, or a moment later.`);
  say(
    'Nobody is signed in. Who was shut out since then, or got another password, must be again: look at the accounts.',
  );
});
