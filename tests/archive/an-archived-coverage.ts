import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LogRecord } from '#domain/change.ts';
import type { Command, CommandBody } from '#domain/command.ts';
import type { Coverage } from '#domain/coverage.ts';
import type { Actor } from '#domain/staff.ts';
import type { FreezeMaterial } from '#server/archive/frozen-files.ts';
import type { WholeLog } from '#server/archive/frozen-texts.ts';
import { createNewsroom } from '#server/newsroom/newsroom.ts';
import { createMemoryLogStore } from '#server/storage/memory-log-store.ts';
import { aCommand, anAbout, anItem, aPost, aText, at } from '../cast/a-coverage.ts';
import { INES, RUTH } from '../cast/cast.ts';

export const SLIP = 'Chỉ tiêu năm nay là 7 phần trăm.';
export const WITHDRAWN = 'Câu này đăng nhầm và đã được gỡ.';
export const HELD = 'Tin gửi muộn còn chờ biên tập viên.';
export const REASON = 'Nhầm tên người phát biểu.';
export const IMAGE = 'a'.repeat(64);

const ID = '0195a000-0000-7000-8000-000000000001';
/** Ids that are the same in every life, so that lives can be compared byte for byte. */
const fixed = (n: number): string => `0195a000-0000-7000-8000-${String(n).padStart(12, '0')}`;

/**
 * A coverage that lived: three posts, one of them corrected and one withdrawn, a photo, a late post that was
 * withdrawn unread, closed and, unless told otherwise, archived.
 */
export async function anArchivedCoverage({ archived = true, slug = anAbout().slug } = {}): Promise<{
  coverage: Coverage;
  records: readonly LogRecord[];
  log: WholeLog;
}> {
  let minute = 0;
  let ids = 10;
  const newsroom = await createNewsroom({
    store: createMemoryLogStore({ newEpoch: () => 'epoch-1' }),
    now: () => at('8h00', 60 * minute),
    slugOwner: () => undefined,
    hasImage: () => true,
    onBroken: () => undefined,
    report: (fault) => {
      throw fault;
    },
  });
  const ask = async (body: CommandBody | Command, actor: Actor = RUTH): Promise<void> => {
    minute += 1;
    ids += 1;
    const answer = await newsroom.submit({ ...aCommand(ID, body), id: fixed(ids) }, actor);
    if (!answer.ok) throw new Error(JSON.stringify(answer));
  };
  const item = { ...anItem('8h00', 'Khai mạc hội nghị'), id: fixed(1) };
  const post = (entry: number, text: string, more = {}) =>
    ask(
      {
        ...aPost(ID, text),
        entryId: fixed(entry),
        itemId: item.id,
        at: at('8h00'),
        begunAt: at('8h03'),
        ...more,
      },
      INES,
    );

  await ask({ kind: 'create-coverage', about: anAbout({ slug }), agenda: [item] });
  await ask({ kind: 'open-coverage' });
  await ask({ kind: 'start-agenda-item', itemId: item.id });
  await post(2, SLIP);
  await post(3, WITHDRAWN);
  await post(4, 'Toàn cảnh hội trường.', {
    content: {
      kind: 'photo',
      blocks: [
        {
          type: 'figure',
          id: fixed(5),
          kind: 'scene',
          image: { id: IMAGE, width: 640, height: 480, widths: [320, 640] },
          caption: 'Toàn cảnh hội trường.',
          credit: 'Ines',
          alt: 'Các hàng ghế kín người.',
        },
      ],
    },
  });
  const corrected = aText('Chỉ tiêu năm nay là 8 phần trăm.');
  await ask({ kind: 'correct-entry', entryId: fixed(2), base: 1, content: corrected, note: 'Sửa chỉ tiêu.' });
  await ask({ kind: 'withdraw-entry', entryId: fixed(3), reason: REASON });
  await ask({ kind: 'close-coverage' });
  await post(6, HELD);
  await ask({ kind: 'withdraw-entry', entryId: fixed(6), reason: REASON });
  if (archived) await ask({ kind: 'archive-coverage' });

  const coverage = newsroom.coverageById(ID);
  if (!coverage) throw new Error('no coverage');
  const records = await newsroom.changes(ID, 0, coverage.head);
  return { coverage, records, log: { records, links: await newsroom.links(ID, 0, coverage.head) } };
}

/** Two renditions of the coverage's one image, and a directory of one venue. */
export function aMaterial(folder: string): FreezeMaterial {
  const paths = ['320.webp', '640.webp'].map((name) => join(folder, 'media', `${IMAGE}-${name}`));
  mkdirSync(join(folder, 'media'), { recursive: true });
  for (const path of paths) writeFileSync(path, `picture ${path.slice(-8)}`);
  return {
    media: async (imageId) => (imageId === IMAGE ? paths : []),
    directory: {
      series: [],
      conferences: [],
      venues: [{ id: fixed(7), slug: 'ban-may', name: 'Bản Mây', kind: 'remote' }],
      speakers: [],
    },
    print: (iso) => `${Number(iso.slice(11, 13)) + 7}h${iso.slice(14, 16)}`,
  };
}
