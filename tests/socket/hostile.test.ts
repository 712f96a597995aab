import { get } from 'node:http';
import type { Socket } from 'socket.io-client';
import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { paragraph } from '#domain/block.ts';
import { LIMITS } from '#domain/limits.ts';
import { DESK, LIVE } from '#live/protocol.ts';
import { aPost } from '../cast/a-coverage.ts';
import { INES } from '../cast/cast.ts';
import { aFollow, aLiveHouse, ear, seqsOf } from './a-live-house.ts';

/** Says anything under any name. */
type Blunt = { emit(...said: unknown[]): void; emitWithAck(...said: unknown[]): Promise<unknown> };

/** So deep that the client library itself would not write it: it goes out as it would go over the wire. */
const NESTED = '['.repeat(10_000) + ']'.repeat(10_000);

/** Says a name with JSON as the wire carries it. @returns the answer */
async function sayRaw(client: Socket, namespace: string, name: string, json: string): Promise<unknown> {
  if (!client.connected) await new Promise<void>((resolve) => client.on('connect', resolve));
  const { engine } = client.io;
  const answer = new Promise<unknown>((resolve) => {
    engine.on('data', (said: unknown) => {
      const [, acknowledged] = /^3[^,]*,99\[(.*)\]$/su.exec(String(said)) ?? [];
      if (acknowledged !== undefined) resolve(JSON.parse(acknowledged));
    });
  });
  engine.write(`2${namespace},99["${name}",${json}]`);
  return answer;
}

describe('a page on another site', () => {
  it.each(['websocket', 'polling'])('[L8] gets no connection by %s', async (transport) => {
    const house = await aLiveHouse();
    const foreign = house.staff('ruth', {
      transports: [transport],
      extraHeaders: { origin: 'https://elsewhere.example' },
    });
    await new Promise((resolve) => foreign.on('connect_error', resolve));
    expect(foreign.connected).toBe(false);
  });

  it('[L8] is refused at the handshake, and nobody gets long polling', async () => {
    const house = await aLiveHouse();
    const upgrade = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    };
    const status = (headers: Record<string, string>, transport: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const request = get(`${house.url}/socket.io/?EIO=4&transport=${transport}`, { headers });
        request.on('response', (response) => resolve(response.resume().statusCode));
        request.on('upgrade', (response, socket) => {
          socket.destroy();
          resolve(response.statusCode);
        });
        request.on('error', reject);
      });
    expect(await status({ ...upgrade, origin: 'https://elsewhere.example' }, 'websocket')).toBe(400);
    expect(await status({ ...upgrade, origin: `${house.url}.elsewhere.example` }, 'websocket')).toBe(400);
    expect(await status({ ...upgrade, origin: house.url }, 'websocket')).toBe(101);
    expect(await status({ origin: house.url }, 'polling')).toBe(400);
  });
});

