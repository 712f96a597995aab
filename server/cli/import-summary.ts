import type { DocumentSection } from '#domain/document.ts';
import { missingParts } from '#domain/document.ts';
import { importEn } from '#i18n/import-en.ts';
import { readCoverage } from '#import/coverage-draft.ts';
import type { CoverageDraft } from '#import/coverage-shape.ts';
import { documentFrom, readDocument } from '#import/document-draft.ts';
import type { DocumentDraft } from '#import/document-shape.ts';
import type { Doubt } from '#import/doubt.ts';
import type { ImportFault } from '#import/fault.ts';
import { recognise } from '#import/recognise.ts';

/** What was understood of a text, in lines for a terminal. */
export interface Summary {
  readonly ok: true;
  readonly kind: 'coverage' | 'document';
  readonly lines: readonly string[];
}

/** @param now UTC instant */
export function summarise(text: string, now: string): Summary | ImportFault {
  const kind = recognise(text);
  if (typeof kind !== 'string') return kind;
  const draft = kind === 'coverage' ? readCoverage(text, { now }) : readDocument(text);
  if (!draft.ok) return draft;
  const understood = 'items' in draft ? linesOfCoverage(draft) : linesOfDocument(draft);
  return { ok: true, kind, lines: [...understood, ...linesOfDoubts(draft.doubts)] };
}

/** Where and why a text cannot be imported. */
export const faultLine = (file: string, { line, code, params }: ImportFault): string =>
  `${file}:${line}: ${importEn.faults[code](params)}`;

function linesOfCoverage({ about, items, entries, speakers }: CoverageDraft): string[] {
  const under = (index: number | null) => entries.filter((entry) => entry.item === index);
  const photos = entries.flatMap(({ blocks }) => blocks.filter((block) => block.type === 'figure'));
  return [
    'A live page:',
    `  title     ${about.title}`,
    `  day       ${about.date.iso}${about.date.printed ? `, printed as ${about.date.printed}` : ''}`,
    `  kicker    ${about.kicker ?? '(none)'}`,
    `  lede      ${about.lede ?? '(none)'}`,
    ...items.map(
      ({ printed, title }, index) => `  ${printed.padEnd(9)} ${title} (${entryCount(under(index).length)})`,
    ),
    ...(under(null).length > 0 ? [`  outside the agenda: ${entryCount(under(null).length)}`] : []),
    `  captions  ${photos.length}`,
    `  venues    ${list(about.venues.map(({ name }) => name))}`,
    `  speakers  ${list(speakers.flatMap(({ name, title }) => name ?? title ?? []))}`,
    `  byline    ${list(about.byline)}`,
  ];
}

function linesOfDocument(draft: DocumentDraft): string[] {
  const understood = documentFrom(draft, { id: '', slug: draft.proposedSlug, publishedAt: '' });
  const { type, titleLines, sections, footnotes, recipients, signature, references } = draft;
  return [
    'An official paper:',
    `  type        ${type ?? '(none)'}`,
    `  title       ${titleLines.join(' / ')}`,
    `  sections    ${list(sections.map(labelOf))}`,
    `  footnotes   ${footnotes.length}`,
    `  recipients  ${recipients.length}`,
    `  references  ${list([...new Set(references.map(({ printed }) => printed.split(' ')[1]))])}`,
    `  signed by   ${signature ? list([signature.authority, signature.position, signature.name]) : '(nobody)'}`,
    `  not there   ${list(missingParts(understood))}`,
  ];
}

const entryCount = (count: number): string =>
  count === 0 ? 'no entries' : count === 1 ? '1 entry' : `${count} entries`;

const labelOf = ({ label, sections }: DocumentSection): string =>
  sections.length > 0 ? `${label} (${sections.map(labelOf).join(' ')})` : label;

const list = (words: readonly (string | undefined)[]): string => words.filter(Boolean).join(', ') || '(none)';

function linesOfDoubts(doubts: readonly Doubt[]): string[] {
  if (doubts.length === 0) return ['No doubts.'];
  return [
    `${doubts.length} ${doubts.length === 1 ? 'doubt' : 'doubts'}:`,
    ...doubts.map(({ line, code, text, params }) => {
      const about = text === undefined ? '' : ` “${text}”`;
      return `  ${importEn.line(line, importEn.doubts[code](params))}${about}`;
    }),
  ];
}
