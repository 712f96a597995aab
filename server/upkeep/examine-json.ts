import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { accountsShape } from '../accounts/accounts-shape.ts';
import { directoryShape } from '../directory/directory-shape.ts';
import { readJson } from '../durable/json-file.ts';
import type { ExaminedCoverage } from './examine-coverage.ts';
import type { Finding } from './finding.ts';
import { RESTORE } from './finding.ts';
import { foldersIn, namesIn } from './names-in.ts';

/** Accounts, the directory and the papers: JSON that is replaced whole. */
export function examineJson(dataDir: string, contentDir: string): Finding[] {
  const files = [
    ...namesIn(dataDir).map((name) => join(dataDir, name)),
    ...namesIn(join(dataDir, 'directory')).map((name) => join(dataDir, 'directory', name)),
    ...foldersIn(join(contentDir, 'documents')).map((slug) =>
      join(contentDir, 'documents', slug, 'document.json'),
    ),
  ];
  return files
    .filter((file) => file.endsWith('.json') && !/\/\.[^/]+(\/document)?\.json$/u.test(file))
    .flatMap((file): Finding[] => {
      try {
        readJson(readFileSync(file), shapeOf(file, dataDir));
        return [];
      } catch (fault) {
        const why = fault instanceof Error ? fault.message : String(fault);
        return [{ level: 'damage', what: `It cannot be read: ${why}.`, file, next: RESTORE }];
      }
    });
}

/** `document.json` is looked through when it is shown; whatever else an operator keeps there need only be JSON. */
function shapeOf(file: string, dataDir: string): z.ZodType {
  if (file === join(dataDir, 'accounts.json')) return accountsShape;
  return dirname(file) === join(dataDir, 'directory') ? directoryShape : z.unknown();
}

/** Coverages are made by people who signed in, or taken in before anybody could. */
export const examineAccounts = (dataDir: string, coverages: readonly ExaminedCoverage[]): Finding[] =>
  coverages.length === 0 || namesIn(dataDir).includes('accounts.json')
    ? []
    : [
        {
          level: 'todo',
          what: 'There are coverages and no accounts: whoever has the set-up code makes the first one anew.',
          file: join(dataDir, 'accounts.json'),
          next: 'If there were accounts, put the file back from the newest backup while no server runs.',
        },
      ];
