import { readFile } from 'node:fs/promises';
import { Complaint } from './program.ts';

/**
 * A file as text in NFC.
 * @throws {Complaint} for a file that cannot be opened, or with the line that is not UTF-8
 */
export async function readSource(file: string): Promise<string> {
  const bytes = await readFile(file).catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'ENOENT') throw new Complaint(`There is no file ${file}.`);
    if (fault.code === 'EISDIR') throw new Complaint(`${file} is a folder. Name one file.`);
    throw new Complaint(`${file} cannot be read: ${fault.message}`);
  });
  try {
    return decoded(bytes).normalize('NFC');
  } catch {
    throw new Complaint(
      `${file}:${badLineOf(bytes)}: this line is not UTF-8. Save the file as UTF-8 and import it again.`,
    );
  }
}

const decoded = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes);

const LINE_FEED = 0x0a;

function badLineOf(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const feed = bytes.indexOf(LINE_FEED, start);
    const end = feed < 0 ? bytes.length : feed + 1;
    try {
      decoded(bytes.subarray(start, end));
    } catch {
      return line;
    }
    start = end;
  }
  return line;
}
