import { describe, expect, it } from 'vitest';
import { CATCH_UP_LIMIT } from '#domain/cursor.ts';
import { LIMITS } from '#domain/limits.ts';
import type { StaffMember } from '#domain/staff.ts';
import { aCommand, anAbout, aPost } from '../cast/a-coverage.ts';
import { INES, RUTH } from '../cast/cast.ts';
import type { LiveHouse } from './a-live-house.ts';
import { aLiveHouse } from './a-live-house.ts';
import { askDoor } from './site-doors.ts';

const ines: StaffMember = { ...INES, login: 'ines' };
const localsOf = ({ newsroom }: LiveHouse, staff: StaffMember | null, language = 'en') =>
  ({ newsroom, staff, language }) as unknown as App.Locals;

const post = (house: LiveHouse, body: unknown, staff: StaffMember | null = ines, language = 'en') =>
  askDoor(
    new Request('http://x/api/v1/commands', {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
    localsOf(house, staff, language),
  );
const get = (house: LiveHouse, path: string, headers: Record<string, string> = {}) =>
  askDoor(new Request(`http://x${path}`, { headers }), localsOf(house, null));
const epochOf = (house: LiveHouse, id: string) => house.newsroom.coverageById(id)?.epoch ?? '';

describe('POST /api/v1/commands', () => {
  it('[3] is the same act as over the socket: the same command gets the same receipt', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const command = aPost(id, 'Tin gửi hai đường.');
    const bySocket = await house.staff('ines').emitWithAck('command', command);
    const byHttp = await post(house, command);
    expect(byHttp.status).toBe(200);
    expect(await byHttp.json()).toEqual(bySocket);
    expect(house.newsroom.coverageById(id)?.head).toBe(4);
  });

  it.each([
    ['nobody', 401, 'not-signed-in', (id: string) => aPost(id, 'Tin.'), null],
    [
      'a reporter who pauses',
      403,
      'not-allowed',
      (id: string) => aCommand(id, { kind: 'pause-coverage' }),
      ines,
    ],
    ['a coverage that is not there', 404, 'not-found', () => aPost(RUTH.id, 'Tin.'), ines],
    [
      'an unknown command',
      422,
      'unknown-command',
      (id: string) => ({ ...aPost(id, 'Tin.'), kind: 'x' }),
      ines,
    ],
    ['no JSON', 422, 'invalid', () => '{"kind":', ines],
    ['bytes that are no text', 422, 'invalid', () => '\ud800', ines],
    ['HTML', 422, 'markup', (id: string) => aPost(id, 'Chào <b>bạn</b>'), ines],
    [
      'a character by its name',
      422,
      'markup',
      (id: string) => aPost(id, 'Nghiên cứu &amp; phát triển'),
      ines,
    ],
    ['10,000 nested levels', 422, 'invalid', () => '['.repeat(10_000) + ']'.repeat(10_000), ines],
    ['1 MB', 413, 'too-long', (id: string) => aPost(id, 'x'.repeat(1024 * 1024)), ines],
  ] as const)('refuses %s with %i %s, and nothing changes', async (_, status, code, make, staff) => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const command = make(id);
    const asked = code === 'not-found' ? { ...(command as object), coverageId: aPost(id, '').id } : command;
    const answer = await post(house, asked, staff);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({
      ok: false,
      code: expect.any(String),
      message: expect.any(String),
    });
    expect(house.newsroom.coverageById(id)?.head).toBe(3);
  });

  it('reads no further than a command may be long, whatever the client announces', async () => {
    const house = await aLiveHouse();
    let given = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        given += 16_384;
        controller.enqueue(new Uint8Array(16_384).fill(32));
      },
    });
    const request = new Request('http://x/api/v1/commands', {
      method: 'POST',
      body,
      duplex: 'half',
    } as RequestInit);
    const answer = await askDoor(request, localsOf(house, ines));
    expect(answer.status).toBe(413);
    expect(given).toBeLessThan(8 * LIMITS.commandBytes);
  });

  it('speaks the language of its address', async () => {
    const house = await aLiveHouse();
    const answer = await post(house, {}, null, 'vi');
    expect(await answer.json()).toMatchObject({ message: expect.stringContaining('đăng nhập') });
  });
});

