import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { verdictLines, verifyArchive } from '../archive/verify-archive.mjs';
import { Complaint, runProgram, say } from './program.ts';
import { readOptions } from './program-options.ts';

const HELP = `npm run verify -- FOLDER…

Checks archived coverages: each file against the manifest, the seal, the chain of the log, and that the log folds to
what the archive says of itself. Nothing is changed. Each archive has a copy of the same program, verify.mjs, which
needs Node and nothing else. Compare the seal and the chain that are printed with those on the page.

  --help   this text

Exit codes: 0 whole · 64 asked wrongly · 65 damaged`;

runProgram(async (words) => {
  const { values, positionals } = readOptions(words, { help: { type: 'boolean', default: false } });
  if (values.help) return say(HELP);
  if (positionals.length === 0)
    throw new Complaint('Name the folder of an archive, such as content/archive/<address>. See --help.', 64);
  let damaged = false;
  for (const folder of positionals.map((name) => resolve(name))) {
    const there = await stat(folder).catch(() => null);
    if (!there?.isDirectory()) throw new Complaint(`${folder} is not a folder.`, 64);
    if (!(await stat(join(folder, 'manifest.json')).catch(() => null)))
      throw new Complaint(`${folder} is no archive: it has no manifest.json.`, 64);
    const verdict = verifyArchive(folder);
    for (const line of verdictLines(verdict)) say(line);
    damaged ||= verdict.problems.length > 0;
  }
  if (damaged) process.exitCode = 65;
});
