import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { v7 } from 'uuid';
import type { LogRecord } from '#domain/change.ts';
import type { RunningNewsroom } from '#server/newsroom/newsroom.ts';
import { createNewsroom } from '#server/newsroom/newsroom.ts';
import type { LogStore } from '#server/storage/log-store.ts';
import { createMemoryLogStore } from '#server/storage/memory-log-store.ts';
import { openFileStore } from '#server/storage/open-file-store.ts';
import { anAbout, aPost, at } from '../tests/cast/a-coverage.ts';
import { INES } from '../tests/cast/cast.ts';

/**
 * A process with one store and one heap of its own, so that what a long coverage costs the collector is counted too.
 * Arguments: `memory` or `journal`, number of entries. Each message it is sent is a round; it answers with a
 * {@link Round}.
 */
export interface Round {
  /** Microseconds of processor time, all threads of the process, for one post. */
  readonly cpuUs: number;
  /** Milliseconds from asking to the receipt, one reporter at a time: median of the round. */
  readonly ackMs: number;
}

const POSTS = 200;
const TEXT =
  'Đại biểu tỉnh Lâm Sơn đề nghị sớm hoàn thành tuyến đường nối Bản Mây với trung tâm huyện, ' +
  'đồng thời bố trí đủ vốn cho trường học, trạm y tế và nước sạch ở những nơi còn khó khăn. '.repeat(3);

const [, , kind, size] = process.argv;
const entries = Number(size);

/** Puts a live coverage with so many entries straight into the store. */
async function fill(store: LogStore, coverageId: string): Promise<void> {
  const { log } = await store.open(coverageId);
  const record = (seq: number, change: LogRecord['change']): LogRecord => ({
    v: 1,
    seq,
    at: at('8h00'),
    by: INES.id,
    commandId: v7(),
    digest: '0'.repeat(64),
    change,
  });
  await log.append([
    record(1, { kind: 'coverage-created', about: anAbout({ slug: coverageId }) }),
    record(2, { kind: 'coverage-opened', at: at('8h00') }),
  ]);
  for (let done = 0; done < entries; ) {
    const batch: LogRecord[] = [];
    for (; batch.length < 1000 && done < entries; done += 1) {
      const { entryId: id, itemId, at: happenedAt, content } = aPost(coverageId, TEXT);
      const seq = log.head + batch.length + 1;
      const entry = { id, itemId, seq, revision: 1, at: happenedAt, postedAt: at('8h00'), by: INES.id };
      batch.push(record(seq, { kind: 'entry-posted', entry: { ...entry, content, corrections: [] } }));
    }
    await log.append(batch);
  }
}

async function measure(newsroom: RunningNewsroom, coverageId: string): Promise<Round> {
  const commands = Array.from({ length: POSTS }, () => aPost(coverageId, TEXT));
  const waits: number[] = [];
  const before = process.cpuUsage();
  for (const command of commands) {
    const asked = performance.now();
    const answer = await newsroom.submit(command, INES);
    if (!answer.ok) throw new Error(`refused: ${answer.code}`);
    waits.push(performance.now() - asked);
  }
  const { user, system } = process.cpuUsage(before);
  return { cpuUs: (user + system) / POSTS, ackMs: median(waits) };
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

const folder = mkdtempSync(join(process.cwd(), 'bench', '.post-cost-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const report = (fault: unknown): never => {
  throw fault;
};
const memory = createMemoryLogStore({ newEpoch: v7 });
const openStore = async (): Promise<LogStore> =>
  kind === 'memory'
    ? memory
    : openFileStore({ folder, newEpoch: v7, now: () => new Date().toISOString(), report });

// A short coverage grows by a round's posts, so each round has one of its own; a long one hardly notices.
const coverages = Array.from({ length: entries < 1000 ? 40 : 1 }, () => v7());
const filling = await openStore();
for (const coverageId of coverages) await fill(filling, coverageId);
await filling.close();
const store = await openStore();
const newsroom = await createNewsroom({
  store,
  now: () => at('9h00'),
  slugOwner: () => undefined,
  hasImage: () => true,
  onBroken: () => undefined,
  report,
});

let rounds = 0;
process.on('message', async () => {
  const coverageId = coverages[rounds % coverages.length] ?? '';
  rounds += 1;
  process.send?.(await measure(newsroom, coverageId));
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