describe('GET /api/v1/coverages', () => {
  it('[P4] lists what readers may know of, each with its cursor', async () => {
    const house = await aLiveHouse();
    const [open] = [await house.aCoverage(), await house.aCoverage('draft')];
    const answer = await get(house, '/api/v1/coverages');
    expect(await answer.json()).toEqual({
      coverages: [
        {
          id: open,
          slug: `hoi-nghi-${open}`,
          title: anAbout().title,
          status: 'live',
          cursor: { epoch: epochOf(house, open), seq: 3 },
        },
      ],
    });
  });
});

describe('GET /api/v1/coverages/<id>/changes', () => {
  const pathOf = (house: LiveHouse, id: string, after: unknown, more = '') =>
    `/api/v1/coverages/${id}/changes?epoch=${epochOf(house, id)}&after=${after}${more}`;

  it('[CU1–CU3] gives the range, in pages, as the socket would', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const seqs = async (after: number, more = '') => {
      const said = await (await get(house, pathOf(house, id, after, more))).json();
      return [said.kind, said.head.seq, ...(said.changes ?? []).map(({ seq }: { seq: number }) => seq)];
    };
    expect(await seqs(0)).toEqual(['behind', 3, 1, 2, 3]);
    expect(await seqs(0, '&limit=2')).toEqual(['behind', 3, 1, 2]);
    expect(await seqs(2, '&limit=2')).toEqual(['behind', 3, 3]);
    const fromTheBeginning = await get(house, `/api/v1/coverages/${id}/changes?after=0`);
    expect((await fromTheBeginning.json()).changes).toHaveLength(3);
    expect((await get(house, `/api/v1/coverages/${id}/changes?after=1`)).status).toBe(422);
    expect(await seqs(3)).toEqual(['caught-up', 3]);
    const ahead = await get(house, pathOf(house, id, 4));
    expect([ahead.status, await ahead.json()]).toEqual([409, { kind: 'restart', reason: 'ahead' }]);
    const other = await get(house, `/api/v1/coverages/${id}/changes?epoch=other&after=1`);
    expect([other.status, await other.json()]).toEqual([409, { kind: 'restart', reason: 'epoch' }]);
  });

  it('[P1] is never kept longer than a second, and its tag changes when words are taken back', async () => {
    const house = await aLiveHouse();
    const id = await house.aCoverage();
    const wrong = aPost(id, 'Câu này sẽ được rút lại.');
    await house.newsroom.submit(wrong, INES);
    const first = await get(house, pathOf(house, id, 0));
    expect(first.headers.get('cache-control')).toBe('public, max-age=0, s-maxage=1');
    const tag = first.headers.get('etag') ?? '';
    expect((await get(house, pathOf(house, id, 0), { 'if-none-match': tag })).status).toBe(304);
    await house.ask(id, { kind: 'withdraw-entry', entryId: wrong.entryId, reason: 'Sai người' });
    const second = await get(house, pathOf(house, id, 0), { 'if-none-match': tag });
    expect(second.status).toBe(200);
    expect(await second.text()).not.toMatch(/rút lại|Sai người/u);
  });

  it('[P4] finds no draft', async () => {
    const house = await aLiveHouse();
    const draft = await house.aCoverage('draft');
    const nothing = await get(house, '/api/v1/coverages/nowhere/changes?epoch=e&after=0');
    const hidden = await get(house, pathOf(house, draft, 0));
    expect([hidden.status, await hidden.text()]).toEqual([nothing.status, await nothing.text()]);
    expect(hidden.status).toBe(404);
  });

  it.each([
    ['after=1', 'epoch'],
    ['epoch=e', 'after'],
    ['epoch=e&after=-1', 'after'],
    ['epoch=e&after=1e3', 'after'],
    ['epoch=e&after=1&limit=0', 'limit'],
    [`epoch=e&after=1&limit=${CATCH_UP_LIMIT + 1}`, 'limit'],
    ['epoch=e&after=1&limit=many', 'limit'],
  ])('refuses ?%s and names the field', async (query, field) => {
    const house = await aLiveHouse();
    const answer = await get(house, `/api/v1/coverages/${await house.aCoverage()}/changes?${query}`);
    expect([answer.status, (await answer.json()).field]).toEqual([422, field]);
  });
});
