import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { ConfigError } from './config.ts';

/**
 * Makes the folder of a setting where it is not there.
 * @throws {ConfigError} when it cannot be written to, in a sentence
 */
export function makeUsable(setting: 'DATA_DIR' | 'CONTENT_DIR', folder: string): void {
  const refuse = (why: string): never => {
    throw new ConfigError(`${setting}=${folder} cannot be used: ${why}.`);
  };
  try {
    makeEach(folder);
    if (!statSync(folder).isDirectory()) refuse('it is a file, and a folder is needed');
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (fault) {
    if (fault instanceof ConfigError) throw fault;
    const code = fault instanceof Error && 'code' in fault ? String(fault.code) : 'unknown';
    refuse(WHY[code] ?? `the system says ${code}`);
  }
}

/** One by one: a recursive `mkdir` of Node never returns below a folder that takes none, such as /proc. */
function makeEach(folder: string): void {
  if (existsSync(folder)) return;
  if (dirname(folder) !== folder) makeEach(dirname(folder));
  mkdirSync(folder);
}

const WHY: Readonly<Record<string, string>> = {
  EACCES: 'this account may not write there',
  EPERM: 'this account may not write there',
  EROFS: 'the disk is mounted to be read only',
  ENOENT: 'no folder can be made there',
  EEXIST: 'it points to something that is not there (a disk that is not mounted?)',
  ENOTDIR: 'a part of the path is a file',
};
