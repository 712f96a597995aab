import type { FileHandle } from 'node:fs/promises';

export interface Line {
  /** Byte of the file at which it begins. */
  readonly offset: number;
  /** Its line end included; the last one may lack it. */
  readonly bytes: Buffer;
}

const CHUNK_BYTES = 1 << 20;
const NEWLINE = 10;

/** The lines of a stretch of a file, in order, a chunk of the file in memory at a time. */
export async function* linesOf(handle: FileHandle, from: number, to: number): AsyncGenerator<Line> {
  let offset = from;
  let rest = Buffer.alloc(0);
  for (let position = from; position < to; ) {
    const chunk = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, to - position));
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, position);
    if (bytesRead === 0) break;
    position += bytesRead;
    const bytes = Buffer.concat([rest, chunk.subarray(0, bytesRead)]);
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
      yield { offset: offset + start, bytes: bytes.subarray(start, end + 1) };
      start = end + 1;
    }
    rest = bytes.subarray(start);
    offset += start;
  }
  if (rest.length > 0) yield { offset, bytes: rest };
}
