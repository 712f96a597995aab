import { crc32 } from 'node:zlib';

/** `,"crc":"xxxxxxxx"}` and the line's end. */
const SEAL_BYTES = 19;

/**
 * A JSON object as one line that ends in its own CRC-32, taken over the UTF-8 bytes before `,"crc"`. Still plain JSON
 * for every other tool.
 * @param json an object with at least one key
 */
export function sealLine(json: string): string {
  const body = json.slice(0, -1);
  return `${body},"crc":"${hexOf(crc32(body))}"}\n`;
}

/** Whether a line, its end included, is whole: every byte as it was written. */
export function isWhole(line: Buffer): boolean {
  const end = line.length - SEAL_BYTES;
  return end > 0 && line.toString('latin1', end) === `,"crc":"${hexOf(crc32(line.subarray(0, end)))}"}\n`;
}

const hexOf = (crc: number): string => crc.toString(16).padStart(8, '0');
