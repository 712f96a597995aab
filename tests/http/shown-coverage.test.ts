import { expect, it } from 'vitest';
import type { CoverageStatus } from '#domain/coverage.ts';
import { blankCoverage } from '#domain/coverage.ts';
import type { Archive, Locals } from '#domain/ports.ts';
import { shownCoverage } from '../../src/pages/truc-tiep/_shown-coverage.ts';

const SLUG = 'hoi-nghi';

/** What the page at {@link SLUG} shows, with an archive of the coverage `archived` at that address. */
const shownBeside = (running?: { readonly id: string; readonly status: CoverageStatus }) => {
  const archive = {
    coverage: { id: 'archived' },
    manifest: { coverageId: 'archived' },
  } as Archive;
  const coverage = running && { ...blankCoverage(running.id, 'e1'), head: 3, status: running.status };
  const locals = {
    newsroom: { coverage: () => coverage },
    archives: { find: () => archive },
  } as unknown as Locals;
  const shown = shownCoverage(locals, SLUG);
  return shown && { id: shown.coverage.id, frozen: shown.manifest !== null };
};

it.each([
  ['no coverage of the newsroom', undefined, { id: 'archived', frozen: true }],
  ['the same coverage', { id: 'archived', status: 'archived' }, { id: 'archived', frozen: true }],
  ['another coverage that is live', { id: 'other', status: 'live' }, { id: 'other', frozen: false }],
  ['another coverage that was archived', { id: 'other', status: 'archived' }, { id: 'other', frozen: false }],
  ['a draft', { id: 'other', status: 'draft' }, null],
] as const)('an archive beside %s', (_, running, shown) => {
  expect(shownBeside(running)).toEqual(shown);
});
