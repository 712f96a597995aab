import { basename } from 'node:path';
import { headerLine, readFrame, readHeader } from '../storage/journal-line.ts';
import { linesOf } from '../storage/lines-of.ts';
import { sealLine } from '../storage/sealed-line.ts';
import type { InspectedJournal } from './inspect-journal.ts';

/**
 * A journal's segments under a new epoch, by file name. Records and chain stay as they are, unless the words of a
 * record are to go: then its salt goes with them, and the hash of them stays, so that the chain still holds (rule 7).
 * @param withheld seqs of the records that lose their words
 */
export function rewriteSegments(
  { recovered, bytesOf }: InspectedJournal,
  epoch: string,
  withheld: ReadonlySet<number> = new Set(),
): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (const segment of recovered.segments) {
    const lines: Buffer[] = [];
    for (const { offset, bytes } of linesOf(bytesOf(segment))) {
      const header = offset === 0 ? readHeader(bytes) : null;
      const frame = header ? null : readFrame(bytes);
      if (header) lines.push(Buffer.from(headerLine({ ...header, epoch })));
      else if (frame?.kind === 'record' && withheld.has(frame.seq)) lines.push(withoutWords(bytes));
      else lines.push(bytes);
    }
    files.set(basename(segment.path), Buffer.concat(lines));
  }
  return files;
}

function withoutWords(line: Buffer): Buffer {
  const { salt: _, crc: __, ...kept } = JSON.parse(line.toString('utf8'));
  return Buffer.from(sealLine(JSON.stringify({ ...kept, change: { kind: 'withheld' } })));
}
