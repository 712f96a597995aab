import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DEMONSTRATION_ACCOUNTS } from '#domain/demonstration.ts';
import { assemble } from '../assemble.ts';
import { ensureBuilt } from '../build-site.ts';
import { readConfig } from '../config.ts';
import { environment } from '../environment.ts';
import { reportFault } from '../fault-log.ts';
import { serve } from '../serve.ts';
import { playRounds } from './demo-rounds.ts';
import { setStage } from './demo-stage.ts';
import { playReplay } from './play-replay.ts';
import { Complaint, runProgram, say } from './program.ts';
import { numberOption, readOptions } from './program-options.ts';
import { runningServer } from './running-server.ts';

const HELP = `npm run demo -- [--port 4321] [--speed 10] [--no-replay]

A newsroom with an archived conference, a document and a simulated live coverage, all made up. When a conference is
over, the next one begins. It lives in the folder .demo, which is emptied at every start, and touches nothing else.

  --port N      where it listens (4321, or PORT)
  --speed N     a conference of three hours takes place in an N-th of them, 1 to 600 (10: twenty minutes)
  --no-replay   nobody posts: the desks are yours
  --help        this text

It ends with the codes of npm start: see npm start -- --help.`;

const FOLDER = '.demo';

runProgram(async (words) => {
  const { values, positionals } = readOptions(words, {
    port: { type: 'string' },
    speed: { type: 'string', default: '10' },
    'no-replay': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  });
  if (values.help) return say(HELP);
  if (positionals.length > 0)
    throw new Complaint(`“${positionals[0]}” is one word too many. See --help.`, 64);
  const speed = numberOption('speed', values.speed, 1, 600);
  if (values.port !== undefined) numberOption('port', values.port, 0, 65_535);
  const config = readConfig({
    ...environment(),
    ...(values.port !== undefined && { PORT: values.port }),
    DATA_DIR: join(FOLDER, 'data'),
    CONTENT_DIR: join(FOLDER, 'content'),
  });

  await ensureBuilt(say);
  await refuseToPullTheFloorAway(config.dataDir);
  await rm(resolve(FOLDER), { recursive: true, force: true });
  const house = await assemble(config, { demonstration: true });
  const stage = await setStage(house.standing);
  const server = await serve(house, config).catch((fault: NodeJS.ErrnoException) => {
    if (fault.code !== 'EADDRINUSE') throw fault;
    throw new Complaint(`Port ${config.port} is taken. Choose another: npm run demo -- --port 4400`);
  });
  tellAddresses(server.url);

  const stopping = new AbortController();
  const stop = async (code: number): Promise<void> => {
    if (stopping.signal.aborted) return;
    stopping.abort();
    await server.close();
    process.exit(code);
  };
  process.on('SIGTERM', () => stop(0));
  process.on('SIGINT', () => stop(0));
  void house.broken.then(() => stop(1));

  // Nobody waits for pictures: the archive fills up while the first page is read.
  stage.finish(stopping.signal).then(
    () => say('The archived conference has its pictures.'),
    (fault: unknown) => {
      if (!stopping.signal.aborted) reportFault(fault);
    },
  );
  if (values['no-replay']) return;
  say('Three reporters and an editor cover a conference.');
  await playRounds({
    url: server.url,
    speed,
    say,
    signal: stopping.signal,
    play: playReplay,
    archive: stage.archive,
    now: Date.now,
  });
});

/** The folder is emptied at the start: not while another demonstration lives in it. */
async function refuseToPullTheFloorAway(dataDir: string): Promise<void> {
  const server = await runningServer(dataDir);
  if (server)
    throw new Complaint(`A demonstration is running at ${server.url} already; stop that one first.`);
}

function tellAddresses(url: string): void {
  say(`
The demonstration is running. Everything in it is made up.

  As a reader    ${url}/
  As a reporter  ${url}/desk    sign in as ${loginsOf('reporter')}
  As an admin    ${url}/desk    sign in as ${loginsOf('admin')}: may all that editors may

  Password of all of them: ${DEMONSTRATION_ACCOUNTS[0]?.password}
`);
}

const loginsOf = (role: 'reporter' | 'admin'): string =>
  DEMONSTRATION_ACCOUNTS.filter((account) => account.role === role)
    .map(({ login }) => login)
    .join(', ');
