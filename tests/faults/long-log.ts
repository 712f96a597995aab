import { v7 } from 'uuid';
import type { Change, LogRecord } from '#domain/change.ts';
import { openFileStore } from '#server/storage/open-file-store.ts';
import { anAbout, aPost, at } from '../cast/a-coverage.ts';

const TEXT =
  'Đại biểu tỉnh Lâm Sơn đề nghị sớm hoàn thành tuyến đường nối Bản Mây với trung tâm huyện, ' +
  'đồng thời bố trí đủ vốn cho trường học, trạm y tế và nước sạch ở những nơi còn khó khăn. '.repeat(3);
const BATCH = 1_000;

/** Puts a live coverage with so many entries into a data folder that nobody serves. */
export async function layDownLog(
  folder: string,
  coverageId: string,
  entries: number,
): Promise<{ readonly epoch: string; readonly head: number }> {
  const report = (fault: unknown): never => {
    throw fault;
  };
  const store = await openFileStore({ folder, newEpoch: v7, now: () => new Date().toISOString(), report });
  const { log } = await store.open(coverageId);
  const recordOf = (change: Change, index: number): LogRecord => ({
    v: 1,
    seq: log.head + 1 + index,
    at: at('8h00'),
    by: 'phong-vien',
    commandId: v7(),
    digest: '0'.repeat(64),
    change,
  });
  const opening: Change[] = [
    { kind: 'coverage-created', about: anAbout({ slug: 'dai' }) },
    { kind: 'coverage-opened', at: at('8h00') },
  ];
  await log.append(opening.map(recordOf));
  for (let left = entries; left > 0; left -= BATCH)
    await log.append(Array.from({ length: Math.min(BATCH, left) }, () => posted(coverageId)).map(recordOf));
  await store.close();
  return { epoch: log.epoch, head: log.head };
}

function posted(coverageId: string): Change {
  const { entryId: id, itemId, at: happenedAt, content } = aPost(coverageId, TEXT);
  return {
    kind: 'entry-posted',
    entry: {
      id,
      itemId,
      seq: 0,
      revision: 1,
      at: happenedAt,
      postedAt: at('8h00'),
      by: 'phong-vien',
      content,
      corrections: [],
    },
  };
}
