import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import type { Batch, Presence } from '#live/protocol.ts';
import { aCommand, aPost } from '../cast/a-coverage.ts';
import { INES, RUTH, TOMASZ } from '../cast/cast.ts';
import type { StaffClient } from './a-live-house.ts';
import { aFollow, aLiveHouse, COOKIE, ear } from './a-live-house.ts';

const failure = (client: StaffClient): Promise<Error> =>
  new Promise((resolve) => client.on('connect_error', resolve));
const gone = (client: StaffClient): Promise<string> =>
  new Promise((resolve) => client.on('disconnect', resolve));

describe('a command over /desk', () => {
  it('[N3] is acknowledged with its number, then told to readers and to staff', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const [ines, tomasz, reader] = [house.staff('ines'), house.staff('tomasz'), house.reader()];
    await tomasz.emitWithAck('follow', aFollow(house, id, 3));
    await reader.emitWithAck('follow', aFollow(house, id, 3));
    const [records, changes] = [ear(tomasz, 'changes'), ear(reader, 'changes')];

    const post = aPost(id, 'Đại biểu nhất trí thông qua chương trình.');
    expect(await ines.emitWithAck('command', post)).toMatchObject({ ok: true, commandId: post.id, seq: 4 });
    const [told] = (await records.until(1)) as [Batch<{ readonly by: string }>];
    expect(told.changes[0]).toMatchObject({ seq: 4, by: INES.id, commandId: post.id });
    expect(await changes.until(1)).toMatchObject([{ coverageId: id, changes: [{ seq: 4 }] }]);
  });

  it('does not count as use of the sign-ins that are only told of it', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const tomasz = house.staff('tomasz');
    await tomasz.emitWithAck('follow', aFollow(house, id, 3));
    const told = ear(tomasz, 'changes');
    const before = house.uses();
    await house.ask(id, { kind: 'pause-coverage' });
    await told.until(1);
    expect(house.uses()).toBe(before);
  });

  it('[3] asked twice gets one receipt and makes one change', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const ines = house.staff('ines');
    const post = aPost(id, 'Một lần thôi.');
    const receipts = await Promise.all([1, 2, 3].map(() => ines.emitWithAck('command', post)));
    expect(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size).toBe(1);
    expect(house.newsroom.coverageById(id)?.head).toBe(4);
  });

  it.each([
    ['en', 'was not found'],
    ['vi', 'Không tìm thấy'],
  ])('that is refused says why in the language of the connection: %s', async (language, words) => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const ruth = house.staff('ruth', { auth: { token: 'ruth', language } });
    const answer = await ruth.emitWithAck(
      'command',
      aCommand(id, { kind: 'withdraw-entry', entryId: v7(), reason: 'Nhầm' }),
    );
    expect(answer).toMatchObject({ ok: false, code: 'not-found', message: expect.stringContaining(words) });
  });

  it('without an acknowledgement is not carried out: nobody would know', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const ines = house.staff('ines');
    (ines as unknown as { emit(name: string, command: unknown): void }).emit(
      'command',
      aPost(id, 'Lời bay.'),
    );
    await ines.emitWithAck('command', aPost(id, 'Lời ở lại.'));
    expect(house.newsroom.coverageById(id)?.entries.size).toBe(1);
  });

  it('[L7] on a coverage that is not one’s own is refused, and so is following it', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const otto = house.staff('otto');
    expect(await otto.emitWithAck('command', aPost(id, 'Tôi không thuộc nhóm này.'))).toMatchObject({
      code: 'not-allowed',
    });
    expect(await otto.emitWithAck('follow', aFollow(house, id, 0))).toMatchObject({ code: 'not-allowed' });
    expect(house.newsroom.coverageById(id)?.head).toBe(3);
  });
});

describe('signing in', () => {
  it('is by the cookie of a page of ours, or by a token of a program', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage('draft');
    const extraHeaders = { cookie: `other=1; ${COOKIE}=ruth` };
    const page = house.staff('', { auth: {}, extraHeaders: { ...extraHeaders, origin: house.url } });
    expect(await page.emitWithAck('follow', aFollow(house, id, 0))).toMatchObject({ kind: 'behind' });
    const program = house.staff('ruth');
    expect(await program.emitWithAck('follow', aFollow(house, id, 0))).toMatchObject({ kind: 'behind' });
  });

  it('[L8] does not take a cookie without an Origin, nor a token nobody holds', async () => {
    const house = await aLiveHouse();
    const lent = house.staff('', { auth: {}, extraHeaders: { cookie: `${COOKIE}=ruth` } });
    expect((await failure(lent)).message).toBe('not-signed-in');
    expect((await failure(house.staff('stolen'))).message).toBe('not-signed-in');
  });

  it('[L7] taken back closes the socket at once and nothing more is accepted', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const ines = house.staff('ines');
    await ines.emitWithAck('follow', aFollow(house, id, 3));
    const [revoked, changes, closed] = [ear(ines, 'revoked'), ear(ines, 'changes'), gone(ines)];
    house.revoke('ines');
    ines.emit('command', aPost(id, 'Tôi đã bị thu hồi quyền.'), () => {});
    await revoked.until(1);
    await closed;
    await house.newsroom.submit(aPost(id, 'Chỉ người khác thấy.'), TOMASZ);
    expect(house.newsroom.coverageById(id)?.entries.size).toBe(1);
    expect(changes.heard).toEqual([]);
  });

  it('[L7] that no longer holds is found out at the next message, and at the next change', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const [ines, tomasz] = [house.staff('ines'), house.staff('tomasz')];
    await ines.emitWithAck('follow', aFollow(house, id, 3));
    await tomasz.emitWithAck('follow', aFollow(house, id, 3));
    const changes = ear(tomasz, 'changes');
    const closed = [gone(ines), gone(tomasz)];
    house.forget('ines');
    ines.emit('command', aPost(id, 'Không còn quyền.'), () => {});
    await closed[0];
    house.forget('tomasz');
    await house.newsroom.submit(aPost(id, 'Tin mới.'), RUTH);
    await closed[1];
    expect(changes.heard).toEqual([]);
    expect(house.newsroom.coverageById(id)?.entries.size).toBe(1);
  });

  it('[L7] into another team: the records of the old one stop', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const tomasz = house.staff('tomasz');
    await tomasz.emitWithAck('follow', aFollow(house, id, 3));
    const [changes, closed] = [ear(tomasz, 'changes'), gone(tomasz)];
    house.expel('tomasz');
    await house.newsroom.submit(aPost(id, 'Tin mới.'), RUTH);
    await closed;
    expect(changes.heard).toEqual([]);
  });
});

