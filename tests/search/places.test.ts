import { expect, it } from 'vitest';
import { aText } from '../cast/a-coverage.ts';
import { aSearchedNewsroom } from './a-searched-newsroom.ts';

const photo = (venue: string, id: string) => ({
  kind: 'photo' as const,
  blocks: [{ type: 'figure' as const, id, kind: 'venue' as const, caption: `Điểm cầu ${venue}.`, venue }],
});

it('a venue has its entries and its photos out of all coverages, the newest coverage first, each from its beginning', async () => {
  const { cover, atVenue } = await aSearchedNewsroom();
  const old = await cover({ slug: 'cu', date: { iso: '2025-03-12' } });
  const now = await cover({ slug: 'nay' });
  const first = await old.post(aText('Ý kiến từ bản.', { venue: 'BẢN MÂY' }));
  const late = await now.post(aText('Ý kiến sau.', { venue: 'Bản Mây' }), '9h30');
  const early = await now.post(photo('Bản Mây', '0195a000-0000-7000-8000-0000000000f1'), '9h00');
  await now.post(aText('Nơi khác.', { venue: 'Nà Lương' }));
  const gathered = await atVenue('ban-may');
  expect(gathered?.entries.map(({ entry }) => entry.id)).toEqual([early, late, first]);
  expect(gathered?.entries.map(({ entry }) => entry.hour)).toEqual(['9h00', '9h30', '8h20']);
  expect(gathered).toMatchObject({ total: 3, name: 'Bản Mây' });
  expect((await atVenue('ban-may', 1, 1))?.entries.map(({ entry }) => entry.id)).toEqual([late]);
  expect(await atVenue('khong-co')).toBeNull();
});

it('a person has what they said and the photos of them, until it is withdrawn or turns out to be somebody else', async () => {
  const { cover, ask, bySpeaker } = await aSearchedNewsroom();
  const { coverageId, post } = await cover();
  const said = await post(aText('Đề nghị.', { kind: 'statement', speaker: { name: 'Lò Đình Thảo' } }));
  const wrong = await post(aText('Đồng ý.', { kind: 'statement', speaker: { name: 'Lò Đình Thảo' } }));
  await post(aText('Lò Đình Thảo được nhắc tới.'));
  const ids = async (slug: string) => (await bySpeaker(slug))?.entries.map(({ entry }) => entry.id) ?? null;
  expect(await ids('lo-dinh-thao')).toEqual([said, wrong]);
  await ask(coverageId, {
    kind: 'correct-entry',
    entryId: wrong,
    base: 1,
    content: aText('Đồng ý.', { kind: 'statement', speaker: { name: 'Hà Thu Mây' } }),
    note: 'Nhầm tên',
  });
  expect(await ids('lo-dinh-thao')).toEqual([said]);
  expect(await ids('ha-thu-may')).toEqual([wrong]);
  await ask(coverageId, { kind: 'withdraw-entry', entryId: said, reason: 'Nhầm' });
  expect(await ids('lo-dinh-thao')).toBeNull();
});
