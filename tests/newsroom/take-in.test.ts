import { expect, it } from 'vitest';
import type { Directory, Documents } from '#domain/ports.ts';
import { createIntake } from '#server/intake/take-in.ts';
import { createNewsroom } from '#server/newsroom/newsroom.ts';
import { createMemoryLogStore } from '#server/storage/memory-log-store.ts';
import { at } from '../cast/a-coverage.ts';
import { INES, RUTH } from '../cast/cast.ts';
import { LONG, page } from '../import/a-page.ts';

/** An intake beside a shelf of archives. @param archived slug → id of the coverage that was archived there */
async function anIntake(archived: ReadonlyMap<string, string>) {
  const slugOwner = (slug: string) => archived.get(slug);
  const newsroom = await createNewsroom({
    store: createMemoryLogStore({ newEpoch: () => 'epoch-1' }),
    now: () => at('12h00'),
    slugOwner,
    hasImage: () => false,
    onBroken: () => undefined,
    report: () => undefined,
  });
  const keep = async () => undefined;
  const none = () => [];
  const directory: Directory = {
    speakers: none,
    venues: none,
    series: none,
    conferences: none,
    keepSpeaker: keep,
    addSpeaker: async (decide) => decide([]),
    keepVenue: keep,
    keepSeries: keep,
    keepConference: keep,
  };
  const documents: Documents = { list: none, find: () => undefined, keep: async () => ({ ok: true }) };
  return createIntake({ newsroom, documents, directory, slugOwner, now: () => at('12h00') });
}

const PAGE = page('8h00: Khai mạc hội nghị', LONG, '9h00: Báo cáo', LONG);

it('gives a page another address than that of an archive, and the archive’s own page its own', async () => {
  const first = await (await anIntake(new Map())).takeIn(PAGE, { actor: RUTH });
  if (!first.ok) throw new Error(JSON.stringify(first));
  const beside = await anIntake(new Map([[first.slug, 'another coverage']]));
  expect(await beside.takeIn(PAGE, { actor: RUTH })).toMatchObject({ ok: true, slug: `${first.slug}-2` });
  const itsOwn = await anIntake(new Map([[first.slug, first.id]]));
  expect(await itsOwn.takeIn(PAGE, { actor: RUTH })).toMatchObject({ ok: true, slug: first.slug });
});

it.each([
  ['a reporter', INES],
  ['an editor of some coverages only', { ...RUTH, coverages: ['one'] }],
])('takes nothing from %s', async (_, actor) => {
  expect(await (await anIntake(new Map())).takeIn(PAGE, { actor })).toMatchObject({ code: 'not-allowed' });
});
