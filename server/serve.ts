import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { House } from './assemble.ts';
import { CLIENT_DIR, ENTRY } from './build-site.ts';
import type { Config } from './config.ts';
import { createFront } from './http/server.ts';
import { withinRequest } from './http/within-request.ts';

export interface RunningServer {
  /** Where it listens, for this machine. */
  readonly url: string;
  /** Tells clients, waits for what is being written, lets go of the data folder. */
  close(): Promise<void>;
}

/** Milliseconds for commands that are under way, and for requests that take their time. */
const COMMANDS_WITHIN = 1_000;
const REQUESTS_WITHIN = 2_000;
/** How often connections that have become idle are let go, while stopping. */
const TICK = 50;

/** Connections that may wait to be accepted: with Node's 511, thousands who come back at once are kept out for seconds. */
const BACKLOG = 4_096;

type SiteHandler = (request: IncomingMessage, response: ServerResponse) => void;

/** Puts the built site and the sockets of a house on one port. */
export async function serve(house: House, config: Config): Promise<RunningServer> {
  const { handler } = (await import(ENTRY.href)) as { handler: SiteHandler };
  hearRejections(house.report);
  const front = createFront({
    operations: house.operations.door.answer,
    isOurs: house.isOurs,
    behindProxy: config.publicUrl?.startsWith('https:') ?? false,
    uploads: house.receiveUploads,
    media: house.serveMedia,
    clientDir: CLIENT_DIR,
    site: (request, response) => handler(request, response),
  });
  const connections = new Set<Socket>();
  front.on('connection', (socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  const live = house.attach(front);
  await new Promise<void>((resolve, reject) => {
    front.once('error', reject);
    front.listen({ port: config.port, host: config.host, backlog: BACKLOG }, resolve);
  });
  const { address, port } = front.address() as AddressInfo;
  const url = `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
  house.listeningOn(url);
  const console = join(config.dataDir, 'console.json');
  const { consoleToken: token, setUpCode } = house;
  await leaveAddress(console, JSON.stringify({ url, token, ...(setUpCode && { setUpCode }) }), house.report);
  house.operations.serving();
  return {
    url,
    async close() {
      const closed = once(front, 'close');
      front.close();
      await takeAway(console, house.report);
      await Promise.race([house.idle(), sleep(COMMANDS_WITHIN, undefined, { ref: false })]);
      await live.close();
      // Whoever asked is answered, unless they take their time; a socket that says nothing back is cut.
      const lettingGo = setInterval(() => front.closeIdleConnections(), TICK);
      const cutting = setTimeout(() => {
        for (const socket of connections) socket.destroy();
      }, REQUESTS_WITHIN);
      await closed;
      clearInterval(lettingGo);
      clearTimeout(cutting);
      await house.close();
    },
  };
}

type Report = House['report'];

/**
 * Commands on this machine speak to the running server through its doors: see cli/import-door.ts. Where a full disk
 * takes no address they are told that the folder is in use, and readers have their pages all the same (rule 12).
 */
async function leaveAddress(file: string, address: string, report: Report): Promise<void> {
  try {
    await writeFile(file, address, { mode: 0o600 });
  } catch (fault) {
    report(new Error(`Commands on this machine do not find this server: ${file}`, { cause: fault }));
    // Half an address is worse than none.
    await takeAway(file, report);
  }
}

/** What a stop has to do does not wait for a disk that lets nothing be removed. */
const takeAway = (file: string, report: Report): Promise<void> => rm(file, { force: true }).catch(report);

/**
 * A rejection that nobody handled is a fault. One on behalf of a request ends no process: what somebody sends never
 * does. Astro brings a listener that swallows all others, in silence.
 */
function hearRejections(report: (fault: unknown) => void): void {
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', (reason) => {
    if (!withinRequest.getStore()) throw reason;
    // Who went away in the middle of a request is none.
    if (!(reason instanceof Error && 'code' in reason && reason.code === 'ECONNRESET')) report(reason);
  });
}
