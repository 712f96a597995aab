import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { runningServer } from '#server/cli/running-server.ts';
import { temporaryFolder } from '../storage/temporary-folder.ts';

/** A folder whose server, it says, is at a port where a program answers everything with this status. */
async function aFolder(status: number): Promise<string> {
  const program = createServer((_, response) => response.writeHead(status).end());
  program.listen(0, '127.0.0.1');
  onTestFinished(() => void program.close());
  await once(program, 'listening');
  const { port } = program.address() as AddressInfo;
  const folder = temporaryFolder();
  const left = { url: `http://127.0.0.1:${port}`, token: 'stale' };
  await writeFile(join(folder, 'console.json'), JSON.stringify(left));
  return folder;
}

it.each([200, 401, 404, 405, 500])(
  'a program that answers %s is not the server of the folder',
  async (status) => {
    expect(await runningServer(await aFolder(status))).toBeNull();
  },
);

it('one that knows the token and finds fault with the command is', async () => {
  expect(await runningServer(await aFolder(422))).toMatchObject({ url: expect.any(String) });
});

it('none is where nothing was left', async () => {
  expect(await runningServer(temporaryFolder())).toBeNull();
});
