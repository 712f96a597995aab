import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { io } from 'socket.io-client';
import { describe, expect, onTestFinished, test } from 'vitest';
import { aServer, removeFolders } from '../cast/a-server.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const isHere = (program: string, ...words: string[]): boolean => {
  try {
    execFileSync(program, words, { stdio: 'ignore' });
    return true;
  } catch {
    console.warn(
      `deploy/ was not tried with ${program}, which is not here (Debian: apt-get install ${program}).`,
    );
    return false;
  }
};
const caddy = isHere('caddy', 'version');
const systemd = isHere('systemd-analyze', '--version');

async function aFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => void server.close(resolve));
  return port;
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Asks over TLS; the certificate is Caddy's own, which no machine knows. */
async function ask(url: string, headers: Record<string, string> = {}): Promise<Answer> {
  const asked = request(url, { headers, rejectUnauthorized: false, agent: false });
  asked.end();
  const [response] = await once(asked, 'response');
  return {
    status: response.statusCode,
    headers: response.headers,
    body: (await response.toArray()).join(''),
  };
}

/** `deploy/Caddyfile` with names and ports that are free here. */
async function aProxy(site: string, upstream: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'plenary-'));
  const written = await readFile(join(ROOT, 'deploy/Caddyfile'), 'utf8');
  const own = `{\n admin off\n skip_install_trust\n auto_https disable_redirects\n storage file_system ${folder}\n}\n`;
  const here = written
    .replace(/^live\.example\.vn \{$/mu, `${site} {\n\ttls internal`)
    .replace('127.0.0.1:4321', upstream);
  await writeFile(join(folder, 'Caddyfile'), own + here);
  const child = spawn('caddy', ['run', '--config', join(folder, 'Caddyfile')], {
    env: { ...process.env, HOME: folder },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onTestFinished(async () => {
    const gone = once(child, 'exit');
    child.kill();
    await gone;
    await rm(folder, { recursive: true, force: true });
    await removeFolders();
  });
  for await (const line of createInterface(child.stderr))
    if (line.includes('serving initial configuration')) break;
  child.stderr.resume();
}

describe.skipIf(!caddy)('deploy/Caddyfile', () => {
  test('is one that Caddy takes', () => {
    execFileSync('caddy', ['validate', '--adapter', 'caddyfile', '--config', 'deploy/Caddyfile'], {
      cwd: ROOT,
      stdio: 'ignore',
    });
  });

  test('brings TLS, passes sockets on, keeps the figures in, and hides a restart from who reads', async () => {
    const site = `https://localhost:${await aFreePort()}`;
    const server = await aServer(site);
    await aProxy(site, new URL(server.url).host);

    const page = await ask(site);
    expect(page.status).toBe(200);
    expect(page.headers['strict-transport-security']).toBe('max-age=31536000');
    expect(page.headers['x-content-type-options']).toBe('nosniff');
    expect((await ask(`${site}/ready`)).body).toBe('{"ready":true}');
    expect(await ask(`${site}/metrics`, { authorization: 'Bearer whatever' })).toMatchObject({
      status: 404,
      body: '',
    });

    const socket = io(`${site}/live`, {
      transports: ['websocket'],
      rejectUnauthorized: false,
      extraHeaders: { origin: site },
    });
    await new Promise<void>((resolve) => void socket.once('connect', resolve));
    const cut = new Promise((resolve) => void socket.once('disconnect', resolve));

    await server.stop();
    await cut;
    socket.close();
    const meanwhile = ask(site);
    const next = await server.again();
    expect((await meanwhile).status).toBe(200);
    await next.stop();
  });
});

describe.skipIf(!systemd)('deploy/plenary.service', () => {
  const analyze = (...words: string[]): string =>
    execFileSync('systemd-analyze', words, { encoding: 'utf8', stdio: 'pipe' });

  test('is a unit that systemd takes, with the program where this one is', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'plenary-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const unit = join(folder, 'plenary.service');
    const written = await readFile(join(ROOT, 'deploy/plenary.service'), 'utf8');
    await writeFile(unit, written.replaceAll('/opt/plenary/', ROOT).replaceAll('/opt/plenary', ROOT));
    // It says nothing of a unit that is right.
    expect(analyze('verify', unit)).toBe('');
  });

  test('leaves the server little that it could break', () => {
    const said = analyze('security', '--offline=true', '--no-pager', 'deploy/plenary.service');
    const exposure = Number(/Overall exposure level.*?: ([\d.]+)/u.exec(said)?.[1]);
    expect(exposure).toBeLessThanOrEqual(1.5);
  });
});
