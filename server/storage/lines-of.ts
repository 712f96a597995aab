export interface Line {
  /** Byte at which it begins. */
  readonly offset: number;
  /** Its line end included; the last one may lack it. */
  readonly bytes: Buffer;
}

const NEWLINE = 10;

/** The lines of some bytes, in order. */
export function* linesOf(bytes: Buffer): Generator<Line> {
  for (let offset = 0; offset < bytes.length; ) {
    const end = bytes.indexOf(NEWLINE, offset);
    const next = end < 0 ? bytes.length : end + 1;
    yield { offset, bytes: bytes.subarray(offset, next) };
    offset = next;
  }
}
