import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';

const CONTAINERFILE = readFileSync(new URL('../../deploy/Containerfile', import.meta.url), 'utf8');

/** Exit code of the container's health check, against a server on this port. */
async function health(port: number): Promise<number> {
  const [, words = '[]'] = /^HEALTHCHECK [^[]*(\[.*\])$/mu.exec(CONTAINERFILE) ?? [];
  const [, ...rest] = JSON.parse(words) as string[];
  const check = spawn(process.execPath, rest, { env: { PORT: String(port) }, stdio: 'ignore' });
  const [code] = await once(check, 'exit');
  return code;
}

test('[12] a container whose disk is full is well: readers read on, and nothing restarts it', async () => {
  const server = createServer(({ url }, response) => {
    response.statusCode = url === '/alive' ? 200 : 503;
    response.end();
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  expect(await health(port)).toBe(0);
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
  expect(await health(port)).toBe(1);
});
