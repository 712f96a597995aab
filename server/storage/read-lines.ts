import type { Disk } from './disk.ts';
import { readFrame } from './journal-line.ts';
import { linesOf } from './lines-of.ts';
import { DamagedLog } from './log-store.ts';
import type { Segment } from './open-journal.ts';

/**
 * The lines of records `from` to `to` of a segment, both in it.
 * @throws {DamagedLog} when they are no longer what was written
 */
export async function readLines(disk: Disk, segment: Segment, from: number, to: number): Promise<Buffer[]> {
  const { path, first, offsets, length } = segment;
  const begin = offsets[from - first] ?? 0;
  const bytes = await disk.readLater(path, begin, (offsets[to + 1 - first] ?? length) - begin);
  const lines: Buffer[] = [];
  for (const { offset, bytes: line } of linesOf(bytes)) {
    const frame = readFrame(line);
    if (frame && frame.kind !== 'record') continue;
    if (frame?.seq !== from + lines.length)
      throw new DamagedLog(path, begin + offset, 'the record is not what was written');
    lines.push(line);
  }
  if (lines.length !== to - from + 1)
    throw new DamagedLog(path, begin, `record ${from + lines.length} is missing`);
  return lines;
}
