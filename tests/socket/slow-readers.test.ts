import { describe, expect, it, onTestFinished } from 'vitest';
import { paragraph } from '#domain/block.ts';
import { CATCH_UP_LIMIT } from '#domain/cursor.ts';
import type { Batch, PublicRecord } from '#live/protocol.ts';
import { aPost } from '../cast/a-coverage.ts';
import type { RawReader, RawReaderOptions } from '../cast/a-raw-reader.ts';
import { aRawReader } from '../cast/a-raw-reader.ts';
import { INES } from '../cast/cast.ts';
import type { LiveHouse, ReaderClient } from './a-live-house.ts';
import { aFollow, aLiveHouse, ear, seqsOf } from './a-live-house.ts';

const LONG = Array(2).fill(paragraph('Câu dài của tỉnh Lâm Sơn. '.repeat(150)));

const postLong = async (house: LiveHouse, id: string): Promise<void> => {
  const post = aPost(id, '');
  await house.newsroom.submit({ ...post, content: { ...post.content, blocks: LONG } }, INES);
};

/** A reader by hand; `comes` resolves when it has caught up or is let go. */
function aRaw(house: LiveHouse, coverageId: string, more: Partial<RawReaderOptions> = {}) {
  const coverage = house.newsroom.coverageById(coverageId);
  const came = Promise.withResolvers<RawReader>();
  const gone = Promise.withResolvers<void>();
  const reader = aRawReader({
    port: Number(new URL(house.url).port),
    coverageId,
    epoch: coverage?.epoch ?? '',
    seq: coverage?.head ?? 0,
    onCaughtUp: came.resolve,
    onClose(closed) {
      came.resolve(closed);
      gone.resolve();
    },
    ...more,
  });
  onTestFinished(() => void reader.socket.destroy());
  return { reader, came: came.promise, gone: gone.promise };
}

const tcpOf = (reader: ReaderClient) =>
  (
    reader.io.engine as unknown as {
      transport: { ws: { _socket: { pause(): void; resume(): void } } };
    }
  ).transport.ws._socket;

describe('a reader who does not read', () => {
  it('[L5] [I16] is cut although it says again and again that it is alive, and misses nothing when it comes back', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const quick = house.reader();
    await quick.emitWithAck('follow', aFollow(house, id, 3));
    const changes = ear(quick, 'changes');
    const { reader: liar, came } = aRaw(house, id);
    await came;
    liar.stall();
    let posts = 0;
    while (house.figures().slowCut === 0 && posts < CATCH_UP_LIMIT) {
      posts += 1;
      await postLong(house, id);
      await changes.until(posts);
      liar.pong();
    }
    expect(house.figures()).toMatchObject({ slowCut: 1, queuedBytes: 0, queuedPackets: 0 });
    expect(posts).toBeLessThan(CATCH_UP_LIMIT);
    const back = aRaw(house, id, { seq: liar.seq });
    const { seq, doubled, gaps } = await back.came;
    expect({ seq, doubled, gaps }).toEqual({ seq: posts + 3, doubled: 0, gaps: 0 });
  });
});

describe('a long catch-up', () => {
  it('[L5] is not cut while it flows, slowly, and what happens meanwhile comes behind it', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const missed = CATCH_UP_LIMIT - 30;
    for (let n = 0; n < missed; n += 1) await postLong(house, id);
    const reader = house.reader();
    await new Promise<void>((resolve) => reader.on('connect', resolve));
    const changes = ear(reader, 'changes');
    const answer = reader.emitWithAck('follow', aFollow(house, id, 3));
    const tcp = tcpOf(reader);
    for (let n = 0; n < 30; n += 1) {
      tcp.pause();
      await postLong(house, id);
      await new Promise(setImmediate);
      tcp.resume();
      await new Promise(setImmediate);
    }
    const said = await answer;
    expect(JSON.stringify(said).length).toBeGreaterThan(3_000_000);
    const last = 3 + CATCH_UP_LIMIT;
    const seqs = new Set(said.kind === 'behind' ? said.changes.map(({ seq }) => seq) : []);
    for (let n = 1; !seqs.has(last); n += 1) {
      const [batch] = (await changes.until(n)) as [Batch<PublicRecord>];
      for (const { seq } of batch.changes) {
        expect(seqs.has(seq)).toBe(false);
        seqs.add(seq);
      }
    }
    expect(seqs.size).toBe(CATCH_UP_LIMIT);
    expect(house.figures().slowCut).toBe(0);
  });

  it('[I16] is on its way to a client once, however often it asks', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    for (let n = 0; n < 20; n += 1) await postLong(house, id);
    const reader = house.reader();
    const answers = await Promise.all(
      [1, 2, 3].map(() => reader.emitWithAck('follow', aFollow(house, id, 3))),
    );
    expect(answers.map((answer) => (answer.kind === 'refused' ? answer.code : answer.kind)).sort()).toEqual([
      'behind',
      'too-many',
      'too-many',
    ]);
    expect(seqsOf(await reader.emitWithAck('follow', aFollow(house, id, 3)))).toHaveLength(20);
  });
});

describe('many at once', () => {
  it('[L10] of one household are let in as far as 200, then told to come back; a hall and this machine are not', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const from = (forwardedFor: string) => aRaw(house, id, { forwardedFor });
    const household = Array.from({ length: 201 }, () => from('2001:db8:0:7::/64'));
    const came = await Promise.all(household.map((one) => one.came));
    expect(came.map(({ refused }) => refused).sort((a, b) => a - b)).toEqual([...Array(200).fill(0), 429]);
    expect(house.figures()).toMatchObject({ readers: 200, handshakesRefused: 1 });
    const hall = await Promise.all(Array.from({ length: 300 }, () => from('203.0.113.7').came));
    expect(hall.filter(({ caughtUp }) => caughtUp)).toHaveLength(300);
    // Those who left may come back, at 30 a second.
    const [first, second] = household;
    first?.reader.socket.destroy();
    await Promise.race([first?.gone, second?.gone]);
    while (house.figures().readers > 499) await new Promise(setImmediate);
    house.clock.now += 1_000;
    expect((await from('2001:db8:0:7::/64').came).caughtUp).toBe(true);
  });
});
