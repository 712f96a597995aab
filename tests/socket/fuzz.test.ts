import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { DESK, LIVE } from '#live/protocol.ts';
import { aPost } from '../cast/a-coverage.ts';
import { frameOf } from '../cast/a-raw-reader.ts';
import { createChance } from '../faults/chance.ts';
import type { LiveHouse } from './a-live-house.ts';
import { aFollow, aLiveHouse, ear } from './a-live-house.ts';

/** Each run has a seed of its own, which is printed; `FUZZ_SEED` begins that run again, `FUZZ_LINES` makes it long. */
const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
const LINES = Number(process.env.FUZZ_LINES ?? 300);
const FRAMES = 25;

const HANDSHAKE =
  'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n' +
  'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n';

/** What well-behaved clients say: mutants are made of it. */
const corpus = (house: LiveHouse, id: string): string[] => [
  `40${LIVE},`,
  `40${DESK},{"token":"ines","language":"en"}`,
  `42${LIVE},0${JSON.stringify(['follow', aFollow(house, id, 3)])}`,
  `42${LIVE},${JSON.stringify(['unfollow', id])}`,
  `42${DESK},7${JSON.stringify(['command', aPost(id, 'Tin.')])}`,
  `42${DESK},8${JSON.stringify(['follow', aFollow(house, id, 0)])}`,
  `42${DESK},${JSON.stringify(['writing', id, [{ itemId: null }]])}`,
  `451-${LIVE},["follow",{"_placeholder":true,"num":0}]`,
  `43${LIVE},0[]`,
  `41${LIVE},`,
  '3',
  '2probe',
  '5',
  '1',
];

const NASTY = [
  '__proto__',
  'constructor',
  '\u0000',
  '9'.repeat(400),
  '[[[[[[',
  '{"a":',
  '-1',
  'null',
  '\ud800',
  '1e999',
];

function createMutator(seed: number, sayings: readonly string[]) {
  const { fraction: chance } = createChance(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(chance() * from.length)] as T;
  const somewhere = (text: string): number => Math.floor(chance() * (text.length + 1));

  function mutate(text: string): string {
    const [from, to] = [somewhere(text), somewhere(text)].sort((a, b) => a - b) as [number, number];
    switch (Math.floor(chance() * 5)) {
      case 0:
        return text;
      case 1:
        return text.slice(0, from) + text.slice(to);
      case 2:
        return text.slice(0, from) + pick(NASTY) + text.slice(from);
      case 3:
        return text.slice(0, to) + text.slice(from);
      default:
        return text.slice(0, from) + String.fromCharCode(chance() * 0x250) + text.slice(from + 1);
    }
  }

  /** A frame, mostly well-formed. */
  return (): Buffer => {
    let text = pick(sayings);
    while (chance() < 0.6) text = mutate(text);
    const kind = chance() < 0.85 ? 0x81 : Math.floor(chance() * 256);
    const frame = frameOf(text, kind);
    if (chance() < 0.1) frame[Math.floor(chance() * frame.length)] = Math.floor(chance() * 256);
    return frame;
  };
}

/** Opens a line, says it all, and goes. */
const say = (port: number, frames: readonly Buffer[]): Promise<void> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
    socket.once('data', () => {
      for (const frame of frames) socket.write(frame);
      socket.end();
    });
    socket.resume();
    socket.write(HANDSHAKE);
    socket.setTimeout(500, () => socket.destroy());
  });

describe('frames by chance', () => {
  it('[I20] end nothing but their own connection, and readers and staff go on', async () => {
    console.log(`FUZZ_SEED=${SEED} FUZZ_LINES=${LINES}`);
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const [ines, reader] = [house.staff('ines'), house.reader()];
    const changes = ear(reader, 'changes');
    await reader.emitWithAck('follow', aFollow(house, id, 3));
    const frame = createMutator(SEED, corpus(house, id));
    const port = Number(new URL(house.url).port);
    for (let done = 0; done < LINES; done += 30)
      await Promise.all(Array.from({ length: 30 }, () => say(port, Array.from({ length: FRAMES }, frame))));
    const post = aPost(id, 'Vẫn chạy.');
    expect(await ines.emitWithAck('command', post)).toMatchObject({ ok: true });
    await changes.until(1);
    while (!JSON.stringify(changes.heard.at(-1)).includes(post.entryId))
      await changes.until(changes.heard.length + 1);
    // A mutant may be a proper command of somebody who may give it; nothing else changes the log.
    const heads = changes.heard.flatMap(([batch]) => (batch as { changes: { seq: number }[] }).changes);
    expect(heads.map(({ seq }) => seq)).toEqual(heads.map((_, n) => n + 4));
    expect(house.faults).toEqual([]);
    expect(house.figures()).toMatchObject({ readers: 1, staff: 1, queuedBytes: 0, queuedPackets: 0 });
  });
});
