import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readConfig } from '../config.ts';
import { environment } from '../environment.ts';
import { realDisk } from '../storage/real-disk.ts';
import { BACKUP_CONTENT, BACKUP_DATA } from '../upkeep/backup-manifest.ts';
import { examineArchives } from '../upkeep/examine-files.ts';
import { examineJson } from '../upkeep/examine-json.ts';
import { takeBackup } from '../upkeep/take-backup.ts';
import { dataFault } from './data-fault.ts';
import { Complaint, runProgram, say } from './program.ts';
import { readOptions } from './program-options.ts';

const HELP = `npm run backup -- FOLDER [--since OLDER]

Copies DATA_DIR, and the documents and archives of CONTENT_DIR, into a new folder, while the server runs or not. All
that was acknowledged before it began is in it. The copy is read again and every log replayed before this says “Done”;
a folder without backup.json is no whole backup. Keep it on another disk.

  --since OLDER   an older backup on the same disk as FOLDER: files that did not change are linked, and take no space
  --help          this text

Exit codes: 0 done · 1 not done, or done and something that was copied is damaged, or pictures that the logs name are nowhere · 64 asked wrongly · 65 a journal is damaged, or the copy is`;

const PACKAGE = new URL('../../package.json', import.meta.url);

runProgram(async (words) => {
  const { values, positionals } = readOptions(words, {
    since: { type: 'string' },
    help: { type: 'boolean', default: false },
  });
  if (values.help) return say(HELP);
  const [folder, more] = positionals;
  if (folder === undefined || more !== undefined) throw new Complaint('Name one new folder. See --help.', 64);
  const { dataDir, contentDir } = readConfig(environment());
  const source = await stat(dataDir).catch(() => null);
  if (!source) throw new Complaint(`There is no data folder ${dataDir}.`, 64);

  if (values.since !== undefined && !(await stat(values.since).catch(() => null)))
    throw new Complaint(`There is no backup ${resolve(values.since)}.`, 64);
  const target = resolve(folder);
  const { manifest, missing } = await takeBackup({
    disk: realDisk,
    dataDir,
    contentDir,
    target,
    ...(values.since !== undefined && { since: resolve(values.since) }),
    now: new Date().toISOString(),
    version: JSON.parse(await readFile(PACKAGE, 'utf8')).version,
  }).catch((fault: unknown) => {
    throw dataFault(fault);
  });
  for (const [id, { head, hash }] of Object.entries(manifest.coverages))
    say(`${id}: ${head} records, newest hash ${hash}`);
  const files = Object.values(manifest.files);
  say(`Done: ${files.length} files, ${files.reduce((sum, { bytes }) => sum + bytes, 0)} bytes in ${target}`);
  if (missing.length > 0) {
    say(`Pictures that the logs name and that are nowhere: ${missing.length}. npm run doctor says which.`);
    process.exitCode = 1;
  }
  const [data, content] = [join(target, BACKUP_DATA), join(target, BACKUP_CONTENT)];
  const damaged = [...examineJson(data, content), ...examineArchives(content, [])];
  for (const { file, what } of damaged) say(`Copied as it is, and damaged: ${file ?? ''}: ${what}`);
  if (damaged.length > 0) process.exitCode = 1;
  if ((await stat(target)).dev === source.dev)
    say('It is on the same disk as what it is a copy of: when that disk goes, both go. Copy it elsewhere.');
});
