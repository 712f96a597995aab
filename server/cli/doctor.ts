import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readConfig } from '../config.ts';
import { environment } from '../environment.ts';
import { realDisk } from '../storage/real-disk.ts';
import type { Examination } from '../upkeep/examine.ts';
import { examine } from '../upkeep/examine.ts';
import type { Finding } from '../upkeep/finding.ts';
import { exitCodeOf } from '../upkeep/finding.ts';
import { Complaint, runProgram, say } from './program.ts';
import { readOptions } from './program-options.ts';

const HELP = `npm run doctor [-- FOLDER] [--json]

Reads a data folder through, DATA_DIR unless another is named, and the archives in CONTENT_DIR: every checksum, the
order of all records, the whole hash chain, every word against its hash, snapshots, accounts, pictures, free space. It
says what is whole, what is damaged, and what to do. Not a byte is changed; a server may run on the folder meanwhile.

  --json   one JSON object, for machines
  --help   this text

Exit codes: 0 whole · 1 something to do · 64 asked wrongly · 65 damaged`;

runProgram(async (words) => {
  const { values, positionals } = readOptions(words, {
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  });
  if (values.help) return say(HELP);
  if (positionals.length > 1) throw new Complaint('Name one folder, or none. See --help.', 64);
  const config = readConfig(environment());
  const folder = resolve(positionals[0] ?? config.dataDir);
  const there = await stat(folder).catch(() => null);
  if (!there?.isDirectory()) throw new Complaint(`${folder} is not a folder.`, 64);

  const examination = await examine(realDisk, folder, config.contentDir);
  process.exitCode = exitCodeOf(examination.findings);
  if (values.json) return say(JSON.stringify(forMachines(folder, examination)));
  for (const line of linesOf(examination)) say(line);
});

const forMachines = (folder: string, { coverages, findings, pictures }: Examination) => ({
  v: 1,
  folder,
  verdict: VERDICT[exitCodeOf(findings)],
  coverages: coverages.map(({ images, ...coverage }) => ({ ...coverage, pictures: images.size })),
  pictures,
  findings,
});

const VERDICT = { 0: 'whole', 1: 'to-do', 65: 'damaged' } as const;

function linesOf({ coverages, findings, pictures }: Examination): string[] {
  const { named, missing, extra } = pictures;
  const damaged = findings.some(({ level, seqs }) => level === 'damage' && seqs !== undefined);
  const verdict = {
    0: 'All is whole.',
    1: 'No damage was found, and there is something to do: see above.',
    65: 'DAMAGED: see above, in this order. A server does not start while a journal, the accounts or the directory are damaged.',
  }[exitCodeOf(findings)];
  return [
    ...coverages.map(
      ({ slug, id, status, head, hash, segments }) =>
        `whole   ${slug || id}: ${status}, ${head} records in ${segments} segments, newest hash ${hash}`,
    ),
    ...(coverages.length + findings.length === 0 ? ['There is no coverage here yet.'] : []),
    'looked at: journals, snapshots, accounts, directory, documents, archives, pictures, free space',
    `pictures: ${named} named, ${missing} missing, ${extra} that no ${damaged ? 'whole journal' : 'entry'} names`,
    ...findings.flatMap(linesOfFinding),
    verdict,
  ];
}

function linesOfFinding({ level, what, file, offset, seqs, next }: Finding): string[] {
  const [from, to] = seqs ?? [];
  return [
    `${level === 'damage' ? 'DAMAGE ' : level.padEnd(7)} ${what}`,
    ...(file ? [`        ${file}${offset === undefined ? '' : `, byte ${offset}`}`] : []),
    ...(seqs ? [`        concerns the records from seq ${from} ${to === null ? 'on' : `to ${to}`}`] : []),
    ...(next ? [`        → ${next}`] : []),
  ];
}
