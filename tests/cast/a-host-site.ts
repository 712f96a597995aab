import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Somebody else's site: another host, one page. */
export interface HostSite {
  readonly url: string;
  close(): void;
}

/** @param body HTML of the page's body */
export async function aHostSite(body: string): Promise<HostSite> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><html lang="vi"><title>Báo bạn</title><body>${body}</body></html>`);
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://localhost:${port}/`, close: () => server.close() };
}