describe('what nobody should send', () => {
  it.each([
    [
      'an unknown command',
      (id: string) => ({ ...aPost(id, 'Tin.'), kind: 'erase-everything' }),
      'unknown-command',
    ],
    ['no command at all', () => null, 'invalid'],
    ['a number', () => 7, 'invalid'],
    ['a script', (id: string) => aPost(id, 'Chào <script>alert(1)</script>'), 'markup'],
    ['a coverage that is not there', () => aPost(v7(), 'Tin.'), 'not-found'],
    ['a prototype', (id: string) => JSON.parse(`{"__proto__":{"kind":"x"},"coverageId":"${id}"}`), 'invalid'],
  ] as const)('%s is refused with a sentence, and nothing changes', async (_, make, code) => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const ines = house.staff('ines') as unknown as Blunt;
    expect(await ines.emitWithAck('command', make(id))).toMatchObject({
      ok: false,
      message: expect.any(String),
    });
    const answer = (await ines.emitWithAck('command', make(id))) as { code: string };
    expect(code === 'invalid' ? ['invalid', 'unknown-command'] : [code]).toContain(answer.code);
    expect(house.newsroom.coverageById(id)?.head).toBe(3);
    expect(house.faults).toEqual([]);
  });

  it.each([
    ['as a command', () => NESTED],
    [
      'inside an entry',
      (post: object) => JSON.stringify({ ...post, content: 0 }).replace('0}', `${NESTED}}`),
    ],
  ])('10,000 nested levels %s are refused, and nothing changes', async (_, make) => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const ines = house.staff('ines');
    const answer = await sayRaw(ines as unknown as Socket, DESK, 'command', make(aPost(id, 'Tin.')));
    expect(answer).toMatchObject({ ok: false, message: expect.any(String) });
    expect(house.newsroom.coverageById(id)?.head).toBe(3);
    const nested = '['.repeat(400) + ']'.repeat(400);
    const follow = await sayRaw(house.reader() as unknown as Socket, LIVE, 'follow', nested);
    expect(follow).toMatchObject({ kind: 'refused', code: 'invalid' });
    expect(house.faults).toEqual([]);
  });

  it.each([
    ['one long text', (id: string) => aPost(id, 'x'.repeat(1024 * 1024)), 'too-long'],
    [
      'many texts',
      (id: string) => {
        const blocks = Array.from({ length: 50 }, () =>
          paragraph('x '.repeat(LIMITS.paragraphCharacters / 2 - 1)),
        );
        return aPost(id, '', { content: { kind: 'note', blocks } });
      },
      'too-long',
    ],
    [
      'an unknown field',
      (id: string) => ({ ...aPost(id, 'Tin.'), more: 'x'.repeat(1024 * 1024) }),
      'invalid',
    ],
  ] as const)(
    'a command of 1 MB, %s, is refused with a sentence, and the connection stands',
    async (_, make, code) => {
      const house = await aLiveHouse();
      const id = await house.aCoverage();
      const ines = house.staff('ines') as unknown as Blunt;
      const refusal = { ok: false, code, message: expect.any(String) };
      expect(await ines.emitWithAck('command', make(id))).toMatchObject(refusal);
      expect(house.newsroom.coverageById(id)?.head).toBe(3);
      expect(await ines.emitWithAck('command', aPost(id, 'Vẫn chạy.'))).toMatchObject({ ok: true });
      expect(house.faults).toEqual([]);
    },
  );

  it('a command of more than 2 MB closes its connection only, and the same person may go on', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const [ines, tomasz] = [house.staff('ines'), house.staff('tomasz')];
    await tomasz.emitWithAck('follow', aFollow(house, id, 3));
    const closed = new Promise((resolve) => ines.on('disconnect', resolve));
    ines.emit('command', aPost(id, 'x'.repeat(2 * 1024 * 1024)), () => {});
    await closed;
    expect(house.newsroom.coverageById(id)?.head).toBe(3);
    expect(await tomasz.emitWithAck('command', aPost(id, 'Vẫn chạy.'))).toMatchObject({ ok: true });
    const again = house.staff('ines');
    expect(await again.emitWithAck('command', aPost(id, 'Trở lại.'))).toMatchObject({ ok: true });
  });

  it('more than 1 kB from a reader closes the connection', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const reader = house.reader() as unknown as Socket & Blunt;
    expect(await reader.emitWithAck('follow', aFollow(house, id, 3))).toMatchObject({ kind: 'caught-up' });
    const closed = new Promise((resolve) => reader.on('disconnect', resolve));
    reader.emit('follow', { ...aFollow(house, id, 3), more: 'x'.repeat(1024) });
    await closed;
    expect(house.faults).toEqual([]);
  });

  it('more than 1 kB from somebody who is not let in to the desk closes the connection', async () => {
    const house = await aLiveHouse();
    const stranger = house.staff('x'.repeat(1024)) as unknown as Socket;
    let refused = false;
    stranger.on('connect_error', () => {
      refused = true;
    });
    await new Promise((resolve) => stranger.io.on('close', resolve));
    expect(refused).toBe(false);
  });

  it('a command just over the limit is refused with a sentence, not with a cut', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const text = 'x'.repeat(LIMITS.commandBytes - 400);
    const answer = await house.staff('ines').emitWithAck('command', aPost(id, text));
    expect(answer).toMatchObject({ ok: false, code: 'too-long' });
  });

  it.each([
    ['no request', undefined],
    ['a text', 'follow'],
    ['no cursor', { version: 1, coverageId: 'x' }],
    ['a seq below nought', { version: 1, coverageId: 'x', cursor: { epoch: 'e', seq: -1 } }],
    ['a seq that is no whole number', { version: 1, coverageId: 'x', cursor: { epoch: 'e', seq: 0.5 } }],
  ])('a follow with %s is refused', async (_, request) => {
    const house = await aLiveHouse();
    const reader = house.reader() as unknown as Blunt;
    expect(await reader.emitWithAck('follow', request)).toMatchObject({ kind: 'refused', code: 'invalid' });
  });

  it('names nobody gave, and answers nobody waits for, are passed over', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const reader = house.reader() as unknown as Blunt;
    reader.emit('follow');
    reader.emit('follow', aFollow(house, id, 3));
    reader.emit('unfollow', { $ne: 1 });
    reader.emit('constructor', 1);
    const staff = house.staff('ines') as unknown as Blunt;
    staff.emit('writing', 7, {});
    staff.emit('writing', id, [{ itemId: null, entryId: 'both' }]);
    staff.emit('writing', id, Array(21).fill({ itemId: null }));
    staff.emit('writing', id, [{ entryId: 'x'.repeat(65) }]);
    expect(seqsOf((await reader.emitWithAck('follow', aFollow(house, id, 2))) as never)).toEqual([3]);
    expect(await staff.emitWithAck('follow', aFollow(house, id, 2))).toMatchObject({ kind: 'behind' });
    expect(house.faults).toEqual([]);
  });
});

