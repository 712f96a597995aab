import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import type { Command, CommandBody } from '#domain/command.ts';
import type { Entry } from '#domain/entry.ts';
import { CLOCK_ID } from '#domain/staff.ts';
import { createNewsroom } from '#server/newsroom/newsroom.ts';
import { publishOnTime } from '#server/newsroom/publish-on-time.ts';
import { createMemoryLogStore } from '#server/storage/memory-log-store.ts';
import { aCommand, anAbout, aPost, aText, at } from '../cast/a-coverage.ts';
import { ADA, INES, RUTH } from '../cast/cast.ts';

/** A newsroom whose clock says what the test says, and the clock that publishes. */
async function aClockedNewsroom() {
  const clock = { hour: '9h00' };
  const now = (): string => at(clock.hour);
  const faults: unknown[] = [];
  const report = (fault: unknown): void => void faults.push(fault);
  const newsroom = await createNewsroom({
    store: createMemoryLogStore({ newEpoch: () => 'epoch-1' }),
    now,
    slugOwner: () => undefined,
    hasImage: () => false,
    onBroken: () => expect.unreachable(),
    report,
  });
  const wind = () => publishOnTime({ newsroom, actor: { ...ADA, id: CLOCK_ID }, now, newId: v7, report });
  const ask = async (coverageId: string, body: CommandBody, actor = RUTH): Promise<void> =>
    void expect(await newsroom.submit(aCommand(coverageId, body), actor), body.kind).toMatchObject({
      ok: true,
    });
  const open = async (slug: string): Promise<string> => {
    const id = v7();
    await ask(id, { kind: 'create-coverage', about: anAbout({ slug }), agenda: [] });
    await ask(id, { kind: 'open-coverage' });
    return id;
  };
  const schedule = async (coverageId: string, hour: string, entryId = v7()): Promise<string> => {
    const more = { entryId, at: at(hour), begunAt: at('8h50'), publishAt: at(hour) };
    expect(await newsroom.submit(aPost(coverageId, `Công bố lúc ${hour}.`, more), INES)).toMatchObject({
      ok: true,
    });
    // Everybody else is told one turn after the answer.
    await new Promise(setImmediate);
    return entryId;
  };
  const entry = (coverageId: string, entryId: string): Entry =>
    newsroom.coverageById(coverageId)?.entries.get(entryId) as Entry;
  return { clock, newsroom, wind, ask, open, schedule, entry, faults };
}

describe('[14] [C55] the hour of publication', () => {
  it('publishes nothing before it, and then what waited, whoever is there', async () => {
    const { clock, wind, open, schedule, entry, faults } = await aClockedNewsroom();
    const onTime = wind();
    const id = await open('hoi-nghi');
    const entryId = await schedule(id, '9h30');
    clock.hour = '9h29';
    await onTime.tick();
    expect(entry(id, entryId).held).toBe(true);
    clock.hour = '9h30';
    await onTime.tick();
    expect(entry(id, entryId)).toMatchObject({ postedAt: at('9h30'), at: at('9h30') });
    expect(entry(id, entryId).held).toBeUndefined();
    await onTime.tick();
    expect(faults).toEqual([]);
    onTime.stop();
  });

  it('that came while nothing ran is made up for at the start', async () => {
    const { clock, wind, open, schedule, entry } = await aClockedNewsroom();
    const id = await open('hoi-nghi');
    const entryId = await schedule(id, '9h30');
    clock.hour = '10h00';
    const onTime = wind();
    await onTime.tick();
    expect(entry(id, entryId).held).toBeUndefined();
    onTime.stop();
  });

  it('does not take precedence over an editor who gives it back in the same moment', async () => {
    const { clock, newsroom, wind, open, schedule, entry } = await aClockedNewsroom();
    const onTime = wind();
    const id = await open('hoi-nghi');
    const entryId = await schedule(id, '9h30');
    clock.hour = '9h30';
    const back: Command = aCommand(id, { kind: 'return-entry', entryId, base: 1, reason: 'Chưa được.' });
    const [said] = await Promise.all([newsroom.submit(back, RUTH), onTime.tick()]);
    expect(said).toMatchObject({ ok: true });
    expect(entry(id, entryId)).toMatchObject({ held: true, returned: { reason: 'Chưa được.' } });
    onTime.stop();
  });

  it('publishes the words that stand there when it comes, not those it was told of before', async () => {
    const { clock, ask, wind, open, schedule, entry } = await aClockedNewsroom();
    const onTime = wind();
    const id = await open('hoi-nghi');
    const entryId = await schedule(id, '9h30');
    clock.hour = '9h30';
    const mended = ask(id, { kind: 'revise-entry', entryId, base: 1, content: aText('Đã sửa.') }, INES);
    await Promise.all([mended, onTime.tick()]);
    await onTime.tick();
    expect(entry(id, entryId)).toMatchObject({ revision: 2, content: aText('Đã sửa.') });
    expect(entry(id, entryId).held).toBeUndefined();
    onTime.stop();
  });

  it('publishes nothing while entries wait for an editor, or the coverage is closed', async () => {
    const { clock, ask, newsroom, wind, open, schedule, entry } = await aClockedNewsroom();
    const onTime = wind();
    const [reviewed, closed] = [await open('cho-duyet'), await open('da-be-mac')];
    const ids = [await schedule(reviewed, '9h30'), await schedule(closed, '9h30')] as const;
    const about = newsroom.coverageById(reviewed)?.about ?? anAbout();
    await ask(reviewed, { kind: 'revise-coverage', about: { ...about, review: true } });
    await ask(closed, { kind: 'close-coverage' });
    clock.hour = '9h31';
    await onTime.tick();
    expect([entry(reviewed, ids[0]).held, entry(closed, ids[1]).held]).toEqual([true, true]);
    await ask(closed, { kind: 'reopen-coverage', reason: 'Còn một tin.' });
    await onTime.tick();
    expect(entry(closed, ids[1]).held).toBeUndefined();
    onTime.stop();
  });

  it('comes for both of two entries of one id in two coverages', async () => {
    const { clock, wind, open, schedule, entry } = await aClockedNewsroom();
    const onTime = wind();
    const [one, other] = [await open('hoi-nghi'), await open('hoi-nghi-khac')];
    const entryId = await schedule(one, '9h30');
    await schedule(other, '9h40', entryId);
    clock.hour = '9h45';
    await onTime.tick();
    expect([entry(one, entryId).held, entry(other, entryId).held]).toEqual([undefined, undefined]);
    onTime.stop();
  });

  it('never stands under an hour that has not come: published before it by an editor, it happened now', async () => {
    const { ask, open, schedule, entry } = await aClockedNewsroom();
    const id = await open('hoi-nghi');
    const entryId = await schedule(id, '15h00');
    await ask(id, { kind: 'release-entry', entryId, base: 1 });
    expect(entry(id, entryId)).toMatchObject({ at: at('9h00'), seq: 4 });
  });
});
