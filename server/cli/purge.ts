import { stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { v7 } from 'uuid';
import { readConfig } from '../config.ts';
import { environment } from '../environment.ts';
import { realDisk } from '../storage/real-disk.ts';
import { holdFolder } from '../storage/writer-lock.ts';
import { carryOut, unfinishedPurge } from '../upkeep/purge.ts';
import type { PurgePlan } from '../upkeep/purge-plan.ts';
import { planPurge } from '../upkeep/purge-plan.ts';
import { dataFault } from './data-fault.ts';
import { Complaint, runProgram, say } from './program.ts';
import { readOptions } from './program-options.ts';

const HELP = `npm run purge -- COVERAGE ENTRY --reason "…" [--dry-run]

Removes an entry for good, as a court may order; to take one off the pages, withdraw it at the desk instead. Stop the
server first. Every revision of the entry loses its words, in the journal (which gets a new epoch), in the archive
(which gets a new seal), and with them go the pictures that nothing else shows. Hashes stay, so that the chain still
proves all the rest. Then every remaining byte of DATA_DIR and CONTENT_DIR is searched for the words.

  COVERAGE    its id, or its address
  ENTRY       id of the entry: the last part of its link
  --reason    kept in DATA_DIR/removals.ndjson, and beside the archive for everybody; without the words themselves
  --dry-run   tell what would go, change nothing
  --help      this text

When it is cut short, run it again with the same words; until then no server starts.

Exit codes: 0 removed · 1 not removed, or removed and the same words stand elsewhere · 64 asked wrongly
65 a journal is damaged · 69 the server runs`;

runProgram(async (words) => {
  const { values, positionals } = readOptions(words, {
    reason: { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  });
  if (values.help) return say(HELP);
  const [coverage, entryId, more] = positionals;
  const reason = values.reason?.trim();
  if (coverage === undefined || entryId === undefined || more !== undefined || !reason)
    throw new Complaint('Name a coverage, an entry of it and a --reason. See --help.', 64);
  try {
    await purge({ coverage, entryId, reason, dryRun: values['dry-run'] });
  } catch (fault) {
    throw dataFault(fault);
  }
});

interface Asked {
  readonly coverage: string;
  readonly entryId: string;
  readonly reason: string;
  readonly dryRun: boolean;
}

async function purge({ coverage, entryId, reason, dryRun }: Asked): Promise<void> {
  const { dataDir, contentDir } = readConfig(environment());
  if (!(await stat(dataDir).catch(() => null)))
    throw new Complaint(`There is no data folder ${dataDir}.`, 64);
  const ask = {
    coverage,
    entryId,
    reason,
    at: new Date().toISOString(),
    by: userInfo().username,
    epoch: v7(),
  };
  if (dryRun) {
    const unfinished = await unfinishedOf(dataDir, ask);
    if (unfinished)
      say('This removal was cut short, or is being carried out: what is left of it would be done.');
    tell(unfinished ?? (await planPurge(realDisk, dataDir, contentDir, ask)), 'would lose their words');
    return say('Nothing was changed.');
  }
  const hold = await holdFolder(dataDir);
  try {
    const plan = (await unfinishedOf(dataDir, ask)) ?? (await planPurge(realDisk, dataDir, contentDir, ask));
    tell(plan, 'lose their words');
    const places = await carryOut(realDisk, dataDir, contentDir, plan);
    say('Removed. The epoch is new, the chain holds.');
    for (const { file, offset, entryId } of places)
      say(
        `The same words still stand in ${file}, byte ${offset}${entryId ? `: the entry ${entryId} says them too` : ''}.`,
      );
    if (places.length > 0) process.exitCode = 1;
    else say('The words are in no byte of DATA_DIR and CONTENT_DIR any more.');
    say(
      'They are still in every backup that was made before now, in copies of the archive that others have, and on the ' +
        'disk until it is overwritten: delete those backups once a new one is made, or restore, purge and back up each.',
    );
  } finally {
    hold.release();
  }
}

/** @throws {Complaint} when another removal was cut short: that one comes first */
async function unfinishedOf(
  dataDir: string,
  { coverage, entryId }: { coverage: string; entryId: string },
): Promise<PurgePlan | null> {
  const plan = await unfinishedPurge(dataDir);
  if (plan && (plan.entryId !== entryId || ![plan.coverageId, plan.slug].includes(coverage)))
    throw new Complaint(
      `The removal of ${plan.entryId} from ${plan.slug} was cut short: run that one again first.`,
    );
  return plan;
}

function tell({ slug, seqs, pictures, removals }: PurgePlan, verb: string): void {
  say(`${slug}: the records ${seqs.join(', ')} ${verb}`);
  say(`pictures that nothing else shows: ${pictures.length}`);
  if (removals) say(`its archive gets a new seal; the old one was ${removals.at(-1)?.seal}`);
}