describe('a flood', () => {
  it('[L9] of follows is refused beyond ten at once', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const reader = house.reader();
    const kinds: string[] = [];
    for (let n = 0; n < 12; n += 1) {
      const answer = await reader.emitWithAck('follow', aFollow(house, id, 3));
      kinds.push(answer.kind === 'refused' ? answer.code : answer.kind);
    }
    expect(kinds.slice(9)).toEqual(['caught-up', 'too-many', 'too-many']);
    house.clock.now += 1_000;
    expect(await reader.emitWithAck('follow', aFollow(house, id, 3))).toMatchObject({ kind: 'caught-up' });
  });

  it('[L9] of commands is taken as far as twenty, refused as far as forty, and then cut', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const ines = house.staff('ines', { reconnection: false });
    const closed = new Promise((resolve) => ines.on('disconnect', resolve));
    const answers: unknown[] = [];
    for (let n = 0; n < 40; n += 1) {
      const answer = await ines.emitWithAck('command', aPost(id, `Tin ${n}.`));
      answers.push(answer.ok || answer.code);
    }
    expect(answers).toEqual([...Array(20).fill(true), ...Array(20).fill('too-many')]);
    ines.emit('command', aPost(id, 'Một tin nữa.'), () => {});
    await closed;
    expect(house.newsroom.coverageById(id)?.entries.size).toBe(20);
  });

  it('[L9] all at once changes no more than its first twenty', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const ines = house.staff('ines', { reconnection: false });
    const closed = new Promise((resolve) => ines.on('disconnect', resolve));
    for (let n = 0; n < 2_000; n += 1) ines.emit('command', aPost(id, `Tin ${n}.`), () => {});
    await closed;
    await house.newsroom.idle();
    expect(house.newsroom.coverageById(id)?.entries.size).toBeLessThanOrEqual(20);
  });

  it('[L9] of rooms ends at twenty', async () => {
    const house = await aLiveHouse();
    const reader = house.reader();
    const kinds: string[] = [];
    for (let n = 0; n < 21; n += 1) {
      house.clock.now += 1_000;
      const answer = await reader.emitWithAck('follow', aFollow(house, await house.aCoverage(), 3));
      kinds.push(answer.kind === 'refused' ? answer.code : answer.kind);
    }
    expect(kinds.slice(19)).toEqual(['caught-up', 'too-many']);
  });

  it('[L5] that is not read is cut, and the others do not notice', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const [slow, quick] = [house.reader({ reconnection: false }), house.reader()];
    await slow.emitWithAck('follow', aFollow(house, id, 3));
    await quick.emitWithAck('follow', aFollow(house, id, 3));
    const changes = ear(quick, 'changes');
    const { transport } = slow.io.engine as unknown as {
      transport: { ws: { _socket: { pause(): void } } };
    };
    transport.ws._socket.pause();
    const long = aPost(id, 'Câu dài. ').content;
    const content = { ...long, blocks: Array(6).fill(paragraph('Câu dài. '.repeat(850))) };
    let posts = 0;
    while (house.connections() > 1 && posts < 3_000) {
      posts += 1;
      await house.newsroom.submit({ ...aPost(id, ''), content }, INES);
      await changes.until(posts);
    }
    expect(house.connections()).toBe(1);
    expect(quick.connected).toBe(true);
  });
});

describe('one connection', () => {
  const gone = (client: Socket): Promise<unknown> =>
    new Promise((resolve) => client.once('disconnect', resolve));
  const come = (client: Socket): Promise<unknown> =>
    new Promise((resolve) => client.on('connect', () => resolve(undefined)));

  it('[L9] has one place in a namespace: whoever takes a second is cut', async () => {
    const house = await aLiveHouse();
    const reader = house.reader() as unknown as Socket;
    await come(reader);
    const cut = gone(reader);
    for (let n = 0; n < 50; n += 1) reader.io.engine.write(`40${LIVE},`);
    await cut;
  });

  it('[L9] has one allowance: going out and coming in again does not renew it', async () => {
    const house = await aLiveHouse();
    const reader = house.reader() as unknown as Socket;
    await come(reader);
    const cut = gone(reader);
    for (let n = 0; n < 50; n += 1) {
      reader.io.engine.write(`41${LIVE},`);
      reader.io.engine.write(`40${LIVE},`);
    }
    await cut;
  });

  it('[I16] that pings without reading is cut: nobody asks for the answers, and nothing else counts them', async () => {
    const house = await aLiveHouse();
    const reader = house.reader() as unknown as Socket;
    await come(reader);
    const cut = gone(reader);
    const { ws } = reader.io.engine.transport as unknown as { ws: { ping(payload: string): void } };
    for (let n = 0; n < 20; n += 1) ws.ping('x'.repeat(100));
    await cut;
  });
});
