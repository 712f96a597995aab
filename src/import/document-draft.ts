import type { Run } from '#domain/block.ts';
import { textOfRuns } from '#domain/block.ts';
import type { Footnote, OfficialDocument } from '#domain/document.ts';
import { conferenceFacts, languageOf } from './conference-facts.ts';
import { findDay, printedDate } from './dates.ts';
import type { DocumentDraft, PaperPlace } from './document-shape.ts';
import type { Doubt } from './doubt.ts';
import { doubt, inOrderOfLines } from './doubt.ts';
import type { ImportFault } from './fault.ts';
import { fault } from './fault.ts';
import { inlineText } from './inline-runs.ts';
import type { LiftedNote } from './page-breaks.ts';
import { withoutPageBreaks } from './page-breaks.ts';
import { endOfPaper, startOfEnd } from './paper-end.ts';
import { headOfPaper } from './paper-head.ts';
import { doubtsOfMarks, noteReader } from './paper-notes.ts';
import { bodyOfPaper } from './paper-sections.ts';
import { findReferences } from './references.ts';
import { slugOf } from './slug.ts';
import type { SourceLine } from './source-lines.ts';
import { chunkOf, lineOf, plainSpaces, readLines } from './source-lines.ts';

/**
 * Reads a pasted official paper: head, preamble, labelled sections, recipients, signature. Every word stays as printed:
 * footnotes are lifted out of the page they stood on and hang at their mark, sentences cut by a page break are whole
 * again, `*italic*` and `**bold**` become runs, a printed dash stays. What the source does not print is null.
 * @returns a fault, with its line, for what is no paper
 */
export function readDocument(text: string): DocumentDraft | ImportFault {
  const lines = readLines(text);
  if ('ok' in lines) return lines;
  const head = headOfPaper(lines);
  const rest = lines.slice(head.end);
  const start = startOfEnd(rest);
  const footnoteOf = noteReader(rest);
  const isNote = ({ text: words }: SourceLine): boolean => footnoteOf(words) !== null;
  // A text processor puts its footnotes under the signature.
  const end = endOfPaper(rest.slice(start).filter((line) => !isNote(line)));
  const bodyLines = [...rest.slice(0, start), ...rest.slice(start).filter(isNote)];
  const unpaged = withoutPageBreaks(bodyLines, footnoteOf);
  if (unpaged.paragraphs.length === 0)
    return fault(lines.find((line) => line.text !== '')?.number ?? 1, 'unrecognised');

  const doubts: Doubt[] = [];
  const marks = new Set(unpaged.notes.map((note) => note.mark));
  const met: { readonly mark: string; readonly line: number }[] = [];
  const inline = (words: string, line: number): readonly Run[] => {
    const read = inlineText(words, marks);
    met.push(...read.marks.map((mark) => ({ mark, line })));
    if (read.unpaired) doubts.push(doubt(line, 'unpaired-asterisk', { text: words.slice(0, 120) }));
    return read.runs;
  };
  const body = bodyOfPaper([...unpaged.paragraphs, ...end.unplaced.map((line) => chunkOf([line]))], inline);
  const printed = unpaged.paragraphs.map((paragraph) => paragraph.text);
  const [opening = ''] = body.preamble.map((block) => textOfRuns(block.runs));
  const day = findDay(plainSpaces(opening).slice(0, WORDS_BEFORE_A_DAY));
  const title = head.titleLines.join(' ');
  return {
    ok: true,
    language: languageOf(title + opening),
    type: head.type,
    titleLines: head.titleLines,
    header: head.header,
    issuingBody: head.issuingBody,
    number: head.number,
    place: head.place,
    issuedOn: head.issuedOn,
    preamble: body.preamble,
    sections: body.sections,
    footnotes: unpaged.notes.map(footnote),
    recipients: end.recipients,
    signature: end.signature,
    proposedSlug: slugOf([head.type, ...head.titleLines].filter(Boolean).join(' ')),
    conference: conferenceFacts(title, opening, day?.year === undefined ? null : printedDate(day, day.year)),
    references: printed.flatMap(findReferences),
    places: allPlaces(
      lines,
      [...head.places, ...body.places, ...notePlaces(unpaged.notes), ...end.places],
      [...unpaged.pageNumbers],
    ),
    doubts: inOrderOfLines([
      ...doubts,
      ...unpaged.doubts,
      ...body.doubts,
      ...doubtsOfNotes(unpaged.notes, met),
      ...doubtsOfMarks(bodyLines, footnoteOf),
      ...[...head.places.filter(({ place }) => place === 'set-aside').map(({ line }) => line)].map((line) =>
        doubt(line, 'set-aside', { text: lines[line - 1]?.text ?? '' }),
      ),
      ...end.setAside.map((line) => doubt(line.number, 'set-aside', { text: line.text })),
      ...end.unplaced.map((line) => doubt(line.number, 'unplaced', { text: line.text })),
      ...(head.type === null ? [doubt(1, 'type-missing')] : []),
      ...(end.recipients.length === 0 ? [doubt(lines.length, 'recipients-missing')] : []),
      ...(end.signature === null ? [doubt(lines.length, 'signature-missing')] : []),
    ]),
  };
}

