import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestServer } from '../cast/a-server.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await aServer();
});
afterAll(async () => {
  await server.stop();
  await removeFolders();
});

const setUp = (code: string): Promise<Response> =>
  fetch(`${server.url}/desk/thiet-lap`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: server.url },
    body: new URLSearchParams({ code, name: 'Ada', login: 'ada', password: 'rừng thông trên đồi' }),
  });

it('[I14] the first account is made by whoever shows the code that the server printed, and by nobody else', async () => {
  const code = await server.setUpCode();
  const asked = await fetch(`${server.url}/desk/thiet-lap?ma=${code}`);
  expect(await asked.text()).toContain(`value="${code}"`);
  for (const wrong of ['', 'x', code.slice(1), `${code.slice(0, -1)}é`]) {
    const refused = await setUp(wrong);
    expect(refused.status, wrong).toBe(403);
    expect(await refused.text()).toContain('Mã thiết lập không đúng');
  }
  const made = await setUp(code);
  expect([made.status, made.headers.get('location')]).toEqual([303, '/desk']);
  expect((await setUp(code)).headers.get('location')).toBe('/desk');
});

it('[I14] once there is an account, no start prints a code', async () => {
  await server.stop();
  server = await server.again();
  expect(await server.setUpCode()).toBeUndefined();
});
