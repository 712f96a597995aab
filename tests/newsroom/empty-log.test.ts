import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import { createNewsroom } from '#server/newsroom/newsroom.ts';
import { createMemoryLogStore } from '#server/storage/memory-log-store.ts';
import { aCommand, anAbout, at } from '../cast/a-coverage.ts';
import { RUTH } from '../cast/cast.ts';

test('[I1] killed between beginning a log and its first change, a coverage can still be created by the next run', async () => {
  const coverageId = v7();
  const store = createMemoryLogStore({ newEpoch: () => 'epoch-1' });
  await store.open(coverageId);
  await store.close();
  const newsroom = await createNewsroom({
    store,
    now: () => at('7h00'),
    slugOwner: () => undefined,
    hasImage: () => false,
    onBroken: () => undefined,
    report: (fault) => expect.unreachable(String(fault)),
  });
  expect(newsroom.summaries()).toEqual([]);
  const command = aCommand(coverageId, { kind: 'create-coverage', about: anAbout(), agenda: [] });
  const receipt = await newsroom.submit(command, RUTH);
  expect(receipt).toMatchObject({ ok: true, seq: 1 });
  expect(await newsroom.submit(command, RUTH)).toEqual(receipt);
});
