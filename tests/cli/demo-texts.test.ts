import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { DEMONSTRATION_ACCOUNTS } from '#domain/demonstration.ts';
import { readCoverage } from '#import/coverage-draft.ts';
import type { CoverageDraft } from '#import/coverage-shape.ts';
import { readDocument } from '#import/document-draft.ts';
import type { DocumentDraft } from '#import/document-shape.ts';

const ROOT = new URL('../../', import.meta.url);
const SEEDS = new URL('../shared/seeds/', ROOT).pathname;
const demo = (name: string): string => readFileSync(new URL(`content/demo/${name}`, ROOT), 'utf8');
const NAMES = ['hoi-nghi.txt', 'ket-luan.txt', 'replay.json'];

const page = readCoverage(demo('hoi-nghi.txt'), { now: '2026-11-22T00:00:00.000Z' }) as CoverageDraft;
const paper = readDocument(demo('ket-luan.txt')) as DocumentDraft;

describe('the conference of the demonstration', () => {
  it('has the seven hours of a morning', () => {
    expect(page.items.map(({ printed }) => printed)).toEqual([
      '8h00',
      '8h15',
      '8h35',
      '8h50',
      '9h00',
      '10h35',
      '11h00',
    ]);
    expect(page.items.map(({ kind }) => kind)).toEqual([
      'opening',
      'report',
      'report',
      'draft',
      'discussion',
      'awards',
      'closing',
    ]);
  });

  it('has a title of some 300 characters', () => {
    expect(Math.max(...page.items.map(({ title }) => title.length))).toBeGreaterThan(290);
  });

  it('lets eight people speak at 9h00, seven of them with a portrait', () => {
    const statements = page.entries.filter(({ item, kind }) => item === 4 && kind === 'statement');
    expect(new Set(statements.map(({ speaker }) => speaker?.name)).size).toBe(8);
    const portraits = statements.filter(({ blocks }) =>
      blocks.some((block) => block.type === 'figure' && block.kind === 'portrait'),
    );
    expect(portraits).toHaveLength(7);
  });

  it('has captions, venues, awards and a byline of three', () => {
    const figures = page.entries.flatMap(({ blocks }) => blocks.filter(({ type }) => type === 'figure'));
    expect(figures).toHaveLength(26);
    expect(page.about.venues.map(({ kind }) => kind).filter((kind) => kind === 'main')).toHaveLength(1);
    expect(page.about.venues).toHaveLength(9);
    expect(page.entries.filter(({ kind }) => kind === 'award')).toHaveLength(4);
    const reporters = DEMONSTRATION_ACCOUNTS.filter(({ role }) => role === 'reporter');
    expect(page.about.byline).toEqual(reporters.map(({ name }) => name));
    expect(page.about.kicker).toBe('Trực tiếp');
  });

  it('says that it is made up, where every reader sees it', () => {
    expect(page.about.lede).toContain('hư cấu');
  });
});

describe('the paper of the demonstration', () => {
  it('has six labelled sections and eight under the first', () => {
    expect(paper.sections.map(({ label }) => label)).toEqual(['I-', 'II-', 'III.', 'IV-', 'V-', 'VI-']);
    const [first] = paper.sections;
    expect(first?.sections.map(({ label }) => label)).toEqual(['1-', '2-']);
    expect(first?.sections[1]?.sections.map(({ label }) => label)).toEqual([
      '2.1-',
      '2.2-',
      '2.3-',
      '2.4-',
      '2.5-',
      '2.6-',
    ]);
  });

  it('has three footnotes whose sentences are whole again, eleven recipients and a signature', () => {
    expect(paper.footnotes.map(({ mark }) => mark)).toEqual(['¹', '²', '³']);
    expect(paper.doubts.map(({ code }) => code)).toEqual(Array(5).fill('rejoined'));
    expect(paper.recipients).toHaveLength(11);
    expect(paper.signature).toMatchObject({ authority: 'T/M BAN CHỈ ĐẠO', name: 'Doãn Mai Khuê' });
    expect(paper.references).toHaveLength(11);
  });

  it('lacks its number, like papers that reach a newsroom, and has all else of a head', () => {
    expect(paper.number).toBeNull();
    expect(paper.place).toBe('Lâm Sơn');
    expect(paper.issuedOn?.iso).toBe('2024-09-16');
    expect(paper.issuingBody).toMatch(/^UBND TỈNH LÂM SƠN\nBAN CHỈ ĐẠO/u);
    expect(paper.header).toMatch(/^CỘNG HÒA .*\nĐộc lập/u);
    expect(paper.type).toBe('KẾT LUẬN');
  });

  it('says that it is made up', () => {
    expect(JSON.stringify(paper.preamble)).toContain('văn bản hư cấu');
  });
});

test.each([...NAMES, 'slips.json'])('%s is in NFC', (name) => {
  expect(demo(name)).toBe(demo(name).normalize('NFC'));
});

test('every slip that is to be mended stands in the conference exactly once', () => {
  const slips = JSON.parse(demo('slips.json')) as { find: string }[];
  expect(slips.length).toBeGreaterThan(3);
  for (const { find } of slips) expect(demo('hoi-nghi.txt').split(find).length - 1, find).toBe(1);
});

/** Words in a row that a text may share with another by chance: names of offices, forms of address. */
const BY_CHANCE = 7;

const wordsOf = (text: string): string[] =>
  text
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];
const runsOf = (words: readonly string[]): string[] =>
  words.slice(BY_CHANCE).map((_, index) => words.slice(index, index + BY_CHANCE + 1).join(' '));

const seeds = existsSync(SEEDS) ? globSync('*.txt', { cwd: SEEDS }) : [];
if (seeds.length === 0)
  console.warn(
    `Not compared with the real input: it is not at ${SEEDS}. The texts of others are not part of this project.`,
  );

test.skipIf(seeds.length === 0)('nothing of the real input is copied: no eight words in a row', () => {
  const real = new Set(seeds.flatMap((name) => runsOf(wordsOf(readFileSync(SEEDS + name, 'utf8')))));
  expect(real.size).toBeGreaterThan(1_000);
  for (const name of NAMES) expect(runsOf(wordsOf(demo(name))).filter((run) => real.has(run))).toEqual([]);
});
