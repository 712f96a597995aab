import { join } from 'node:path';
import type { TakenIn } from '#domain/intake.ts';
import type { Refusal } from '#domain/refusal.ts';
import { refusalMessage } from '#i18n/refusals.ts';
import type { Config } from '../config.ts';
import { readConfig } from '../config.ts';
import { environment } from '../environment.ts';
import type { ImportDoor } from './import-door.ts';
import { openDoor } from './import-door.ts';
import { faultLine, summarise } from './import-summary.ts';
import { Complaint, runProgram, say } from './program.ts';
import { readOptions } from './program-options.ts';
import { readSource } from './source-file.ts';

const HELP = `npm run import -- FILE [--dry-run | --archive]

Takes in a text as it was pasted (UTF-8): a finished live page becomes a closed coverage, an official paper a document.
Every word stays; what was guessed is listed. The same text is never taken in twice. The result is public: while a
server runs on DATA_DIR it does the work and its readers see the result at once, else from its next start on.

  --dry-run   tell what was understood and every doubt, and change nothing
  --archive   archive the coverage afterwards: that is final
  --help      this text

Exit codes: 0 done · 1 not done · 64 asked wrongly · 65, 70 as npm start`;

runProgram(async (words) => {
  const { values, positionals } = readOptions(words, {
    archive: { type: 'boolean', default: false },
    'dry-run': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  });
  if (values.help) return say(HELP);
  const [file, more] = positionals;
  if (file === undefined || more !== undefined) throw new Complaint('Name one file. See --help.', 64);

  const dry = values['dry-run'];
  if (dry && values.archive) throw new Complaint('A dry run archives nothing. Leave one of the two out.', 64);

  const text = await readSource(file);
  const summary = summarise(text, new Date().toISOString());
  if (!summary.ok) throw new Complaint(faultLine(file, summary));
  for (const line of summary.lines) say(line);
  if (values.archive && summary.kind === 'document')
    throw new Complaint('A document needs no --archive: it stands on the shelf for good.', 64);

  if (dry) return say('Dry run: nothing was changed.');

  const config = readConfig(environment());
  const door = await openDoor(config);
  try {
    const taken = await door.takeIn(text);
    if (!taken.ok) throw new Complaint('line' in taken ? faultLine(file, taken) : sentenceOf(taken));
    for (const line of whereabouts(taken, door.url, config, values.archive)) say(line);
    if (values.archive) await archive(taken, door);
  } finally {
    await door.close();
  }
});

/** Where readers find it, and who takes it away again how. */
function whereabouts(
  { already, kind, path, slug }: TakenIn,
  url: string | null,
  { dataDir, contentDir }: Config,
  isFinal: boolean,
): string[] {
  const readers = url === null ? `once a server runs on ${dataDir}` : 'now, to everybody';
  const desk = `${url ?? ''}/desk/${slug}`;
  return [
    ...(already ? ['Already here: nothing was taken in.'] : []),
    `Published: ${url ?? ''}${path}`,
    `It is public ${readers}.`,
    ...(isFinal
      ? []
      : kind === 'coverage'
        ? [
            `To mend or withdraw its entries, sign in as an editor: ${desk}`,
            `To mend title, lede and day: ${desk}/thiet-lap`,
          ]
        : [
            `To mend or withdraw it, edit or remove this folder and restart the server: ${join(contentDir, 'documents', slug)}`,
          ]),
  ];
}

async function archive({ id }: TakenIn, door: ImportDoor): Promise<void> {
  const answer = await door.ask(id, { kind: 'archive-coverage' });
  if (answer.ok) return say('Archived.');
  if (answer.code === 'coverage-archived') return say('It was archived before.');
  throw new Complaint(sentenceOf(answer));
}

const sentenceOf = (refusal: Refusal): string => refusalMessage(refusal, 'en');
