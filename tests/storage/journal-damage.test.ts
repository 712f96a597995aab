import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { readLink } from '#server/storage/journal-line.ts';
import { DamagedLog } from '#server/storage/log-store.ts';
import { beginSegment } from '#server/storage/open-journal.ts';
import { realDisk } from '#server/storage/real-disk.ts';
import { sealLine } from '#server/storage/sealed-line.ts';
import { TornTail } from '#server/storage/torn-tail.ts';
import { aQuickStore, journalIn, snapshotIn, withLog } from './a-file-store.ts';
import { anEntry, aRecord, COVERAGE, everything, records } from './a-log.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Short ones: they are cut at every byte. */
const LAST_BATCH = [5, 6, 7].map((seq) => aRecord(seq, { kind: 'withheld' }));

/** What a kill leaves of a journal of three batches, records 1–2, 3–4 and 5–7: no seal is behind the last. */
async function aJournal(): Promise<{ folder: string; file: string; whole: Buffer; lastBatch: number }> {
  const folder = temporaryFolder();
  const file = journalIn(folder);
  let [lastBatch, end] = [0, 0];
  await withLog(folder, async ({ log }) => {
    await log.append(records(1, 2));
    await log.append(records(3, 4));
    lastBatch = readFileSync(file).length;
    await log.append(LAST_BATCH);
    end = readFileSync(file).length;
  });
  const whole = readFileSync(file).subarray(0, end);
  writeFileSync(file, whole);
  return { folder, file, whole, lastBatch };
}

const tornIn = (file: string): string => join(dirname(file), 'torn-1');
const sealedAfter = (batch: number, seq: number): Buffer =>
  Buffer.from(sealLine(`{"b":${batch},"seal":${seq}}`));

const openAll = (folder: string) =>
  withLog(folder, async ({ log, state }, reports) => ({
    records: await everything(log),
    head: state.coverage.head,
    reports,
  }));

const damageOf = async (folder: string): Promise<unknown> => {
  const { store } = aQuickStore(folder);
  try {
    return await store.open(COVERAGE).then(
      () => 'opened',
      (fault: unknown) => fault,
    );
  } finally {
    await store.close();
  }
};

test('[LS7] cut at any byte of the last batch, it opens with the batches before it and keeps the rest aside', async () => {
  const { folder, file, whole, lastBatch } = await aJournal();
  for (let cut = lastBatch; cut < whole.length; cut += 1) {
    writeFileSync(file, whole.subarray(0, cut));
    const opened = await openAll(folder);
    expect(opened.records).toEqual(records(1, 4));
    expect(opened.head).toBe(4);
    expect(readFileSync(file)).toEqual(Buffer.concat([whole.subarray(0, lastBatch), sealedAfter(3, 4)]));
    expect(opened.reports.map((report) => report instanceof TornTail)).toEqual(cut > lastBatch ? [true] : []);
    if (cut === lastBatch) continue;
    expect(readFileSync(tornIn(file))).toEqual(whole.subarray(lastBatch, cut));
    rmSync(tornIn(file));
  }
}, 120_000);

test('[LS7] takes new records behind a torn tail, and opens the same a second time without a report', async () => {
  const { folder, file, whole } = await aJournal();
  writeFileSync(file, whole.subarray(0, -5));
  await withLog(folder, async ({ log }) => {
    await log.append(records(5, 5));
  });
  expect(await openAll(folder)).toMatchObject({ records: records(1, 5), reports: [] });
});

test('[LS7] takes garbage and zeros behind the last batch for a torn tail', async () => {
  const { folder, file, whole } = await aJournal();
  for (const garbage of [Buffer.alloc(4096), Buffer.from('}\n{"b":3\n\n'), Buffer.from([0xff, 10, 0, 10])]) {
    writeFileSync(file, Buffer.concat([whole, garbage]));
    const { records: kept, reports } = await openAll(folder);
    expect(kept).toEqual([...records(1, 4), ...LAST_BATCH]);
    expect(String(reports[0])).toContain(`${garbage.length} bytes`);
  }
});

test('[LS7] refuses a journal with a flipped bit before the last batch, names file and offset, changes nothing', async () => {
  const { folder, file, whole, lastBatch } = await aJournal();
  const starts = [0, ...[...whole.keys()].filter((at) => whole[at] === 10).map((at) => at + 1)];
  for (let at = 0; at < lastBatch; at += 7) {
    const flipped = Buffer.from(whole);
    flipped[at] = (flipped[at] ?? 0) ^ 1;
    writeFileSync(file, flipped);
    const fault = await damageOf(folder);
    expect(fault).toBeInstanceOf(DamagedLog);
    const line = starts.findLast((start) => start <= at);
    expect(fault).toMatchObject({ file, offset: line, message: expect.stringContaining(`at byte ${line}`) });
    expect(readFileSync(file)).toEqual(flipped);
  }
  expect(readdirSync(dirname(file))).toEqual(['journal-000000001.ndjson']);
}, 60_000);

test('[LS7] refuses a journal from which a line is missing or in which one stands twice', async () => {
  const { folder, file, whole } = await aJournal();
  const lines = whole.toString('utf8').split(/(?<=\n)/u);
  const without = (n: number) => lines.filter((_, index) => index !== n).join('');
  const twice = (n: number) => lines.flatMap((line, index) => (index === n ? [line, line] : [line])).join('');
  for (const text of [without(0), without(1), without(2), without(3), twice(0), twice(1), twice(3)]) {
    writeFileSync(file, text);
    expect(await damageOf(folder)).toBeInstanceOf(DamagedLog);
  }
});

