import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '#server/config.ts';
import { aPost } from '../cast/a-coverage.ts';
import { aNewsroom } from '../cast/a-newsroom.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
afterAll(removeFolders);

async function start(
  settings: Record<string, string>,
  ...words: string[]
): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, ['server/main.ts', ...words], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, ...settings },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit') as Promise<[number]>]);
  return { code, said };
}

describe('settings', () => {
  it('have defaults for one machine', () => {
    expect(readConfig({})).toMatchObject({ port: 4321, host: '127.0.0.1', publicUrl: null });
  });

  it.each([
    [{ PORT: 'eighty' }, 'PORT'],
    [{ PORT: '99999' }, 'PORT'],
    [{ PUBLIC_URL: 'live.example.vn' }, 'PUBLIC_URL'],
    [{ PUBLIC_URL: 'https://live.example.vn/live' }, 'PUBLIC_URL'],
    [{ HOST: '0.0.0.0' }, 'PUBLIC_URL'],
    [{ OPERATIONS_TOKEN: 'too-short-to-be-secret' }, 'OPERATIONS_TOKEN'],
    [{ OPERATIONS_TOKEN: 'long enough, yet with spaces' }, 'OPERATIONS_TOKEN'],
    [{ DATABASE_URL: 'postgres://…' }, 'DATABASE_URL'],
  ])('that are wrong get a sentence that names them: %o', (settings, name) => {
    expect(() => readConfig(settings)).toThrow(ConfigError);
    expect(() => readConfig(settings)).toThrow(name);
  });

  it('that are secret are not repeated in the sentence', () => {
    expect(() => readConfig({ OPERATIONS_TOKEN: 'hunter2' })).toThrow(/^(?!.*hunter2)/u);
  });

  it('get a sentence for each mistake', () => {
    expect(() => readConfig({ PORT: 'x', PUBLIC_URL: 'y' })).toThrow(/PORT.*\n.*PUBLIC_URL/u);
  });
});

describe('a folder that cannot be used', () => {
  it('gets a sentence that names the setting, and 64', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'plenary-'));
    const [file, unmounted] = [join(folder, 'file'), join(folder, 'disk')];
    await writeFile(file, '');
    await symlink(join(folder, 'not-mounted'), unmounted);
    for (const [dataDir, why] of [
      [file, 'it is a file'],
      [join(file, 'data'), 'a part of the path is a file'],
      [unmounted, 'not mounted'],
      ['/proc/plenary', 'no folder can be made there'],
    ] as const)
      expect(await start({ DATA_DIR: dataDir, CONTENT_DIR: folder })).toEqual({
        code: 64,
        said: expect.stringMatching(new RegExp(`^DATA_DIR=${dataDir} cannot be used: .*${why}`, 'u')),
      });
    await rm(folder, { recursive: true });
  });
});

describe('an option', () => {
  it('is refused, for there is none', async () => {
    expect(await start({}, '--port', '80')).toEqual({ code: 64, said: expect.stringContaining('--port') });
  });
});

describe('[12] a disk that fails', () => {
  it('gets the commands refused, and ends the server with 70; what was durable is there at the next start', async () => {
    const before = await aServer();
    const newsroom = await aNewsroom(before);
    const token = await newsroom.token('ines');
    await before.stop();
    // A limit on the size of files is a disk that fails in the middle of a write. Blocks of 512 bytes.
    const child = spawn('sh', ['-c', 'ulimit -f 60; exec "$0" server/main.ts', process.execPath], {
      cwd: ROOT,
      env: {
        PATH: process.env.PATH,
        PORT: new URL(before.url).port,
        DATA_DIR: before.dataDir,
        CONTENT_DIR: before.contentDir,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = Promise.all([text(child.stderr), once(child, 'exit') as Promise<[number]>]);
    await once(child.stdout, 'data');
    const post = (): Promise<Response> =>
      fetch(`${before.url}/api/v1/commands`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(aPost(newsroom.coverageId, 'Một tin dài. '.repeat(400))),
      });
    let answer = await post();
    let taken = 0;
    for (; answer.status === 200 && taken < 20; taken += 1) answer = await post();
    expect([answer.status, await answer.json()]).toMatchObject([503, { code: 'storage-failed' }]);
    const [said, [code]] = await ended;
    expect([code, said]).toEqual([70, expect.stringContaining('nothing more is taken')]);

    const after = await before.again();
    const page = await (await fetch(`${after.url}/truc-tiep/${newsroom.slug}`)).text();
    expect(page.split('<article').length - 1).toBe(taken);
    await after.stop();
  });
});

it('says with --help how it is set up and how it ends, and starts nothing', async () => {
  const child = spawn(process.execPath, ['server/main.ts', '--help'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, PORT: 'x' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'exit') as Promise<[number]>]);
  expect(code).toBe(0);
  for (const name of ['PORT', 'HOST', 'PUBLIC_URL', 'DATA_DIR', 'CONTENT_DIR', '64', '65', '69', '70', '130'])
    expect(said).toContain(`  ${name} `);
  expect(said).toContain('OPERATIONS_TOKEN');
});

it('leaves no address behind when it stops', async () => {
  const server = await aServer();
  await server.consoleToken();
  await server.stop();
  await expect(server.consoleToken()).rejects.toMatchObject({ code: 'ENOENT' });
});

describe('a start that cannot be', () => {
  it('says what is wrong with a setting, and nothing else', async () => {
    const { code, said } = await start({ PORT: 'x' });
    expect(code).toBe(64);
    expect(said.trim()).toBe('PORT must be a number from 0 to 65535, such as 4321.');
  });

  it('names the folder that another process writes to, and the port that is taken', async () => {
    const server = await aServer();
    const folder = await start({ PORT: '0', DATA_DIR: server.dataDir, CONTENT_DIR: server.contentDir });
    expect(folder).toMatchObject({ code: 69 });
    expect(folder.said).toContain(server.dataDir);
    const other = await mkdtemp(join(tmpdir(), 'plenary-'));
    const port = await start({
      PORT: new URL(server.url).port,
      DATA_DIR: join(other, 'data'),
      CONTENT_DIR: join(other, 'content'),
    });
    expect(port).toMatchObject({ code: 69 });
    expect(port.said).toContain('PORT');
    await server.stop();
  });
});