describe('presence', () => {
  it('names who is at work and what they write in, and forgets when they leave', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const itemId = [...(house.newsroom.coverageById(id)?.agenda.keys() ?? [])][0] ?? '';
    const [ruth, ines] = [house.staff('ruth'), house.staff('ines')];
    const presence = ear(ruth, 'presence');
    const now = async (count: number) => ((await presence.until(count)) as [string, Presence[]])[1];
    await ruth.emitWithAck('follow', aFollow(house, id, 3));
    expect(await now(1)).toEqual([{ staffId: RUTH.id, name: 'Ruth', writing: [] }]);
    await ines.emitWithAck('follow', aFollow(house, id, 3));
    expect(await now(2)).toHaveLength(2);
    ines.emit('writing', id, [{ itemId }]);
    expect(await now(3)).toContainEqual({ staffId: INES.id, name: 'Ines', writing: [{ itemId }] });
    ines.emit('writing', id, [{ entryId: 'some-entry' }]);
    expect(await now(4)).toContainEqual({
      staffId: INES.id,
      name: 'Ines',
      writing: [{ entryId: 'some-entry' }],
    });
    ines.disconnect();
    expect(await now(5)).toEqual([{ staffId: RUTH.id, name: 'Ruth', writing: [] }]);
  });

  it('[C53] is gone within 60 s of the last word of a desk that died without one', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const [ruth, ines] = [house.staff('ruth'), house.staff('ines')];
    const presence = ear(ruth, 'presence');
    await ruth.emitWithAck('follow', aFollow(house, id, 3));
    await ines.emitWithAck('follow', aFollow(house, id, 3));
    ines.emit('writing', id, [{ entryId: 'some-entry' }]);
    const [, before] = (await presence.until(3)) as [string, Presence[]];
    expect(before.map(({ writing }) => writing.length)).toEqual([0, 1]);
    // The socket stays as it is: nobody hung up.
    house.clock.now += 59_000;
    const [, after] = (await presence.until(4)) as [string, Presence[]];
    expect(after.map(({ name, writing }) => [name, writing])).toEqual([
      ['Ruth', []],
      ['Ines', []],
    ]);
    expect(ines.connected).toBe(true);
  });

  it('is no use of a sign-in: a desk that says by itself what is open on it idles out', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const [ruth, ines] = [house.staff('ruth'), house.staff('ines')];
    const presence = ear(ruth, 'presence');
    await ruth.emitWithAck('follow', aFollow(house, id, 3));
    await ines.emitWithAck('follow', aFollow(house, id, 3));
    const before = house.uses();
    ines.emit('writing', id, [{ entryId: 'some-entry' }]);
    await presence.until(3);
    expect(house.uses()).toBe(before);
  });

  it('[L7] hears nothing more of somebody who was taken off the coverage', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const [ruth, tomasz] = [house.staff('ruth'), house.staff('tomasz')];
    const presence = ear(ruth, 'presence');
    await ruth.emitWithAck('follow', aFollow(house, id, 3));
    await tomasz.emitWithAck('follow', aFollow(house, id, 3));
    house.expel('tomasz');
    tomasz.emit('writing', id, [{ entryId: 'some-entry' }]);
    // Answered after what was said before it.
    await tomasz.emitWithAck('command', {});
    ruth.emit('writing', id, [{ itemId: null }]);
    const [, present] = (await presence.until(3)) as [string, Presence[]];
    expect(present.map(({ name, writing }) => [name, writing.length])).toEqual([
      ['Ruth', 1],
      ['Tomasz', 0],
    ]);
  });

  it('is not for those who do not follow the coverage', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const [ruth, otto] = [house.staff('ruth'), house.staff('otto')];
    await ruth.emitWithAck('follow', aFollow(house, id, 3));
    const presence = ear(ruth, 'presence');
    otto.emit('writing', id, [{ itemId: null }]);
    await otto.emitWithAck('follow', aFollow(house, id, 3));
    ruth.emit('writing', id, [{ itemId: null }]);
    await presence.until(1);
    expect(JSON.stringify(presence.heard)).not.toContain('Otto');
  });
});
