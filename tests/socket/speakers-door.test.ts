import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Directory } from '#domain/ports.ts';
import type { Speaker } from '#domain/speaker.ts';
import type { StaffMember } from '#domain/staff.ts';
import { openDirectory } from '#server/directory/directory.ts';
import { openDurableJson } from '#server/durable/json-file.ts';
import { DAY } from '../cast/a-coverage.ts';
import { INES, STRANGER } from '../cast/cast.ts';
import type { LiveHouse } from './a-live-house.ts';
import { aLiveHouse } from './a-live-house.ts';
import { askDoor } from './site-doors.ts';

const ines: StaffMember = { ...INES, login: 'ines' };

interface Desk {
  readonly directory: Directory;
  readonly coverageId: string;
  post(body: unknown, staff?: StaffMember | null, path?: string): Promise<Response>;
  /** What comes back for a person who is taken. */
  add(
    person: Partial<Record<'id' | 'name' | 'honorific' | 'title' | 'shortTitle', string>>,
  ): Promise<Speaker>;
  /** The directory as it is after a restart. */
  kept(): Promise<Speaker[]>;
}

async function aDesk(): Promise<Desk> {
  const folder = await mkdtemp(join(tmpdir(), 'plenary-directory-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const open = () => openDirectory({ openJson: openDurableJson, folder });
  const directory = await open();
  const house: LiveHouse = await aLiveHouse();
  const coverageId = await house.aCoverage();
  const post: Desk['post'] = (body, staff = ines, path = '/api/v1/speakers') =>
    askDoor(
      new Request(`http://x${path}`, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
      {
        newsroom: house.newsroom,
        directory,
        staff,
        language: path.startsWith('/en') ? 'en' : 'vi',
      } as unknown as App.Locals,
    );
  return {
    directory,
    coverageId,
    post,
    async add(person) {
      const answer = await post({ id: v7(), coverageId, ...person });
      const said = (await answer.json()) as { ok: boolean; speaker: Speaker };
      expect([answer.status, said.ok]).toEqual([200, true]);
      return said.speaker;
    },
    kept: async () => (await open()).speakers(),
  };
}

describe('POST /api/v1/speakers', () => {
  it('keeps a person with the title from the coverage’s day on, durable before it answers', async () => {
    const { add, kept, directory } = await aDesk();
    const id = v7();
    const speaker = await add({
      id,
      name: '  Lò Thị  Mây ',
      honorific: 'Bà',
      title: 'Ủy viên Ủy ban, Trưởng bản Lau',
      shortTitle: 'Trưởng bản Lau',
    });
    expect(speaker).toEqual({
      id,
      slug: 'lo-thi-may',
      name: 'Lò Thị Mây',
      honorific: 'Bà',
      titles: [{ long: 'Ủy viên Ủy ban, Trưởng bản Lau', short: 'Trưởng bản Lau', from: DAY }],
      aliases: [],
    });
    expect(directory.speakers()).toEqual([speaker]);
    expect(await kept()).toEqual([speaker]);
  });

  it('makes one record of the same request again, and of two desks that add one person at once', async () => {
    const { add, kept } = await aDesk();
    const person = { id: v7(), name: 'Lò Thị Mây', title: 'Trưởng bản Lau' };
    const [first, ...others] = await Promise.all([add(person), add(person), add({ ...person, id: v7() })]);
    expect(others).toEqual([first, first]);
    expect(await kept()).toEqual([first]);
  });

  it('gives a person who is known a new title and takes none away', async () => {
    const { add, kept, directory } = await aDesk();
    const old = { long: 'Phó bản Lau', short: 'Phó bản Lau', from: '2020-01-01' };
    await directory.keepSpeaker({
      id: 'may',
      slug: 'lo-thi-may',
      name: 'Lò Thị Mây',
      titles: [old],
      aliases: [],
    });
    const speaker = await add({ name: 'Lò Thị Mây', title: 'Trưởng bản Lau' });
    expect(speaker.id).toBe('may');
    expect(speaker.titles).toEqual([{ long: 'Trưởng bản Lau', short: 'Trưởng bản Lau', from: DAY }, old]);
    expect(await add({ name: 'Lò Thị Mây' })).toEqual(speaker);
    expect(await kept()).toEqual([speaker]);
  });

  it('takes the same letters with other accents for somebody else', async () => {
    const { add } = await aDesk();
    const slugs = [(await add({ name: 'Vân Đình Hòa' })).slug, (await add({ name: 'Văn Đình Hoa' })).slug];
    expect(slugs).toEqual(['van-dinh-hoa', 'van-dinh-hoa-2']);
  });

  it.each([
    ['nobody', 401, 'not-signed-in', {}, null],
    ['one of another coverage', 403, 'not-allowed', {}, { ...STRANGER, login: 'otto' }],
    ['a coverage that is not there', 404, 'not-found', { coverageId: v7() }, ines],
    ['no name', 422, 'invalid', { name: ' ' }, ines],
    ['a name that is no text', 422, 'invalid', { name: 7 }, ines],
    ['an id of another kind', 422, 'invalid', { id: 'may' }, ines],
    ['a field nobody knows', 422, 'invalid', { slug: 'x' }, ines],
    ['HTML', 422, 'markup', { title: '<b>Trưởng bản</b>' }, ines],
    ['a name without end', 413, 'too-long', { name: 'x'.repeat(121) }, ines],
    ['a body without end', 413, 'too-long', { title: 'x'.repeat(9_000) }, ines],
  ] as const)('refuses %s with %i %s, in words, and keeps nothing', async (_, status, code, more, staff) => {
    const { post, coverageId, kept } = await aDesk();
    const answer = await post({ id: v7(), coverageId, name: 'Lò Thị Mây', ...more }, staff);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ ok: false, code, message: expect.any(String) });
    expect(await kept()).toEqual([]);
  });

  it.each(['{"id":', '[]', 'null', '"Lò Thị Mây"'])('refuses %s', async (body) => {
    const { post } = await aDesk();
    expect((await post(body)).status).toBe(422);
  });

  it('speaks the language of its address', async () => {
    const { post } = await aDesk();
    const said = await (await post({}, null, '/en/api/v1/speakers')).json();
    expect(said).toMatchObject({ message: expect.stringContaining('Sign in') });
  });
});
