import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ADDRESS_HEADER } from '#server/http/locals.ts';
import { ourOrigins } from '#server/http/origin-guard.ts';
import { createFront, guard } from '#server/http/server.ts';

let folder: string;
let front: Server;
let url: string;

/** The site answers with the address it was told, so that tests see what gets through. */
async function aFront(behindProxy = false): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), 'plenary-front-'));
  await writeFile(join(folder, 'file.js'), 'x'.repeat(100_000));
  const origins: string[] = [];
  front = createFront({
    isOurs: (origin) => ourOrigins(origins)(origin),
    behindProxy,
    operations: (_, __, next) => next(),
    uploads: (_, __, next) => next(),
    media: (_, __, next) => next(),
    clientDir: folder,
    site(request, response) {
      if (request.url !== '/breaks-half-way') return response.end(String(request.headers[ADDRESS_HEADER]));
      response.writeHead(200, { 'content-type': 'text/html' }).write('<p>The first half.</p>'.repeat(100));
      // As the site does when a page fails in the middle.
      return response.write('Internal server error', () => response.destroy());
    },
  });
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
  url = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
  origins.push(url);
}

beforeEach(() => aFront());
afterEach(async () => {
  front.close();
  front.closeAllConnections();
  await rm(folder, { recursive: true, force: true });
});

describe('the origin guard', () => {
  it.each([
    ['from this site', () => ({ origin: url }), 200],
    ['from another site', () => ({ origin: 'https://elsewhere.example' }), 403],
    ['from nowhere it says', () => ({ origin: 'null' }), 403],
    ['from a sibling site, by the browser', () => ({ 'sec-fetch-site': 'same-site' }), 403],
    ['from this site, by the browser', () => ({ 'sec-fetch-site': 'same-origin', cookie: 'plenary=x' }), 200],
    ['from a program with its own token', () => ({ authorization: 'Bearer x' }), 200],
    ['from a program with a cookie', () => ({ cookie: 'plenary=x' }), 403],
  ])('decides on a change %s', async (_, headers, status) => {
    const response = await fetch(url, { method: 'POST', headers: headers(), body: '{}' });
    expect(response.status).toBe(status);
  });

  it('lets anybody read', async () => {
    expect((await fetch(url, { headers: { origin: 'https://elsewhere.example' } })).status).toBe(200);
  });
});

describe('the client’s address', () => {
  it('is never taken from the client', async () => {
    const response = await fetch(url, {
      headers: { [ADDRESS_HEADER]: '8.8.8.8', 'x-forwarded-for': '9.9.9.9' },
    });
    expect(await response.text()).toBe('127.0.0.1');
  });
});

describe('the client’s address behind a proxy', () => {
  it.each([
    ['127.0.0.1', '9.9.9.9'],
    ['::1', '9.9.9.9'],
    ['::ffff:127.0.0.1', '9.9.9.9'],
    ['192.0.2.7', '192.0.2.7'],
    ['2001:db8::1', '2001:db8::1'],
    ['::ffff:192.0.2.7', '::ffff:192.0.2.7'],
  ])('is the one that %s forwards for: %s', (remoteAddress, address) => {
    const request = {
      method: 'GET',
      headers: { 'x-forwarded-for': '8.8.8.8, 9.9.9.9' } as Record<string, string>,
      socket: { remoteAddress },
    };
    const response = { setHeader: () => undefined };
    guard({ isOurs: () => true, behindProxy: true }, request as never, response as never, () => undefined);
    expect(request.headers[ADDRESS_HEADER]).toBe(address);
  });

  it('is that of the connection where nobody forwarded anything', async () => {
    front.close();
    await aFront(true);
    expect(await (await fetch(url)).text()).toBe('127.0.0.1');
  });
});

describe('files', () => {
  it('carry the headers of every answer', async () => {
    const response = await fetch(`${url}/file.js`);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await response.text()).length).toBe(100_000);
  });

  it('travel compressed to who can take them so', async () => {
    const response = await fetch(`${url}/file.js`, { headers: { 'accept-encoding': 'br' } });
    expect(response.headers.get('content-encoding')).toBe('br');
  });

  it('that went away since the start end one answer, not the server', async () => {
    await rm(join(folder, 'file.js'));
    await expect(fetch(`${url}/file.js`).then((response) => response.text())).rejects.toThrow();
    expect((await fetch(url)).status).toBe(200);
  });
});

it.each(['br', 'identity'])(
  'cuts a page that fails half-way, and leaves nobody waiting (%s)',
  async (encoding) => {
    const broken = fetch(`${url}/breaks-half-way`, { headers: { 'accept-encoding': encoding } });
    await expect(broken.then((response) => response.text())).rejects.toThrow(/terminated|fetch failed/u);
  },
);
