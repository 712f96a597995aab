import { assemble } from './assemble.ts';
import { ensureBuilt } from './build-site.ts';
import { ConfigError, readConfig } from './config.ts';
import { environment } from './environment.ts';
import { reportFault } from './fault-log.ts';
import { serve } from './serve.ts';
import { DamagedLog } from './storage/log-store.ts';
import { FolderInUse } from './storage/writer-lock.ts';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function start(): Promise<void> {
  const config = readConfig(environment());
  await ensureBuilt(say);
  const house = await assemble(config);
  const server = await serve(house, config);
  say(`Plenary is at ${server.url}`);
  if (house.standing.accounts.isEmpty())
    say(`Nobody can sign in yet: open ${server.url}/desk to make the first account.`);

  let stopping = false;
  const stop = async (code: number): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await server.close().catch(reportFault);
    process.exit(code);
  };
  process.on('SIGTERM', () => stop(0));
  process.on('SIGINT', () => stop(0));
  void house.broken.then(() => {
    if (stopping) return;
    process.stderr.write(
      `The disk of ${config.dataDir} failed: nothing more is taken. Look at the disk, then start again.\n`,
    );
    return stop(EXIT_BROKEN);
  });
}

const USAGE = `npm start

The newsroom: readers' pages, desks and sockets on one port. It is set up by its environment:

  PORT         where it listens (4321)
  HOST         127.0.0.1 is this machine only (the default), 0.0.0.0 everybody
  PUBLIC_URL   the address readers type, without a path; needed where other machines are let in
  DATA_DIR     what runs: journals, snapshots, accounts, photos (.data)
  CONTENT_DIR  what is finished: documents and archives (content)

It ends with

  0   after SIGTERM or SIGINT
  64  a setting cannot be used
  65  a journal is damaged: put the newest backup in its place
  69  the data folder or the port is in use
  70  the disk failed while it ran: look at the disk, then start again
  1   anything else, which is told on standard error`;

/** `EX_SOFTWARE` in sysexits.h: to be started again, unlike what a person must mend first. */
const EXIT_BROKEN = 70;

/** What a person can mend: said as a sentence, with an exit code a supervisor can tell apart. */
function exitFor(fault: unknown): { code: number; sentence: string } | null {
  if (fault instanceof ConfigError) return { code: 64, sentence: fault.message };
  if (fault instanceof DamagedLog)
    return {
      code: 65,
      sentence: `${fault.message}. Nothing was changed; put the newest backup in its place.`,
    };
  if (fault instanceof FolderInUse) return { code: 69, sentence: fault.message };
  if (fault instanceof Error && 'code' in fault && fault.code === 'EADDRINUSE')
    return {
      code: 69,
      sentence: 'Another program listens on this port: stop it, or set PORT to another one.',
    };
  return null;
}

if (process.argv.includes('--help')) say(USAGE);
else
  start().catch((fault: unknown) => {
    const known = exitFor(fault);
    if (known) process.stderr.write(`${known.sentence}\n`);
    else reportFault(fault);
    process.exit(known?.code ?? 1);
  });
