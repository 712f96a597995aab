import { describe, expect, it } from 'vitest';
import { CATCH_UP_LIMIT } from '#domain/cursor.ts';
import type { Batch, PublicRecord } from '#live/protocol.ts';
import { aPost } from '../cast/a-coverage.ts';
import { INES, RUTH } from '../cast/cast.ts';
import { aFollow, aLiveHouse, ear, seqsOf } from './a-live-house.ts';

describe('a reader', () => {
  it('[N3] sees what a reporter posts, once, as readers may see it', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const reader = house.reader();
    expect(await reader.emitWithAck('follow', aFollow(house, id, 3))).toMatchObject({
      kind: 'caught-up',
    });
    const changes = ear(reader, 'changes');

    await house.newsroom.submit(aPost(id, 'Đoàn chủ tịch vào vị trí.'), INES);
    const [batch] = (await changes.until(1)) as [Batch<PublicRecord>];
    expect(batch.changes).toHaveLength(1);
    expect(batch.changes[0]).toMatchObject({
      seq: 4,
      change: { kind: 'entry-posted', entry: { hour: '8h15' } },
    });
    const words = JSON.stringify(batch);
    for (const hidden of [INES.id, RUTH.id, 'commandId', 'digest', '"by"'])
      expect(words).not.toContain(hidden);
  });

  it('[CU1–CU3] is told where it stands: caught up, behind, ahead, of another epoch, too far behind', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const reader = house.reader();
    const say = (seq: number, epoch?: string) => {
      const request = aFollow(house, id, seq);
      return reader.emitWithAck('follow', epoch ? { ...request, cursor: { epoch, seq } } : request);
    };
    expect(seqsOf(await say(3))).toBe('caught-up');
    expect(seqsOf(await say(1))).toEqual([2, 3]);
    expect(await say(4)).toEqual({ kind: 'restart', reason: 'ahead' });
    expect(await say(3, 'another')).toEqual({ kind: 'restart', reason: 'epoch' });
    for (let n = 0; n < CATCH_UP_LIMIT; n += 1) await house.newsroom.submit(aPost(id, `Tin ${n}.`), INES);
    expect(await say(2)).toEqual({ kind: 'restart', reason: 'too-far-behind' });
    expect(seqsOf(await say(3))).toHaveLength(CATCH_UP_LIMIT);
  });

  it('[L4] of another version is sent back to the page', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const answer = await house.reader().emitWithAck('follow', { ...aFollow(house, id, 3), version: 2 });
    expect(answer).toEqual({ kind: 'restart', reason: 'version' });
  });

  it('[L1] misses nothing at the seam: what is posted while it follows arrives exactly once', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    for (let round = 0; round < 20; round += 1) {
      const reader = house.reader();
      const changes = ear(reader, 'changes');
      const from = house.newsroom.coverageById(id)?.head ?? 0;
      const posts = Array.from({ length: 10 }, (_, n) => house.newsroom.submit(aPost(id, `Tin ${n}.`), INES));
      const answer = await reader.emitWithAck('follow', aFollow(house, id, from - 1));
      await Promise.all(posts);
      await house.newsroom.submit(aPost(id, 'Tin cuối.'), INES);

      const seen = new Set(answer.kind === 'behind' ? answer.changes.map(({ seq }) => seq) : []);
      const last = from + 11;
      for (let n = 1; !seen.has(last); n += 1) {
        const [batch] = (await changes.until(n)) as [Batch<PublicRecord>];
        for (const { seq } of batch.changes) seen.add(seq);
      }
      expect([...seen].sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, n) => from + n));
      reader.disconnect();
    }
  });

  it('[P1] never gets words that were taken back, in any range', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const post = aPost(id, 'Câu này sẽ được rút lại.');
    await house.newsroom.submit(post, INES);
    const reader = house.reader();
    const before = await reader.emitWithAck('follow', aFollow(house, id, 0));
    expect(JSON.stringify(before)).toContain('rút lại');
    await house.ask(id, { kind: 'withdraw-entry', entryId: post.entryId, reason: 'Sai người' });
    for (const after of [0, 1, 2, 3, 4]) {
      const answer = await reader.emitWithAck('follow', aFollow(house, id, after));
      expect(JSON.stringify(answer)).not.toMatch(/rút lại|Sai người/u);
      expect(seqsOf(answer)).toEqual(Array.from({ length: 5 - after }, (_, n) => after + 1 + n));
    }
  });

  it('[P4] finds no draft, and no coverage that is not there', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage('draft');
    const reader = house.reader({ auth: { language: 'en' } });
    const draft = await reader.emitWithAck('follow', aFollow(house, id, 0));
    const nothing = await reader.emitWithAck('follow', { ...aFollow(house, id, 0), coverageId: 'nowhere' });
    expect(draft).toMatchObject({ kind: 'refused', code: 'not-found' });
    expect(draft).toEqual(nothing);
  });

  it('[L6] cannot write: no command is heard on /live, and /desk wants a sign-in', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const reader = house.reader();
    const sneaky = reader as unknown as { emit(name: string, ...rest: unknown[]): void };
    sneaky.emit('command', aPost(id, 'Không được phép.'), () => {
      throw new Error('answered');
    });
    await reader.emitWithAck('follow', aFollow(house, id, 0));
    expect(house.newsroom.coverageById(id)?.entries.size).toBe(0);

    const nobody = house.staff('nobody');
    const refusal = await new Promise<Error & { data?: unknown }>((resolve) =>
      nobody.on('connect_error', resolve),
    );
    expect(refusal.data).toMatchObject({
      code: 'not-signed-in',
      message: expect.stringContaining('Sign in again'),
    });
  });

  it('[N4] goes away without others noticing', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const [gone, stays] = [house.reader(), house.reader()];
    await gone.emitWithAck('follow', aFollow(house, id, 3));
    await stays.emitWithAck('follow', aFollow(house, id, 3));
    const changes = ear(stays, 'changes');
    gone.io.engine.close();
    await house.newsroom.submit(aPost(id, 'Tin một.'), INES);
    await changes.until(1);
    expect(house.faults).toEqual([]);
  });

  it('hears no more after it let go', async () => {
    const house = await aLiveHouse();
    const [one, other] = [await house.aCoverage(), await house.aCoverage()];
    const reader = house.reader();
    await reader.emitWithAck('follow', aFollow(house, one, 3));
    await reader.emitWithAck('follow', aFollow(house, other, 3));
    reader.emit('unfollow', one);
    await reader.emitWithAck('follow', aFollow(house, other, 3));
    const changes = ear(reader, 'changes');
    await house.newsroom.submit(aPost(one, 'Tin một.'), INES);
    await house.newsroom.submit(aPost(other, 'Tin hai.'), INES);
    expect(await changes.until(1)).toMatchObject([{ coverageId: other }]);
    expect(changes.heard).toHaveLength(1);
  });

  it('is counted with the others', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const [one, two] = [house.reader(), house.reader()];
    const audience = ear(one, 'audience');
    await two.emitWithAck('follow', aFollow(house, id, 3));
    await one.emitWithAck('follow', aFollow(house, id, 3));
    expect(await audience.until(1)).toEqual([id, 2]);
  });
});
