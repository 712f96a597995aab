import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import { publicCoverage } from '#domain/public-view.ts';
import { createNewsroom } from '#server/newsroom/newsroom.ts';
import { aCommand, anAbout, anItem, aPost, at } from '../cast/a-coverage.ts';
import { INES, RUTH } from '../cast/cast.ts';
import { aQuickStore } from '../storage/a-file-store.ts';
import { temporaryFolder } from '../storage/temporary-folder.ts';

/** A newsroom whose clock says what the test says. */
async function aNewsroomAt(folder: string, clock: { hour: string }) {
  const { store, reports } = aQuickStore(folder);
  const newsroom = await createNewsroom({
    store,
    now: () => at(clock.hour),
    slugOwner: () => undefined,
    hasImage: () => false,
    onBroken: () => expect.unreachable(),
    report: (fault) => reports.push(fault),
  });
  const stop = async (): Promise<void> => {
    await newsroom.idle();
    await store.close();
  };
  return { newsroom, reports, stop };
}

test('[2] [8] [I4] [I6] a clock that is set back an hour, while the server runs and over a restart, changes no number, no order and no receipt', async () => {
  const folder = temporaryFolder();
  const clock = { hour: '10h00' };
  const id = v7();
  const item = anItem('8h00', 'Khai mạc');
  const first = await aNewsroomAt(folder, clock);
  for (const body of [
    { kind: 'create-coverage', about: anAbout(), agenda: [item] },
    { kind: 'open-coverage' },
  ] as const)
    expect(await first.newsroom.submit(aCommand(id, body), RUTH)).toMatchObject({ ok: true });
  const post = (text: string, hour: string) =>
    aPost(id, text, { itemId: item.id, at: at(hour), begunAt: at(hour) });
  const before = post('Trước khi chỉnh giờ', '9h30');
  const receipt = await first.newsroom.submit(before, INES);
  expect(receipt).toMatchObject({ ok: true, seq: 4 });

  clock.hour = '9h00';
  // Up to five minutes behind the clock's own hour are taken for two clocks that differ.
  const atOnce = post('Ngay sau đó', '9h05');
  expect(await first.newsroom.submit(atOnce, INES)).toMatchObject({ ok: true, seq: 5 });
  expect(await first.newsroom.submit(before, INES)).toEqual(receipt);
  await first.stop();

  const again = await aNewsroomAt(folder, clock);
  expect(await again.newsroom.submit(before, INES)).toEqual(receipt);
  const late = post('Sau khi khởi động lại', '8h50');
  expect(await again.newsroom.submit(late, INES)).toMatchObject({ ok: true, seq: 6 });
  const note = 'Sửa giờ.';
  const content = post('Đã sửa sau khi chỉnh giờ', '9h30').content;
  const correction = { kind: 'correct-entry', entryId: before.entryId, base: 1, content, note } as const;
  expect(await again.newsroom.submit(aCommand(id, correction), INES)).toMatchObject({ ok: true, seq: 7 });

  const records = await again.newsroom.changes(id, 0, 10);
  expect(records.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  // What stands there is what the clock said: nothing is made up, nothing is mended afterwards.
  expect(records.map((record) => record.at)).toEqual(
    ['10h00', '10h00', '10h00', '10h00', '9h00', '9h00', '9h00'].map((hour) => at(hour)),
  );
  const coverage = again.newsroom.coverageById(id);
  if (!coverage) throw new Error('the coverage is gone');
  const { entries } = publicCoverage(coverage, (iso) => iso);
  const byHour = [...entries.values()].toSorted((a, b) => (a.at < b.at ? -1 : 1));
  expect(byHour.map((entry) => entry.id)).toEqual([late, atOnce, before].map(({ entryId }) => entryId));
  expect(again.reports).toEqual([]);
  await again.stop();
});

test('[8] an hour is held against the latest that the coverage knows: a clock that was set back refuses no right one', async () => {
  const clock = { hour: '10h00' };
  const id = v7();
  const { newsroom, stop } = await aNewsroomAt(temporaryFolder(), clock);
  for (const body of [
    { kind: 'create-coverage', about: anAbout(), agenda: [] },
    { kind: 'open-coverage' },
  ] as const)
    expect(await newsroom.submit(aCommand(id, body), RUTH)).toMatchObject({ ok: true });
  clock.hour = '9h00';
  const right = aPost(id, 'Đúng giờ, nhưng máy chủ chậm', { at: at('10h01'), begunAt: at('10h01') });
  expect(await newsroom.submit(right, INES)).toMatchObject({ ok: true, seq: 3 });
  const ahead = aPost(id, 'Giờ gõ nhầm', { at: at('10h15'), begunAt: at('10h01') });
  expect(await newsroom.submit(ahead, INES)).toMatchObject({
    code: 'invalid',
    field: 'at',
    detail: at('9h00'),
  });
  clock.hour = '10h12';
  const { id: _, ...again } = ahead;
  expect(await newsroom.submit({ id: v7(), ...again }, INES)).toMatchObject({ ok: true, seq: 4 });
  await stop();
});
