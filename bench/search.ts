import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { v7 } from 'uuid';
import type { Coverage } from '#domain/coverage.ts';
import { blankCoverage } from '#domain/coverage.ts';
import type { Entry } from '#domain/entry.ts';
import { printHour } from '#render/time.ts';
import { createSearch } from '#server/search/search.ts';

/** What the search costs over 200 coverages of 80 entries: the start, the memory, and answers of every length. */
const COVERAGES = 200;
const ENTRIES = 80;
const WORDS = 150;
const ROUNDS = 20;
const AT = '2026-03-12T01:00:00.000Z';

const root = join(import.meta.dirname, '..');
const paper = readFileSync(join(root, 'content/demo/ket-luan.txt'), 'utf8');
const vocabulary = paper.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
let seed = 1;
/** The same words in every run. */
function anyWord(): string {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return vocabulary[seed % vocabulary.length] ?? '';
}

function anEntry(seq: number): Entry {
  const text = Array.from({ length: WORDS }, anyWord).join(' ');
  return {
    id: v7(),
    itemId: null,
    seq,
    revision: 1,
    at: AT,
    postedAt: AT,
    by: 'ines',
    corrections: [],
    content: {
      kind: 'note',
      blocks: [{ type: 'paragraph', runs: [{ text }] }],
      ...(seq % 20 === 0 && { speaker: { name: 'Lò Đình Thảo', title: 'Giám đốc Sở Thủy lợi' } }),
    },
  };
}

const coverages = new Map<string, Coverage>();
for (let n = 0; n < COVERAGES; n += 1) {
  const coverage = blankCoverage(v7(), 'epoch-1');
  coverage.head = ENTRIES;
  coverage.status = 'closed';
  coverage.about = {
    ...coverage.about,
    slug: `hoi-nghi-${n}`,
    title: `Hội nghị ${n}`,
    date: { iso: '2026-03-12' },
  };
  for (let seq = 1; seq <= ENTRIES; seq += 1) {
    const entry = anEntry(seq);
    coverage.entries.set(entry.id, entry);
  }
  coverages.set(coverage.id, coverage);
}

const delay = monitorEventLoopDelay({ resolution: 1 });
globalThis.gc?.();
const before = process.memoryUsage().heapUsed;
delay.enable();
const began = performance.now();
const search = createSearch({
  newsroom: {
    summaries: () =>
      [...coverages.values()].map(({ id, about, status }) => ({
        id,
        slug: about.slug,
        title: about.title,
        status,
        day: about.date.iso,
        entryCount: ENTRIES,
      })),
    coverage: () => undefined,
    coverageById: (id) => coverages.get(id),
    follow: () => () => undefined,
  },
  archives: { list: () => [], find: () => undefined },
  documents: { list: () => [], find: () => undefined, keep: () => Promise.resolve({ ok: true }) },
  print: printHour,
  report(fault) {
    throw fault;
  },
});
await search.find({ words: 'bắt đầu', from: 0, count: 1 });
const indexed = { seconds: (performance.now() - began) / 1000, loopP99Ms: delay.percentile(99) / 1e6 };
globalThis.gc?.();
const megabytes = (process.memoryUsage().heapUsed - before) / 1e6;

const answers: Record<string, { total: number; medianMs: number; loopP99Ms: number }> = {};
for (const words of ['lò đình thảo', 'trồng rừng', 'hoi nghi', 'cac xa']) {
  const times: number[] = [];
  let total = 0;
  delay.reset();
  for (let n = 0; n < ROUNDS; n += 1) {
    const start = performance.now();
    ({ total } = await search.find({ words, from: 0, count: 20 }));
    times.push(performance.now() - start);
  }
  answers[words] = {
    total,
    medianMs: times.sort((a, b) => a - b)[ROUNDS >> 1] ?? Number.NaN,
    loopP99Ms: delay.percentile(99) / 1e6,
  };
}
const result = {
  at: new Date().toISOString(),
  node: process.version,
  entries: COVERAGES * ENTRIES,
  indexed,
  megabytes,
  answers,
};
mkdirSync(join(root, 'bench/results'), { recursive: true });
writeFileSync(join(root, 'bench/results/search.json'), `${JSON.stringify(result, null, 2)}\n`);
console.log(result);