test("refuses another coverage's journal under this one's name", async () => {
  const { folder, file, whole } = await aJournal();
  const { store } = aQuickStore(folder);
  await store.open('another-coverage');
  await store.close();
  writeFileSync(file.replace(COVERAGE, 'another-coverage'), whole);
  const again = aQuickStore(folder);
  await expect(again.store.open('another-coverage')).rejects.toThrow(COVERAGE);
});

test('refuses a record of a later format instead of cutting it off', async () => {
  const { folder, file } = await aJournal();
  const later = sealLine(JSON.stringify({ b: 4, last: 8, v: 2, seq: 8, something: 'new' }));
  writeFileSync(file, readFileSync(file, 'utf8') + later);
  const fault = await damageOf(folder);
  expect(fault).toBeInstanceOf(DamagedLog);
  expect(String(fault)).toContain('newer version');
});

test('[I10] once it is sealed, every flipped bit of the last batch is found too, in the ends of its lines as well', async () => {
  const { folder, file } = await aJournal();
  await openAll(folder);
  const sealed = readFileSync(file);
  const seal = sealed.lastIndexOf('{"b":4,"seal":7');
  const lastBatch = sealed.indexOf('{"b":3,');
  for (let at = lastBatch; at < seal; at += 1) {
    const flipped = Buffer.from(sealed);
    flipped[at] = (flipped[at] ?? 0) ^ 1;
    writeFileSync(file, flipped);
    expect(await damageOf(folder)).toBeInstanceOf(DamagedLog);
  }
}, 120_000);

test('[I9] opening a sealed journal changes no byte of it, however often', async () => {
  const { folder, file } = await aJournal();
  await openAll(folder);
  const once = readFileSync(file);
  await openAll(folder);
  await openAll(folder);
  expect(readFileSync(file)).toEqual(once);
});

/** Two segments, the first one ended. */
async function twoSegments(): Promise<{ folder: string; first: string; second: string }> {
  const folder = temporaryFolder();
  const long = anEntry(1, 'Đường về bản. '.repeat(300_000));
  await withLog(folder, async ({ log }) => {
    await log.append([aRecord(1, { kind: 'entry-posted', entry: long })]);
    await log.append(records(2, 3));
  });
  const first = journalIn(folder);
  return { folder, first, second: first.replace('-000000001.', '-000000002.') };
}

test('[I10] refuses a journal whose last segment is gone: the one before says that one follows', async () => {
  const { folder, second } = await twoSegments();
  rmSync(second);
  expect(String(await damageOf(folder))).toContain('is missing');
});

test('[I10] refuses a journal whose first segment is gone, and one whose end was lost', async () => {
  const { folder, first } = await twoSegments();
  const whole = readFileSync(first);
  writeFileSync(first, whole.subarray(0, whole.indexOf('{"b":2,"end"')));
  expect(await damageOf(folder)).toBeInstanceOf(DamagedLog);
  rmSync(first);
  expect(String(await damageOf(folder))).toContain('is missing');
});

test('a segment that was begun and got nothing is no loss: the one before goes on', async () => {
  const { folder, first, second } = await twoSegments();
  const header = readFileSync(second).subarray(0, readFileSync(second).indexOf(10) + 1);
  const whole = readFileSync(first);
  for (const kept of [whole, whole.subarray(0, whole.indexOf('{"b":2,"end"')), whole.subarray(0, -4)]) {
    writeFileSync(first, kept);
    writeFileSync(second, header);
    await withLog(folder, async ({ log }) => {
      expect(log.head).toBe(1);
      await log.append(records(2, 2));
    });
    expect((await openAll(folder)).head).toBe(2);
  }
});

test('a damaged log does not keep the others from being opened', async () => {
  const { folder, file, whole } = await aJournal();
  writeFileSync(file, whole.subarray(1));
  const { store } = aQuickStore(folder);
  await expect(store.open(COVERAGE)).rejects.toBeInstanceOf(DamagedLog);
  expect((await store.open('another-coverage')).log.head).toBe(0);
  expect((await store.list()).sort()).toEqual([COVERAGE, 'another-coverage'].sort());
});

test('[LS11] what an empty following segment proves is not taken for an unfinished batch', async () => {
  const { folder, file, whole, lastBatch } = await aJournal();
  const { epoch } = JSON.parse(whole.subarray(0, whole.indexOf(10)).toString()) as { epoch: string };
  const newest = whole.subarray(whole.lastIndexOf(10, whole.length - 2) + 1);
  const begin = (prev: string): unknown =>
    beginSegment(realDisk, dirname(file), { coverageId: COVERAGE, epoch, first: 8, batch: 5, prev });
  begin(readLink(newest).hash);
  expect((await openAll(folder)).head).toBe(7);

  writeFileSync(file, Buffer.concat([whole.subarray(0, lastBatch), Buffer.alloc(whole.length - lastBatch)]));
  begin(readLink(newest).hash);
  expect(await damageOf(folder)).toBeInstanceOf(DamagedLog);
  writeFileSync(file, whole);
  begin('f'.repeat(64));
  expect(await damageOf(folder)).toMatchObject({ name: 'DamagedLog', file });
});

test.each([
  ['its snapshot', (file: string) => snapshotIn(join(dirname(file), '..', '..'))],
  ['a torn tail that was kept', tornIn],
])(
  '[I10] [LS11] a journal that is gone beside %s is damage, not a coverage that never was',
  async (_, left) => {
    const { folder, file } = await aJournal();
    writeFileSync(left(file), '{}');
    rmSync(file);
    const { store } = aQuickStore(folder);
    expect(await store.list()).toEqual([COVERAGE]);
    await store.close();
    expect(await damageOf(folder)).toMatchObject({ name: 'DamagedLog', file: dirname(file) });
    expect(readdirSync(dirname(file))).toEqual([basename(left(file))]);
  },
);
