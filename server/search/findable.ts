import { textOfBlock } from '#domain/block.ts';
import { titleOfDocument } from '#domain/document.ts';
import type { Documents } from '#domain/ports.ts';
import type { PrintHour } from '#domain/public-view.ts';
import type { NamedCoverage, SearchHit } from '#domain/search.ts';
import { printMention } from '#domain/speaker.ts';
import { coveragePath, documentPath, entryPath } from '#i18n/path.ts';
import { plainText } from '#render/plain-text.ts';
import { partsOf } from './papers.ts';
import type { Readable, ReadableCoverage, Reading } from './readable.ts';
import type { Texts } from './word-index.ts';

/** Whatever can be found, as it is at this moment. */
export interface Findable extends Texts {
  /** A speaker's name alone, without titles. */
  readonly name: string;
  /** What the hit is called where there is no headline and nobody speaks. */
  readonly called: string;
  readonly path: string;
  /** What it is: an entry, a coverage, or a section of a paper. A paper itself is none of them. */
  readonly readable?: Readable;
  readonly whole?: NamedCoverage;
  readonly paper?: NonNullable<SearchHit['paper']>;
}

/** Ids in the index. Clients make the ids of entries: two coverages may have the same. */
export const coverageKey = (coverageId: string): string => `c ${coverageId}`;
export const entryKey = (coverageId: string, entryId: string): string => `e ${coverageId} ${entryId}`;
export const paperKey = (slug: string, anchor: string): string => `d ${slug} ${anchor}`;

/** @returns null for what readers cannot read (any more) */
export function findable(
  id: string,
  reading: Reading,
  documents: Documents,
  print: PrintHour,
): Findable | null {
  const [kind, first = '', second = ''] = id.split(' ');
  if (kind === 'c') return findableCoverage(reading.coverage(first));
  return kind === 'e'
    ? findableEntry(reading.entry(first, second, print))
    : findablePart(first, second, documents);
}

function findableCoverage(readable: ReadableCoverage | null): Findable | null {
  if (!readable) return null;
  const { title, lede, organizer, summary = [], slug } = readable.about;
  const text = [lede, ...summary.map(textOfBlock), organizer].filter(Boolean).join('\n');
  return {
    speaker: '',
    name: '',
    headline: title,
    text,
    called: title,
    path: coveragePath(slug),
    whole: readable.coverage,
  };
}

function findableEntry(readable: Readable | null): Findable | null {
  const content = readable?.entry.content;
  if (!readable || !content) return null;
  const { speaker, headline = '' } = content;
  return {
    speaker: speaker
      ? [speaker.honorific, speaker.title, printMention(speaker)].filter(Boolean).join(' ')
      : '',
    name: speaker?.name ?? '',
    headline,
    text: plainText(content),
    called: readable.entry.headline,
    path: entryPath(readable.coverage.slug, readable.entry.id),
    readable,
  };
}

function findablePart(slug: string, anchor: string, documents: Documents): Findable | null {
  const found = documents.find(slug);
  const part = found && partsOf(found).find((candidate) => candidate.anchor === anchor);
  if (!part) return null;
  const path = documentPath(slug);
  return {
    speaker: '',
    name: '',
    headline: part.title,
    text: part.text,
    called: part.title,
    path: `${path}${anchor && `#${anchor}`}`,
    ...(anchor && { paper: { path, title: titleOfDocument(found) } }),
  };
}
