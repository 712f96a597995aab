import { readFile } from 'node:fs/promises';
import { v7 } from 'uuid';
import { expect } from 'vitest';
import type { Image } from '#domain/block.ts';
import type { CommandBody } from '#domain/command.ts';
import { aJpeg } from '../media/some-photos.ts';
import { anAbout, aPost, aText, at } from './a-coverage.ts';
import { aFurtherCoverage } from './a-further-coverage.ts';
import { aNewsroom } from './a-newsroom.ts';
import type { TestServer } from './a-server.ts';

const PAPER = new URL('../../content/demo/ket-luan.txt', import.meta.url);
const TEXT =
  'Ngày 12-3-2026, theo Quyết định số 118-QĐ/BCĐ, lúc 8h15 toàn tỉnh trồng mới 1.420 ha rừng, đạt 105,5% kế hoạch; 14/16 xã xong trước hạn, giai đoạn 2024-2028. ';

/** One page of every kind that readers have, by what it is. */
export interface FullSite {
  /** Paths without `/en`. */
  readonly pages: Readonly<Record<string, string>>;
  /** Posts into the one that is live. */
  post(text: string, hour: string): Promise<void>;
}

export async function aFullSite(server: TestServer): Promise<FullSite> {
  const newsroom = await aNewsroom(server);
  const token = await newsroom.token('ada');
  const headers = { authorization: `Bearer ${token}` };
  const upload = await fetch(`${server.url}/api/v1/media`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'image/jpeg' },
    body: new Uint8Array(await aJpeg({ width: 900, height: 600 })),
  });
  expect(upload.status).toBe(201);
  const image = (await upload.json()) as Image;
  const taken = await fetch(`${server.url}/api/v1/import`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ text: await readFile(PAPER, 'utf8'), simulated: true }),
  });
  const paper = (await taken.json()) as { path: string; slug: string };
  expect(taken.status).toBe(201);

  const about = (slug: string, title: string) =>
    anAbout({
      slug,
      title,
      kicker: 'Trực tiếp',
      lede: 'Sáng 12 - 3, hội nghị khai mạc tại điểm cầu Bản Mây và 14 điểm cầu xã, từ 8h00 đến 11h30.',
      startsAt: at('8h00'),
      endsAt: at('11h30'),
      organizer: 'Ban Chỉ đạo tỉnh Lâm Sơn',
      documents: [paper.slug],
      related: [{ href: '/luu-tru', title: 'Các hội nghị trước', reason: 'cùng chuỗi hội nghị' }],
    });
  const fill = async (
    ask: (body: CommandBody) => Promise<unknown>,
    items: readonly { readonly id: string; readonly plannedAt?: string }[],
  ): Promise<string> => {
    let last = '';
    for (const item of items.slice(0, 2)) {
      await ask({ kind: 'start-agenda-item', itemId: item.id, at: item.plannedAt ?? at('8h00') });
      const ids: string[] = [];
      for (const content of [
        aText(TEXT.repeat(2), { headline: 'Trồng rừng vượt kế hoạch 5,5% sau 10 tháng' }),
        aText(TEXT, { kind: 'statement', speaker: { name: 'Hà Thu Mây', title: 'Giám đốc Sở Thủy lợi' } }),
        aText('Câu này sẽ được gỡ.'),
        aText('Ảnh từ hội trường.', {
          kind: 'photo',
          venue: 'Bản Mây',
          blocks: [
            {
              type: 'figure',
              id: v7(),
              kind: 'scene',
              image,
              caption: 'Toàn cảnh hội trường lúc 8h05 ngày 12-3-2026.',
              credit: 'Ines',
              alt: 'Các hàng ghế kín người.',
            },
          ],
        }),
      ]) {
        const { id: _, coverageId: __, ...post } = aPost('', '', { itemId: item.id, content });
        await ask(post);
        ids.push(post.entryId);
      }
      const [first = '', second = '', third = ''] = ids;
      await ask({ kind: 'pin-entry', entryId: first });
      await ask({ kind: 'key-entry', entryId: second });
      const fixed = aText(TEXT.replace('1.420', '1.402'), {
        kind: 'statement',
        speaker: { name: 'Hà Thu Mây', title: 'Giám đốc Sở Thủy lợi' },
      });
      await ask({
        kind: 'correct-entry',
        entryId: second,
        base: 1,
        content: fixed,
        note: 'Đúng là 1.402 ha.',
        showChange: true,
      });
      await ask({ kind: 'withdraw-entry', entryId: third, reason: 'Nhầm' });
      last = first;
    }
    return last;
  };

  await newsroom.ask({
    kind: 'revise-coverage',
    about: about(
      newsroom.slug,
      `Hội nghị tỉnh Lâm Sơn lần thứ 5 về trồng rừng, giữ nước và làm đường ${'xã '.repeat(20)}`,
    ),
  });
  const entry = await fill(newsroom.ask, newsroom.items);
  const ended: Record<string, string> = {};
  for (const [slug, title] of [
    ['hoi-nghi-lan-4', 'Hội nghị tỉnh Lâm Sơn lần thứ 4'],
    ['hoi-nghi-lan-3', 'Hội nghị tỉnh Lâm Sơn lần thứ 3'],
  ] as const) {
    const coverage = await aFurtherCoverage(server.url, token, about(slug, title));
    await coverage.ask({ kind: 'open-coverage' });
    await fill(coverage.ask, coverage.items);
    await coverage.ask({ kind: 'close-coverage' });
    if (slug === 'hoi-nghi-lan-3') await coverage.ask({ kind: 'archive-coverage' });
    ended[slug] = `/truc-tiep/${slug}`;
  }
  const announced = await aFurtherCoverage(server.url, token, about('hoi-nghi-lan-6', 'Hội nghị lần thứ 6'));
  await announced.ask({ kind: 'schedule-coverage' });
  return {
    pages: {
      home: '/',
      live: `/truc-tiep/${newsroom.slug}`,
      announced: `/truc-tiep/${announced.slug}`,
      closed: ended['hoi-nghi-lan-4'] ?? '',
      archived: ended['hoi-nghi-lan-3'] ?? '',
      entry: `/truc-tiep/${newsroom.slug}/e/${entry}`,
      embedded: `/nhung/${newsroom.slug}`,
      embeddedRecord: '/nhung/hoi-nghi-lan-3',
      embeddedEntry: `/nhung/${newsroom.slug}/e/${entry}`,
      document: paper.path,
      documents: '/van-kien',
      archive: '/luu-tru',
      search: '/tim?q=trong+rung',
      searchInside: `/tim?q=khong&trong=${newsroom.slug}`,
      venue: '/diem-cau/ban-may',
      speaker: '/nguoi-phat-bieu/ha-thu-may',
      missing: '/khong-co-trang-nay',
    },
    async post(text, hour) {
      await newsroom.post(text, { itemId: newsroom.items[1]?.id ?? null, at: at(hour) });
    },
  };
}
