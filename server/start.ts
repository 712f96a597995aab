import type { House } from './assemble.ts';
import { assemble } from './assemble.ts';
import { ensureBuilt } from './build-site.ts';
import type { Config } from './config.ts';
import { ConfigError, readConfig } from './config.ts';
import { DamagedFile } from './durable/json-file.ts';
import { environment } from './environment.ts';
import { reportFault } from './fault-log.ts';
import { takeNote } from './logbook.ts';
import type { Note } from './operations/note.ts';
import { serve } from './serve.ts';
import type { Stoppable } from './stopping.ts';
import { EXIT_BROKEN, stopInOrder } from './stopping.ts';
import { DamagedLog } from './storage/log-store.ts';
import { FolderInUse, NoLock } from './storage/writer-lock.ts';
import { UnfinishedPurge } from './upkeep/purge.ts';
import { makeUsable } from './usable-folder.ts';
import { VERSION } from './version.ts';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Longer than a restart should take: what was read, or built, is worth a look. */
const SLOW_SECONDS = 5;

async function start(): Promise<void> {
  let running: Stoppable | null = null;
  const stop = stopInOrder(() => running);
  const config = readConfig(environment());
  makeUsable('DATA_DIR', config.dataDir);
  makeUsable('CONTENT_DIR', config.contentDir);
  await ensureBuilt(say);
  const house = await assemble(config);
  const server = await serve(house, config);
  running = {
    announce: (why) => takeNote({ note: 'stopping', why, ...house.operations.draining() }),
    close: server.close,
    unanswered: house.operations.unanswered,
  };
  void house.broken.then(() => {
    process.stderr.write(
      `The disk of ${config.dataDir} failed: nothing more is taken. Look at the disk, then start again.\n`,
    );
    stop('disk-failed', EXIT_BROKEN);
  });
  say(`Plenary is at ${server.url}`);
  if (house.setUpCode)
    say(
      `Nobody can sign in yet: make the first account at ${house.standing.publicUrl}/desk/thiet-lap?ma=${house.setUpCode}`,
    );
  takeNote(started(house, config, server.url));
}

function started({ standing: { newsroom } }: House, { dataDir, contentDir }: Config, url: string): Note {
  const coverages = newsroom.summaries();
  const seconds = Math.round(performance.now()) / 1_000;
  return {
    note: 'started',
    version: VERSION,
    node: process.version,
    url,
    dataDir,
    contentDir,
    coverages: coverages.length,
    changes: coverages.reduce((sum, { id }) => sum + (newsroom.coverageById(id)?.head ?? 0), 0),
    seconds,
    ...(seconds > SLOW_SECONDS && { slow: true }),
  };
}

const USAGE = `npm start

The newsroom: readers' pages, desks and sockets on one port. It is set up by its environment:

  PORT         where it listens (4321)
  HOST         127.0.0.1 is this machine only (the default), 0.0.0.0 everybody
  PUBLIC_URL   the address readers type, without a path; needed where other machines are let in
  DATA_DIR     what runs: journals, snapshots, accounts, photos (.data)
  CONTENT_DIR  what is finished: documents and archives (content)
  OPERATIONS_TOKEN
               who asks /ready and /metrics with "Authorization: Bearer <this>" is told figures; 24 signs or more

It ends with

  0   after SIGTERM or SIGINT: what was asked is answered first, within five seconds
  64  a setting cannot be used
  65  a journal, the accounts or the directory are damaged: npm run doctor says what to do; or a removal was cut short: run it again
  69  the data folder or the port is in use
  70  the disk, or the program, failed while it ran: look at the log, then start again
  130 or 143, after a second SIGINT or SIGTERM: at once
  1   anything else, which is told on standard error`;

/** What a person can mend: said as a sentence, with an exit code a supervisor can tell apart. */
function exitFor(fault: unknown): { code: number; sentence: string } | null {
  if (fault instanceof ConfigError) return { code: 64, sentence: fault.message };
  if (fault instanceof DamagedLog || fault instanceof DamagedFile)
    return {
      code: 65,
      sentence: `${fault.message}. Nothing was changed; npm run doctor says what to do.`,
    };
  if (fault instanceof UnfinishedPurge) return { code: 65, sentence: fault.message };
  if (fault instanceof NoLock) return { code: 64, sentence: `DATA_DIR cannot be used: ${fault.message}.` };
  if (fault instanceof FolderInUse) return { code: 69, sentence: fault.message };
  if (fault instanceof Error && 'code' in fault && fault.code === 'EADDRINUSE')
    return {
      code: 69,
      sentence: 'Another program listens on this port: stop it, or set PORT to another one.',
    };
  return null;
}

/** Starts, or says why not and ends the process. */
export async function begin(): Promise<void> {
  const [word] = process.argv.slice(2);
  if (word === '--help') return say(USAGE);
  try {
    if (word !== undefined)
      throw new ConfigError(
        `npm start takes no options, and was given ${word}: --help tells how it is set up.`,
      );
    await start();
  } catch (fault) {
    const known = exitFor(fault);
    if (known) process.stderr.write(`${known.sentence}\n`);
    else reportFault(fault);
    process.exit(known?.code ?? 1);
  }
}
