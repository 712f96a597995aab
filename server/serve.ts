import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { House } from './assemble.ts';
import { CLIENT_DIR, ENTRY } from './build-site.ts';
import type { Config } from './config.ts';
import { createFront } from './http/server.ts';

export interface RunningServer {
  /** Where it listens, for this machine. */
  readonly url: string;
  /** Tells clients, waits for what is being written, lets go of the data folder. */
  close(): Promise<void>;
}

/** Milliseconds for answers that are under way. */
const GRACE = 2_000;

type SiteHandler = (request: IncomingMessage, response: ServerResponse) => void;

/** Puts the built site and the sockets of a house on one port. */
export async function serve(house: House, config: Config): Promise<RunningServer> {
  const { handler } = (await import(ENTRY.href)) as { handler: SiteHandler };
  const front = createFront({
    isOurs: house.isOurs,
    behindProxy: config.publicUrl?.startsWith('https:') ?? false,
    media: house.serveMedia,
    clientDir: CLIENT_DIR,
    site: (request, response) => handler(request, response),
  });
  const live = house.attach(front);
  await new Promise<void>((resolve, reject) => {
    front.once('error', reject);
    front.listen(config.port, config.host, resolve);
  });
  const { address, port } = front.address() as AddressInfo;
  const url = `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
  house.listeningOn(url);
  // Commands on this machine speak to the running server through its doors: see cli/import.ts.
  const console = join(config.dataDir, 'console.json');
  await writeFile(console, JSON.stringify({ url, token: house.consoleToken }), { mode: 0o600 });
  return {
    url,
    async close() {
      const closed = once(front, 'close');
      front.close();
      await rm(console, { force: true });
      await live.close();
      // Whoever asked is answered, unless they take their time.
      const cutting = setTimeout(() => front.closeAllConnections(), GRACE);
      await closed;
      clearTimeout(cutting);
      await house.close();
    },
  };
}
