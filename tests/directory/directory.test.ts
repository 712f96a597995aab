import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Speaker } from '#domain/speaker.ts';
import { openDirectory } from '#server/directory/directory.ts';
import { openDurableJson } from '#server/durable/json-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plenary-directory-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = () => openDirectory({ openJson: openDurableJson, folder });

const LAN: Speaker = {
  id: 'speaker-lan',
  slug: 'tran-thi-lan',
  name: 'Trần Thị Lan',
  titles: [{ long: 'Giám đốc Sở Thủy lợi tỉnh Lâm Sơn', short: 'Giám đốc Sở Thủy lợi' }],
  aliases: [],
};

test('a record that was kept is there after a restart', async () => {
  const directory = await open();
  await directory.keepSpeaker(LAN);
  await directory.keepVenue({ id: 'venue-1', slug: 'hoi-truong-lon', name: 'Hội trường lớn', kind: 'main' });
  await directory.keepSeries({ id: 'series-1', slug: 'hoi-nghi-lam-son', name: 'Hội nghị tỉnh Lâm Sơn' });
  await directory.keepConference({
    id: 'conference-1',
    slug: 'hoi-nghi-lan-thu-3',
    title: 'Hội nghị lần thứ 3',
    date: { printed: '12 - 3', iso: '2026-03-12', yearInferred: true },
    venueIds: ['venue-1'],
  });
  const again = await open();
  expect(again.speakers()).toEqual([LAN]);
  expect(again.venues()).toEqual(directory.venues());
  expect(again.series()).toEqual(directory.series());
  expect(again.conferences()).toEqual(directory.conferences());
  expect(again.conferences()[0]?.date.iso).toBe('2026-03-12');
});

test('a record with the same id replaces the older one, in its place', async () => {
  const directory = await open();
  await directory.keepSpeaker(LAN);
  await directory.keepSpeaker({ ...LAN, id: 'speaker-minh', slug: 'minh', name: 'Lê Văn Minh' });
  await directory.keepSpeaker({ ...LAN, honorific: 'Bà' });
  expect(directory.speakers().map(({ id, honorific }) => [id, honorific])).toEqual([
    ['speaker-lan', 'Bà'],
    ['speaker-minh', undefined],
  ]);
});

test('records kept at the same moment are all there', async () => {
  const directory = await open();
  await Promise.all(
    Array.from({ length: 20 }, (_, n) => directory.keepSpeaker({ ...LAN, id: `speaker-${n}` })),
  );
  expect((await open()).speakers()).toHaveLength(20);
});

test('a list that was handed out is the asker’s own', async () => {
  const directory = await open();
  await directory.keepSpeaker(LAN);
  directory.speakers().pop();
  expect(directory.speakers()).toEqual([LAN]);
});
