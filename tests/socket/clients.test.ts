import { describe, expect, it, onTestFinished } from 'vitest';
import { followCoverage } from '#live/client.ts';
import { connectDesk } from '#live/desk-client.ts';
import type { Outbox } from '#live/outbox.ts';
import { createMemoryOutboxStore } from '#live/outbox-store.ts';
import { aPost } from '../cast/a-coverage.ts';
import { INES, RUTH } from '../cast/cast.ts';
import type { LiveHouse } from './a-live-house.ts';
import { aLiveHouse } from './a-live-house.ts';

const cursorOf = (house: LiveHouse, id: string, seq?: number) => {
  const coverage = house.newsroom.coverageById(id);
  return { epoch: coverage?.epoch ?? '', seq: seq ?? coverage?.head ?? 0 };
};
const from1to = (n: number): number[] => Array.from({ length: n }, (_, index) => index + 1);

/** Something that grows by being told, and can be waited for. */
function notebook<T>() {
  const written: T[] = [];
  let wake = (): void => {};
  return {
    written,
    write(...more: T[]): void {
      written.push(...more);
      wake();
    },
    async until(enough: (written: readonly T[]) => boolean): Promise<void> {
      while (!enough(written)) await new Promise<void>((resolve) => (wake = resolve));
    },
  };
}

function aReader(house: LiveHouse, coverageId: string, seq: number) {
  const seqs = notebook<number>();
  const phases = notebook<string>();
  const reader = followCoverage({
    origin: house.url,
    coverageId,
    cursor: cursorOf(house, coverageId, seq),
    onRecords: (records) => seqs.write(...records.map((record) => record.seq)),
    onRestart: async () => {
      phases.write('restart');
      return cursorOf(house, coverageId);
    },
    onState: (phase) => phases.write(phase),
    onAudience: () => {},
  });
  onTestFinished(() => reader.stop());
  return { seqs, phases };
}

function aDesk(house: LiveHouse, token: string, store = createMemoryOutboxStore()) {
  const seqs = notebook<number>();
  const states = notebook<string>();
  const outboxes = notebook<Outbox>();
  const desk = connectDesk({
    origin: house.url,
    token,
    language: 'en',
    store,
    onRecords: (_, records) => seqs.write(...records.map((record) => record.seq)),
    onRestart: () => states.write('restart'),
    onPresence: () => {},
    onAudience: () => {},
    onState: (state) => states.write(state),
    onOutbox: (outbox) => outboxes.write(outbox),
  });
  onTestFinished(() => desk.stop());
  return { desk, seqs, states, outboxes };
}

describe('the reader’s client', () => {
  it('[L3] loses, doubles and reorders nothing while its connection is broken again and again', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const { seqs, phases } = aReader(house, id, 0);
    await phases.until((told) => told.includes('live'));
    for (let round = 0; round < 3; round += 1) {
      for (let n = 0; n < 5; n += 1) await house.newsroom.submit(aPost(id, `Tin ${n}.`), INES);
      house.cut();
      for (let n = 0; n < 5; n += 1) await house.newsroom.submit(aPost(id, `Tin ${n}.`), INES);
      const head = cursorOf(house, id).seq;
      await seqs.until((seen) => seen.at(-1) === head);
    }
    expect(seqs.written).toEqual(from1to(33));
  });

  it('[CU3] fetches the page again when its numbering does not go on, and follows from there', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const { seqs, phases } = aReader(house, id, 99);
    await phases.until((told) => told.includes('live'));
    expect(phases.written.filter((phase) => phase === 'restart')).toHaveLength(1);
    await house.newsroom.submit(aPost(id, 'Tin.'), INES);
    await seqs.until((seen) => seen.length > 0);
    expect(seqs.written).toEqual([4]);
  });

  it('is let go when the coverage is archived', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const { seqs, phases } = aReader(house, id, 3);
    await phases.until((told) => told.includes('live'));
    await house.ask(id, { kind: 'close-coverage' }, RUTH);
    await house.ask(id, { kind: 'archive-coverage' }, RUTH);
    await phases.until((told) => told.includes('closed'));
    expect(seqs.written).toEqual([4, 5]);
  });

  it('gets the same by HTTP where no socket passes', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    house.block(true);
    const { seqs, phases } = aReader(house, id, 0);
    await phases.until((told) => told.includes('live'));
    expect(seqs.written).toEqual(from1to(3));
    house.block(false);
    await house.newsroom.submit(aPost(id, 'Tin.'), INES);
    await seqs.until((seen) => seen.includes(4));
    expect(seqs.written).toEqual(from1to(4));
  });
});

describe('the desk’s client', () => {
  it('[3] brings every command to the newsroom once while its connection is broken', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const { desk, seqs, states } = aDesk(house, 'ines');
    desk.follow(id, cursorOf(house, id));
    await states.until((told) => told.includes('online'));
    const posts = from1to(12).map((n) => aPost(id, `Tin ${n}.`));
    const receipts = posts.map((post) => desk.submit(post));
    await receipts[2];
    house.cut();
    await Promise.all(receipts);
    expect([...(house.newsroom.coverageById(id)?.entries.keys() ?? [])]).toEqual(
      posts.map(({ entryId }) => entryId),
    );
    await seqs.until((seen) => seen.at(-1) === 15);
    expect(seqs.written).toEqual(from1to(15).slice(3));
  });

  it('sends by HTTP where no socket passes', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    house.block(true);
    const { desk } = aDesk(house, 'ines');
    expect(await desk.submit(aPost(id, 'Tin đi đường khác.'))).toMatchObject({ ok: true, seq: 4 });
  });

  it('keeps what is not sent while signed out, for the same person later', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const store = createMemoryOutboxStore();
    const first = aDesk(house, 'nobody', store);
    await first.states.until((told) => told.includes('signed-out'));
    const post = aPost(id, 'Viết khi đã bị đăng xuất.');
    void first.desk.submit(post);
    await first.outboxes.until((told) => told.at(-1)?.length === 1);
    first.desk.stop();

    const second = aDesk(house, 'ines', store);
    await second.outboxes.until((told) => told.at(-1)?.[0]?.state === 'confirmed');
    expect(house.newsroom.coverageById(id)?.entries.has(post.entryId)).toBe(true);
    expect(await second.desk.submit(post)).toMatchObject({ ok: true, seq: 4 });
    expect(await store.load()).toEqual([]);
  });

  it('says so when the sign-in is taken back', async () => {
    const house = await aLiveHouse();
    const { states } = aDesk(house, 'ines');
    await states.until((told) => told.includes('online'));
    house.revoke('ines');
    await states.until((told) => told.includes('signed-out'));
  });

  it('hands a refusal back with its sentence and keeps it until it is discarded', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const store = createMemoryOutboxStore();
    const { desk } = aDesk(house, 'ines', store);
    const post = aPost(id, 'Có <b>mã</b>.');
    expect(await desk.submit(post)).toMatchObject({
      code: 'markup',
      message: expect.stringContaining('HTML'),
    });
    expect(await store.load()).toMatchObject([{ state: 'refused', command: { id: post.id } }]);
    await desk.discard(post.id);
    expect(await store.load()).toEqual([]);
  });

  it('refuses by itself what no connection would carry', async () => {
    const house = await aLiveHouse();
    const { desk } = aDesk(house, 'ines');
    const answer = await desk.submit(aPost(await house.aCoverage(), 'ư'.repeat(40_000)));
    expect(answer).toMatchObject({
      ok: false,
      code: 'too-long',
      message: expect.stringContaining('Shorten'),
    });
  });
});
