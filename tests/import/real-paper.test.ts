import { describe, expect, test } from 'vitest';
import type { Run } from '#domain/block.ts';
import type { DocumentSection } from '#domain/document.ts';
import { missingParts } from '#domain/document.ts';
import { readCoverage } from '#import/coverage-draft.ts';
import { documentFrom, readDocument } from '#import/document-draft.ts';
import type { DocumentDraft } from '#import/document-shape.ts';
import { recognise } from '#import/recognise.ts';
import { keptOfPaper } from './lines-kept.ts';
import { isAbsent, PAGE, PAPER, readReal } from './real-input.ts';

const source = readReal(PAPER);

function draft(): DocumentDraft {
  const read = readDocument(source);
  if (!read.ok) throw new Error(`line ${read.line}: ${read.code}`);
  return read;
}

const flat = (sections: readonly DocumentSection[]): DocumentSection[] =>
  sections.flatMap((section) => [section, ...flat(section.sections)]);
const runsOf = (read: DocumentDraft): Run[] =>
  flat(read.sections).flatMap((section) => [
    ...section.heading,
    ...section.blocks.flatMap((block) => (block.type === 'paragraph' ? block.runs : [])),
  ]);

describe.skipIf(isAbsent)('the real official paper', () => {
  test('is recognised as a document', () => {
    expect(recognise(source)).toBe('document');
  });

  test('every line is in its place, word for word', () => {
    const kept = keptOfPaper(source, draft());
    expect(kept.map((piece) => piece.draft)).toEqual(kept.map((piece) => piece.source));
    expect(draft().places.filter((place) => place.place === 'set-aside')).toEqual([]);
  });

  test('has its type, two title lines and a preamble that ends in the enacting clause', () => {
    const { type, titleLines, preamble } = draft();
    expect(type).toBe(source.split('\n')[2]);
    expect(titleLines).toHaveLength(2);
    expect(preamble).toHaveLength(2);
    const last = preamble.at(-1);
    expect(last?.type === 'paragraph' && last.runs.at(-1)?.text.endsWith(':')).toBe(true);
  });

  test('has six sections, labelled as printed, with the subsections of the first', () => {
    const { sections } = draft();
    expect(sections.map((section) => section.label)).toEqual(['I-', 'II-', 'III.', 'IV-', 'V-', 'VI-']);
    expect(sections[0]?.sections.map((section) => section.label)).toEqual(['1-', '2-']);
    expect(sections[0]?.sections[1]?.sections.map((section) => section.label)).toEqual([
      '2.1-',
      '2.2-',
      '2.3-',
      '2.4-',
      '2.5-',
      '2.6-',
    ]);
    expect(sections.slice(1).every((section) => section.sections.length === 0)).toBe(true);
    expect(new Set(flat(sections).map((section) => section.anchor)).size).toBe(14);
  });

  test('leaves the heading empty where it runs on into a sentence', () => {
    const { sections } = draft();
    expect(sections.map((section) => section.heading.length > 0)).toEqual([
      true,
      true,
      true,
      true,
      true,
      false,
    ]);
    expect(sections[5]?.blocks).toHaveLength(2);
  });

  test('lifts three footnotes and hangs each at its mark', () => {
    const read = draft();
    expect(read.footnotes.map((note) => [note.mark, note.number])).toEqual([
      ['¹', 1],
      ['²', 2],
      ['³', 3],
    ]);
    expect(runsOf(read).flatMap((run) => run.note ?? [])).toEqual(['¹', '²', '³']);
  });

  test('rejoins four sentences that page breaks cut, and asks about each', () => {
    const { doubts } = draft();
    expect(doubts.map((doubt) => doubt.code)).toEqual(Array(4).fill('rejoined'));
    expect(doubts.map((doubt) => [doubt.params.from, doubt.params.to])).toEqual([
      [13, 17],
      [23, 25],
      [33, 37],
      [53, 55],
    ]);
  });

  test('has seven italic spans and no asterisk left', () => {
    const runs = runsOf(draft());
    expect(runs.filter((run) => run.italic)).toHaveLength(7);
    expect(runs.some((run) => run.text.includes('*'))).toBe(false);
  });

  test('has eleven recipients, the last of them the file', () => {
    const { recipients } = draft();
    expect(recipients).toHaveLength(11);
    expect(recipients.findIndex((recipient) => recipient.filing)).toBe(10);
  });

  test('has a signature of authority, position and name', () => {
    const { signature } = draft();
    const printed = source.replaceAll('*', '').trimEnd().split('\n');
    expect([signature?.authority, signature?.position, signature?.name]).toEqual([
      printed[100],
      printed[101],
      printed.at(-1),
    ]);
  });

  test('shows header, issuing body, number, place and date of issue as missing', () => {
    const document = documentFrom(draft(), {
      id: 'id',
      slug: 'slug',
      publishedAt: '2026-11-22T03:00:00.000Z',
    });
    expect(missingParts(document)).toEqual(['header', 'issuingBody', 'number', 'place', 'issuedOn']);
    expect(draft().conference.date).toEqual({ printed: '13/7/2022', iso: '2022-07-13' });
    expect(Object.keys(document)).not.toContain('doubts');
  });

  test('mentions numbered papers fourteen times, eleven of them different', () => {
    const { references } = draft();
    expect(references).toHaveLength(14);
    // One is named with its date and again without.
    expect(new Set(references.map(({ number, symbol }) => `${number}-${symbol}`)).size).toBe(11);
  });

  test('belongs to another conference of the same series as the live page', () => {
    const page = readCoverage(readReal(PAGE), { now: '2026-11-22T03:00:00.000Z' });
    const { conference } = draft();
    expect(page.ok && page.conference.seriesSlug).toBe(conference.seriesSlug);
    expect([page.ok && page.conference.ordinal, conference.ordinal]).toEqual([8, 10]);
    expect(page.ok && page.conference.slug).not.toBe(conference.slug);
  });
});
