import { assemble } from './assemble.ts';
import { ensureBuilt } from './build-site.ts';
import { ConfigError, readConfig } from './config.ts';
import { environment } from './environment.ts';
import { reportFault } from './fault-log.ts';
import { serve } from './serve.ts';
import { DamagedLog } from './storage/log-store.ts';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Exit codes a supervisor can tell apart: 64 a wrong setting, 65 damaged data, 1 anything else. */
async function start(): Promise<void> {
  const config = readConfig(environment());
  await ensureBuilt(say);
  const house = await assemble(config);
  const server = await serve(house, config);
  say(`Plenary is at ${server.url}`);
  if (house.standing.accounts.isEmpty())
    say(`Nobody can sign in yet: open ${server.url}/desk to make the first account.`);

  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await server.close();
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

start().catch((fault: unknown) => {
  if (fault instanceof ConfigError) {
    process.stderr.write(`${fault.message}\n`);
    process.exit(64);
  }
  reportFault(fault);
  process.exit(fault instanceof DamagedLog ? 65 : 1);
});
