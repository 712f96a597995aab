import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import type { CommandBody } from '#domain/command.ts';
import { followShownImages } from '#server/media/shown-images.ts';
import { createNewsroom } from '#server/newsroom/newsroom.ts';
import { createMemoryLogStore } from '#server/storage/memory-log-store.ts';
import { aCommand, anAbout, anItem, aPost } from '../cast/a-coverage.ts';
import { INES, RUTH } from '../cast/cast.ts';

const IMAGE = { id: 'd4'.repeat(32), width: 640, height: 480, widths: [320, 640] };

async function aNewsroom() {
  const newsroom = await createNewsroom({
    store: createMemoryLogStore({ newEpoch: () => 'epoch-1' }),
    now: () => '2026-03-12T01:20:00.000Z',
    slugOwner: () => undefined,
    hasImage: () => true,
    onBroken: () => undefined,
    report: (fault) => expect.unreachable(String(fault)),
  });
  const act = async (coverageId: string, body: CommandBody) =>
    expect(await newsroom.submit(aCommand(coverageId, body), RUTH)).toMatchObject({ ok: true });
  const begin = async (slug: string): Promise<string> => {
    const id = v7();
    await act(id, {
      kind: 'create-coverage',
      about: anAbout({ slug }),
      agenda: [anItem('8h00', 'Khai mạc')],
    });
    return id;
  };
  const post = async (coverageId: string, entryId = v7()): Promise<string> => {
    const command = { ...aPost(coverageId, 'Bà con gặt lúa.'), entryId };
    const figure = { type: 'figure', id: v7(), kind: 'scene', caption: 'Gặt lúa', image: IMAGE } as const;
    const { content } = command;
    const answer = await newsroom.submit(
      {
        ...command,
        content: {
          ...content,
          blocks: [...content.blocks, { ...figure, credit: 'Hải Miên', alt: 'Ruộng lúa' }],
        },
      },
      INES,
    );
    expect(answer).toMatchObject({ ok: true });
    return command.entryId;
  };
  return { newsroom, act, begin, post };
}

test('[7] a picture is shown while an entry that readers can read has it, and not a moment longer', async () => {
  const { newsroom, act, begin, post } = await aNewsroom();
  const shown = followShownImages(newsroom);
  const told = async () => {
    await newsroom.idle();
    return shown.has(IMAGE.id);
  };
  const one = await begin('mot');
  expect(await told()).toBe(false);
  await act(one, { kind: 'open-coverage' });
  const first = await post(one);
  expect(await told()).toBe(true);

  const two = await begin('hai');
  await act(two, { kind: 'open-coverage' });
  const second = await post(two);
  await act(one, { kind: 'withdraw-entry', entryId: first, reason: 'Nhầm người trong ảnh' });
  expect(await told()).toBe(true);
  await act(two, { kind: 'withdraw-entry', entryId: second, reason: 'Nhầm người trong ảnh' });
  expect(await told()).toBe(false);
});

test('[7] who starts to look later sees the same', async () => {
  const { newsroom, act, begin, post } = await aNewsroom();
  const one = await begin('mot');
  await act(one, { kind: 'open-coverage' });
  const entryId = await post(one);
  expect(followShownImages(newsroom).has(IMAGE.id)).toBe(true);
  await act(one, { kind: 'withdraw-entry', entryId, reason: 'Nhầm người trong ảnh' });
  await newsroom.idle();
  expect(followShownImages(newsroom).has(IMAGE.id)).toBe(false);
});

test('[P6] an entry of another coverage that took the same id hides no picture, and shows none', async () => {
  const { newsroom, act, begin, post } = await aNewsroom();
  const shown = followShownImages(newsroom);
  const one = await begin('mot');
  await act(one, { kind: 'open-coverage' });
  const entryId = await post(one);
  const two = await begin('hai');
  await act(two, { kind: 'open-coverage' });
  await act(two, aPost(two, 'Tin không có ảnh.', { entryId }));
  await newsroom.idle();
  expect([shown.has(IMAGE.id), followShownImages(newsroom).has(IMAGE.id)]).toEqual([true, true]);
  await act(two, { kind: 'withdraw-entry', entryId, reason: 'Nhầm' });
  await newsroom.idle();
  expect(shown.has(IMAGE.id)).toBe(true);
  await act(one, { kind: 'withdraw-entry', entryId, reason: 'Nhầm' });
  await newsroom.idle();
  expect(shown.has(IMAGE.id)).toBe(false);
});
