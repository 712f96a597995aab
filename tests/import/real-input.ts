import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../../../shared/seeds');

/** The real texts belong to their publishers and stand beside the project, not in it. */
export const PAGE = join(FOLDER, '001_c7236aa0111db4a9.txt');
export const PAPER = join(FOLDER, '000_cabc18aa64a2325b.txt');

export const isAbsent = !existsSync(PAGE) || !existsSync(PAPER);
if (isAbsent)
  console.warn(`Skipped: the tests on the real input, because ${FOLDER} does not hold the two texts here.`);

/** The text, or nothing where the real input is absent and its tests are skipped. */
export const readReal = (path: string): string => (isAbsent ? '' : readFileSync(path, 'utf8'));