/** The day of the conference opens the preamble or is not the conference's. */
const WORDS_BEFORE_A_DAY = 60;

const footnote = ({ mark, text }: LiftedNote, index: number): Footnote => ({
  mark,
  number: index + 1,
  runs: inlineText(text, new Set()).runs,
});

const notePlaces = (notes: readonly LiftedNote[]): PaperPlace[] =>
  notes.flatMap(({ chunk, text }, index) =>
    chunk.lines.map((line, number) => ({
      line: line.number,
      place: 'footnote' as const,
      index,
      ...(number === 0 && { lead: chunk.text.slice(0, chunk.text.length - text.length) }),
    })),
  );

function allPlaces(
  lines: readonly SourceLine[],
  known: readonly PaperPlace[],
  pageNumbers: readonly SourceLine[],
): PaperPlace[] {
  const places = new Map(known.map((place) => [place.line, place]));
  for (const { number } of pageNumbers) places.set(number, { line: number, place: 'set-aside' });
  return lines.map(({ number, text }) => {
    const place = places.get(number);
    if (place) return place;
    if (text === '') return { line: number, place: 'blank' };
    throw new Error(`the importer lost line ${number}`);
  });
}

function doubtsOfNotes(
  notes: readonly LiftedNote[],
  met: readonly { readonly mark: string; readonly line: number }[],
): Doubt[] {
  const anchored = new Set(met.map(({ mark }) => mark));
  const marks = notes.map(({ mark }) => mark);
  return [
    ...notes
      .filter(({ mark }) => !anchored.has(mark))
      .map(({ chunk, mark }) => doubt(lineOf(chunk), 'note-without-anchor', { text: chunk.text, mark })),
    ...notes
      .filter(({ mark }, index) => marks.indexOf(mark) < index)
      .map(({ chunk, mark }) => doubt(lineOf(chunk), 'mark-repeated', { text: chunk.text, mark })),
  ];
}

export interface DocumentCircumstances {
  readonly id: string;
  /** Last part of the address, free. */
  readonly slug: string;
  /** UTC instant. */
  readonly publishedAt: string;
  readonly conferenceIds?: readonly string[];
}

/** The paper itself, ready for the shelf. */
export function documentFrom(
  draft: DocumentDraft,
  { id, slug, publishedAt, conferenceIds = [] }: DocumentCircumstances,
): OfficialDocument {
  const { ok: _, proposedSlug, conference, references, places, doubts, ...understood } = draft;
  return { v: 1, id, slug, ...understood, conferenceIds, related: [], publishedAt };
}
