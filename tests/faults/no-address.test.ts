import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { aRealServer } from './real-server.ts';

test('[12] a server that can neither leave its address for commands nor take it away serves readers, and stops in order', async () => {
  const server = await aRealServer([]);
  // No disk writes a file over a folder, or removes a folder as a file.
  await mkdir(join(server.dataDir, 'console.json'), { recursive: true });
  expect(await server.start()).not.toBeNull();
  expect((await fetch(`${server.url}/api/v1/coverages`)).status).toBe(200);
  expect(await server.stop()).toBe(0);
  await server.removeFolders();
});
