import { v7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import type { Command } from '#domain/command.ts';
import type { Coverage } from '#domain/coverage.ts';
import { blankCoverage } from '#domain/coverage.ts';
import { decide } from '#domain/decide.ts';
import { evolve } from '#domain/evolve.ts';
import { publicCoverage } from '#domain/public-view.ts';
import { coverageCommands } from '#import/coverage-commands.ts';
import { readCoverage } from '#import/coverage-draft.ts';
import type { CoverageDraft } from '#import/coverage-shape.ts';
import { recognise } from '#import/recognise.ts';
import { slugOf } from '#import/slug.ts';
import { readCommand } from '#server/newsroom/command-schema.ts';
import { keptOfPage } from './lines-kept.ts';
import { isAbsent, PAGE, readReal } from './real-input.ts';

const NOW = '2026-11-22T15:00:00.000Z';
const source = readReal(PAGE);

function draft(): CoverageDraft {
  const read = readCoverage(source, { now: NOW });
  if (!read.ok) throw new Error(`line ${read.line}: ${read.code}`);
  return read;
}

const of = (item: number): CoverageDraft['entries'] => draft().entries.filter((entry) => entry.item === item);
const captions = (entries: CoverageDraft['entries']) =>
  entries.flatMap((entry) => entry.blocks.filter((block) => block.type === 'figure'));
const texts = (entries: CoverageDraft['entries']) =>
  entries.flatMap((entry) => entry.blocks.filter((block) => block.type === 'paragraph'));

describe.skipIf(isAbsent)('the real live page', () => {
  test('is recognised as a coverage', () => {
    expect(recognise(source)).toBe('coverage');
  });

  test('every line is in its place, word for word', () => {
    const kept = keptOfPage(source, draft());
    expect(kept.map((piece) => piece.draft)).toEqual(kept.map((piece) => piece.source));
    expect(draft().places).toHaveLength(source.split('\n').length);
  });

  test('has seven hours in the order of the day, with the titles as printed', () => {
    const { items } = draft();
    expect(items.map((item) => item.printed)).toEqual('8h00 8h15 8h35 8h50 9h00 10h35 11h00'.split(' '));
    expect(items.map((item) => item.hour)).toEqual('08:00 08:15 08:35 08:50 09:00 10:35 11:00'.split(' '));
    expect(items.map((item) => item.title.length)).toEqual([17, 151, 77, 307, 9, 28, 15]);
    expect(items.map((item) => item.kind)).toEqual(
      'opening report report draft discussion awards closing'.split(' '),
    );
    expect(items.every((item) => item.shortTitle.length <= 60)).toBe(true);
  });

  test('has 28 texts and 26 captions, where the page has them', () => {
    const { entries } = draft();
    expect(texts(entries)).toHaveLength(28);
    expect(captions(entries)).toHaveLength(26);
    expect([0, 1, 2, 3, 4, 5, 6].map((item) => captions(of(item)).length)).toEqual([4, 3, 3, 2, 10, 4, 0]);
    expect([0, 1, 2, 3, 4, 5, 6].map((item) => texts(of(item)).length)).toEqual([3, 3, 2, 2, 9, 4, 5]);
  });

  test('has eight speakers in the discussion, one statement each, seven with their portrait', () => {
    const statements = of(4).filter((entry) => entry.kind === 'statement');
    expect(statements).toHaveLength(8);
    expect(new Set(statements.map((entry) => entry.speaker?.name)).size).toBe(8);
    expect(statements.every((entry) => entry.speaker?.title && entry.speaker.honorific)).toBe(true);
    const portraits = statements.flatMap((entry) => captions([entry]));
    expect(portraits.map((figure) => figure.type === 'figure' && figure.kind)).toEqual(
      Array(7).fill('portrait'),
    );
    const alone = draft().doubts.filter((doubt) => doubt.code === 'statement-without-portrait');
    expect(alone.map((doubt) => doubt.params.name)).toEqual([statements[2]?.speaker?.name]);
  });

  test('keeps what the chair says before the discussion as a note of the chair', () => {
    const [first] = of(4);
    expect(first?.kind).toBe('note');
    expect(first?.speaker?.name?.split(' ')).toHaveLength(3);
  });

  test('keeps a caption of two lines as one caption with its break', () => {
    const broken = captions(of(5)).filter((block) => block.type === 'figure' && block.caption.includes('\n'));
    expect(broken).toHaveLength(2);
  });

  test('has four awards', () => {
    expect(of(5).filter((entry) => entry.kind === 'award')).toHaveLength(4);
  });

  test('has ten venues, one of them the main hall, and sixteen persons', () => {
    const { about, persons } = draft();
    expect(about.venues).toHaveLength(10);
    expect(about.venues.filter((venue) => venue.kind === 'main')).toHaveLength(1);
    expect(persons).toHaveLength(16);
  });

  test('splits the kicker off the lede and loses nothing of either', () => {
    const { about, places } = draft();
    const lead = places.find((place) => place.place === 'lede')?.lead ?? '';
    expect(lead).toMatch(/^\p{L}+ \p{L}+- $/u);
    expect(about.kicker).toBe(lead.slice(0, -2));
    expect(lead + about.lede).toBe(source.split('\n')[2]);
  });

  test('infers the year that nobody printed, and asks', () => {
    const { about, doubts } = draft();
    expect(about.date).toEqual({ printed: '14 - 1', iso: '2022-01-14', yearInferred: true });
    expect(doubts.find((doubt) => doubt.code === 'year-inferred')?.params.year).toBe(2022);
  });

  test('has a byline of three, and a heading of links with nothing under it', () => {
    const { about, related, doubts } = draft();
    expect(about.byline).toHaveLength(3);
    expect(related?.titles).toEqual([]);
    expect(doubts.filter((doubt) => doubt.code === 'related-empty')).toHaveLength(1);
  });

  test('asks about the captions that could be text, and no more than needed', () => {
    const codes = draft().doubts.map((doubt) => doubt.code);
    expect(codes.filter((code) => code === 'caption-or-text')).toHaveLength(10);
    expect(codes).toHaveLength(16);
  });

  test('becomes a closed coverage through commands that the newsroom takes', () => {
    const coverage = fold(draft());
    expect(coverage.status).toBe('closed');
    expect(coverage.agenda.size).toBe(7);
    expect(coverage.entries.size).toBe(47);
    const view = publicCoverage(coverage, (iso) => iso);
    expect(view.entries.size).toBe(47);
    expect([...view.entries.values()].every((entry) => entry.hour === undefined)).toBe(true);
    expect([...coverage.agenda.values()].map((item) => item.startedAt?.slice(11, 16))).toEqual(
      '01:00 01:15 01:35 01:50 02:00 03:35 04:00'.split(' '),
    );
  });
});

/** The commands checked at the boundary, decided and folded as the newsroom does it. */
function fold(read: CoverageDraft): Coverage {
  const coverageId = v7();
  const now = NOW;
  const actor = { id: v7(), name: 'Thử nghiệm', role: 'editor', coverages: 'all' } as const;
  const commands: Command[] = coverageCommands(read, {
    newId: () => v7(),
    coverageId,
    slug: slugOf(read.about.title),
    now,
  });
  let coverage = blankCoverage(coverageId, 'epoch');
  for (const asked of commands) {
    const command = readCommand(asked);
    if (!('kind' in command)) throw new Error(JSON.stringify(command));
    expect(command).toEqual(asked);
    const decision = decide(coverage, command, { actor, now });
    if ('ok' in decision) throw new Error(JSON.stringify(decision));
    for (const change of decision) coverage = evolve(coverage, { seq: coverage.head + 1, at: now, change });
  }
  return coverage;
}
