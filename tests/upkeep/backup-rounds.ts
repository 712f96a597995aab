/**
 * Backups of a newsroom that works, many rounds: `node tests/upkeep/backup-rounds.ts [rounds] [seed]`. Each is taken at a
 * random moment while another process posts, restored, and compared with what was acknowledged before it began (I18).
 * Prints one JSON object; exit code 1 when anything was lost or altered.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { v7 } from 'uuid';
import { realDisk } from '#server/storage/real-disk.ts';
import { inspectJournal } from '#server/upkeep/inspect-journal.ts';
import { restoreBackup } from '#server/upkeep/restore-backup.ts';
import { takeBackup } from '#server/upkeep/take-backup.ts';
import { aPoster } from './a-poster.ts';

const [rounds = 200, seed = 1] = process.argv.slice(2).map(Number);
/** So many backups of one newsroom; then another begins, for logs only grow. */
const ROUNDS_EACH = 10;
const totals = { rounds: 0, seed, acknowledgedBefore: 0, restored: 0, lost: 0, altered: 0 };

/** Mulberry32: the same numbers for the same seed. */
let state = seed;
function chance(): number {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

/** Entries and hashes of all logs of a data folder. */
function read(dataDir: string) {
  const entries = new Set<string>();
  const hashes = new Map<string, string[]>();
  for (const id of realDisk.list(join(dataDir, 'coverages'))) {
    const chain: string[] = [];
    hashes.set(id, chain);
    inspectJournal(realDisk, join(dataDir, 'coverages', id), id, ({ record, link }) => {
      if ('entry' in record.change) entries.add(record.change.entry.id);
      chain.push(link.hash);
    });
  }
  return { entries, hashes };
}

async function round(folder: string, acknowledged: readonly string[]): Promise<void> {
  const [dataDir, contentDir] = [join(folder, 'data'), join(folder, 'content')];
  const [backup, restored] = [join(folder, 'backup'), join(folder, 'restored')];
  const before = [...acknowledged];
  const now = new Date().toISOString();
  await takeBackup({ disk: realDisk, dataDir, contentDir, target: backup, now, version: '0' });
  const ended = { dataDir: join(restored, 'data'), contentDir: join(restored, 'content') };
  await restoreBackup({ disk: realDisk, backup, ...ended, newEpoch: v7, dryRun: false });
  const { entries, hashes } = read(ended.dataDir);
  const live = read(dataDir).hashes;
  totals.rounds += 1;
  totals.acknowledgedBefore += before.length;
  totals.restored += entries.size;
  totals.lost += before.filter((id) => !entries.has(id)).length;
  for (const [id, chain] of hashes)
    if (chain.some((hash, index) => live.get(id)?.[index] !== hash)) totals.altered += 1;
  for (const made of [backup, restored]) rmSync(made, { recursive: true });
}

while (totals.rounds < rounds) {
  const folder = mkdtempSync(join(tmpdir(), 'plenary-backups-'));
  const poster = aPoster(join(folder, 'data'), { times: 1 + Math.floor(chance() * 40), pause: 10 });
  try {
    await poster.acknowledges(1);
    for (let one = 0; one < ROUNDS_EACH && totals.rounds < rounds; one += 1) {
      await setTimeout(chance() * 60);
      await round(folder, poster.acknowledged());
    }
  } finally {
    await poster.kill();
    rmSync(folder, { recursive: true });
  }
}
process.stdout.write(`${JSON.stringify(totals)}\n`);
process.exitCode = totals.lost + totals.altered > 0 ? 1 : 0;
