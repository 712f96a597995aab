import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aText, at } from '../cast/a-coverage.ts';
import type { TestNewsroom } from '../cast/a-newsroom.ts';
import { aNewsroom } from '../cast/a-newsroom.ts';
import type { TestServer } from '../cast/a-server.ts';
import { aServer, removeFolders } from '../cast/a-server.ts';

let server: TestServer;
let newsroom: TestNewsroom;
let first: string;
let gone: string;

beforeAll(async () => {
  server = await aServer();
  newsroom = await aNewsroom(server);
  first = await newsroom.post('Toàn tỉnh trồng 300 ha rừng & giữ 12 khe nước.', { at: at('8h05') });
  gone = await newsroom.post('Câu này sẽ được gỡ.', { at: at('8h06') });
  await newsroom.post('Ý kiến thứ ba.', { at: at('8h07') });
}, 60_000);
afterAll(async () => {
  await server.stop();
  await removeFolders();
});

interface Item {
  readonly id: string;
  readonly updated: string;
  readonly body: string;
}

const get = (name: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${newsroom.page}/${name}`, { headers });

async function xmlOf(name: string): Promise<Record<string, never>> {
  const text = await (await get(name)).text();
  expect(XMLValidator.validate(text)).toBe(true);
  return new XMLParser({ ignoreAttributes: false, cdataPropName: 'cdata' }).parse(text);
}

/** The items of a feed, whatever its form. */
const READ: Record<string, () => Promise<Item[]>> = {
  'atom.xml': async () => {
    const { feed } = (await xmlOf('atom.xml')) as unknown as {
      feed: { entry: { id: string; updated: string }[] };
    };
    return feed.entry.map((entry) => ({ id: entry.id, updated: entry.updated, body: JSON.stringify(entry) }));
  },
  'rss.xml': async () => {
    const { rss } = (await xmlOf('rss.xml')) as unknown as {
      rss: { channel: { item: { guid: { '#text': string }; pubDate: string }[] } };
    };
    return rss.channel.item.map((item) => ({
      id: item.guid['#text'],
      updated: new Date(item.pubDate).toISOString(),
      body: JSON.stringify(item),
    }));
  },
  'feed.json': async () => {
    const feed = (await (await get('feed.json')).json()) as {
      items: { id: string; date_modified: string }[];
    };
    return feed.items.map((item) => ({
      id: item.id,
      updated: item.date_modified,
      body: JSON.stringify(item),
    }));
  },
};
const NAMES = Object.keys(READ);
const read = (name: string): Promise<Item[]> => (READ[name] as () => Promise<Item[]>)();

describe('the feeds of a coverage', () => {
  it.each(NAMES)('[C38] %s has an item for each entry, under the address of the entry', async (name) => {
    const items = await read(name);
    expect(items).toHaveLength(3);
    for (const { id } of items) expect((await fetch(id)).status).toBe(200);
    expect(items.map(({ id }) => id)).toContain(`${newsroom.page}/e/${first}`);
    expect(items.find(({ id }) => id.endsWith(first))?.body).toContain('300 ha rừng');
  });

  it('[C38] a correction keeps the id, moves `updated`, and is told', async () => {
    const before = new Map(await Promise.all(NAMES.map(async (name) => [name, await read(name)] as const)));
    await newsroom.ask({
      kind: 'correct-entry',
      entryId: first,
      base: 1,
      content: aText('Toàn tỉnh trồng 320 ha rừng & giữ 12 khe nước.'),
      note: 'Sửa diện tích rừng.',
    });
    for (const name of NAMES) {
      const [was, is] = [before.get(name) ?? [], await read(name)].map((items) =>
        items.find(({ id }) => id.endsWith(first)),
      );
      expect(is?.id).toBe(was?.id);
      const moved = Date.parse(is?.updated ?? '') - Date.parse(was?.updated ?? '');
      // RSS has whole seconds, and no date but that of the first publication.
      if (name === 'rss.xml') expect(moved).toBeGreaterThanOrEqual(0);
      else expect(moved, name).toBeGreaterThan(0);
      expect(is?.body).toContain('Sửa diện tích rừng.');
      expect(is?.body).not.toContain('300 ha');
    }
  });

  it('a sign that HTML uses is read from every form as it was written', async () => {
    const headline = 'Dưới 5 < 7 độ, "rét" & mưa, R&D';
    const entry = await newsroom.post('', { at: at('8h09'), content: aText('Rét.', { headline }) });
    const { feed } = (await xmlOf('atom.xml')) as unknown as {
      feed: { entry: { id: string; title: { cdata: string } }[] };
    };
    const title = feed.entry.find(({ id }) => id.endsWith(entry))?.title.cdata;
    expect(title).toBe('8h09: Dưới 5 &lt; 7 độ, &quot;rét&quot; &amp; mưa, R&amp;D');
    for (const name of ['rss.xml', 'feed.json'] as const) {
      const body = (await read(name)).find(({ id }) => id.endsWith(entry))?.body;
      expect(body).toContain(JSON.stringify(`8h09: ${headline}`));
    }
    await newsroom.ask({ kind: 'withdraw-entry', entryId: entry, reason: 'Thử' });
  });

  it('RSS names authors where names may stand', async () => {
    const { rss } = (await xmlOf('rss.xml')) as unknown as { rss: { channel: { item: object[] } } };
    for (const item of rss.channel.item) {
      expect(item).toHaveProperty('dc:creator');
      expect(item).not.toHaveProperty('author');
    }
  });

  it('[C14] a withdrawn text is in none of them at once', async () => {
    const known = await get('atom.xml');
    await newsroom.ask({ kind: 'withdraw-entry', entryId: gone, reason: 'Nhầm người nói' });
    for (const name of NAMES) {
      const items = await read(name);
      expect(items).toHaveLength(2);
      expect(JSON.stringify(items)).not.toContain('sẽ được gỡ');
    }
    const again = await get('atom.xml', { 'if-none-match': known.headers.get('etag') ?? '' });
    expect(again.status).toBe(200);
    const same = await get('atom.xml', { 'if-none-match': again.headers.get('etag') ?? '' });
    expect(same.status).toBe(304);
  });

  it('[C38] are found from the page', async () => {
    const page = await (await fetch(newsroom.page)).text();
    for (const name of NAMES) expect(page).toContain(`href="${new URL(newsroom.page).pathname}/${name}"`);
  });
});

it('[C39] search engines find the coverage through robots.txt, and not the desks', async () => {
  const robots = await (await fetch(`${server.url}/robots.txt`)).text();
  expect(robots).toContain('Disallow: /desk');
  const maps = [...robots.matchAll(/^Sitemap: (\S+)$/gmu)].map(([, url]) => url ?? '');
  expect(maps).toHaveLength(2);
  for (const url of maps) {
    const text = await (await fetch(url)).text();
    expect(XMLValidator.validate(text)).toBe(true);
    expect(text).toContain(`<loc>${newsroom.page}</loc>`);
  }
});

it('what everybody may read, programs on other sites may read too; nothing else', async () => {
  const open = await fetch(`${server.url}/api/v1/coverages`, {
    headers: { origin: 'https://elsewhere.example' },
  });
  expect(open.headers.get('access-control-allow-origin')).toBe('*');
  const { coverages } = (await open.json()) as { coverages: { id: string; cursor: { epoch: string } }[] };
  const [{ id, cursor } = { id: '', cursor: { epoch: '' } }] = coverages;
  const changes = `${server.url}/api/v1/coverages/${id}/changes?epoch=${cursor.epoch}&after=0`;
  expect((await fetch(changes)).headers.get('access-control-allow-origin')).toBe('*');
  const closed = await fetch(`${server.url}/api/v1/sign-in`, { method: 'POST', body: '{}' });
  expect(closed.headers.get('access-control-allow-origin')).toBeNull();
});
