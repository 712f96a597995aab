import type { Run } from '#domain/block.ts';
import { textOfBlock } from '#domain/block.ts';
import type { DocumentSection } from '#domain/document.ts';
import type { CoverageDraft, LinePlace } from '#import/coverage-shape.ts';
import type { DocumentDraft, PaperPlace } from '#import/document-shape.ts';

/** A piece of the source next to what the draft made of it: equal, or words were lost. */
export interface Kept {
  readonly source: string;
  readonly draft: string;
}

/** The lines as the importer promises to keep them: trimmed, without marks of direction, blank when nothing shows. */
const trimmedLines = (source: string): string[] =>
  source
    .normalize('NFC')
    .split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/u)
    .map((line) => line.replace(/[\u007f\u202a-\u202e\u2066-\u2069]/gu, '').trim())
    .map((line) => (/^[\p{Cf}\s]*$/u.test(line) ? '' : line));

/** Places whose lines the draft sorts into fields, so that each is looked for by itself. */
const ONE_BY_ONE = new Set<string>(['recipients', 'signature', 'set-aside']);

function gather<P extends LinePlace | PaperPlace>(
  source: string,
  places: readonly P[],
  textOf: (place: P) => string,
): Kept[] {
  const lines = trimmedLines(source);
  const groups = new Map<string, { words: string[]; place: P }>();
  for (const place of places) {
    const { line, lead: _, ...rest } = place;
    const key = ONE_BY_ONE.has(place.place) && place.index === undefined ? line : rest;
    const words = lines[line - 1] ?? '';
    const group = groups.get(JSON.stringify(key));
    if (group) group.words.push(words);
    else groups.set(JSON.stringify(key), { words: [words], place });
  }
  return [...groups.values()].map(({ words, place }) => {
    const lead = place.lead ?? '';
    const gap = lead !== '' && lead.trimEnd() === lead && words[0] === lead ? ' ' : '';
    return { source: words.join(' ').trim(), draft: `${lead}${gap}${textOf(place)}`.trim() };
  });
}

/** Every line of a page with its words in the draft, line breaks as blanks. */
export const keptOfPage = (source: string, draft: CoverageDraft): Kept[] =>
  gather(source, draft.places, ({ place, index: at, block = 0 }) => {
    const index = at ?? 0;
    switch (place) {
      case 'blank':
        return '';
      case 'title':
        return draft.about.title;
      case 'kicker':
        return draft.about.kicker ?? '';
      case 'lede':
        return draft.about.lede ?? '';
      case 'day':
        return draft.dayLines[index] ?? '';
      case 'item':
        return draft.items[index]?.title ?? '';
      case 'entry': {
        const found = draft.entries[index]?.blocks[block];
        return found ? textOfBlock({ ...found, id: '' } as never).replaceAll('\n', ' ') : '';
      }
      case 'byline':
        return draft.bylineLines[index] ?? '';
      case 'related':
        return (at === undefined ? draft.related?.heading : draft.related?.titles[at]) ?? '';
      default:
        return place satisfies never;
    }
  });

const printed = (runs: readonly Run[]): string => runs.map(({ text }) => text).join('');

function sectionAt(sections: readonly DocumentSection[], anchor: string): DocumentSection | undefined {
  for (const section of sections) {
    const found = section.anchor === anchor ? section : sectionAt(section.sections, anchor);
    if (found) return found;
  }
  return undefined;
}
const withoutMarks = (text: string): string => text.replaceAll('*', '').trim();

/** Every line of a paper with its words in the draft; asterisks, which became bold and italic, left out of both. */
export function keptOfPaper(source: string, draft: DocumentDraft): Kept[] {
  const whicheverHolds = (line: number, fields: readonly (string | undefined)[]): string => {
    const words = withoutMarks(trimmedLines(source)[line - 1] ?? '').trim();
    return (
      fields.flatMap((field) => field?.split('\n') ?? []).find((field) => withoutMarks(field) === words) ?? ''
    );
  };
  const wordsAt = ({ line, place, anchor = '', index, columns }: PaperPlace): string => {
    const at = index ?? 0;
    switch (place) {
      case 'blank':
        return '';
      case 'header':
        return draft.header?.split('\n')[at] ?? '';
      case 'issuingBody':
        return draft.issuingBody?.split('\n')[at] ?? '';
      case 'number':
        return draft.number ?? '';
      case 'placeAndDate':
        return `${draft.place}, ${draft.issuedOn?.printed}`;
      case 'type':
        return draft.type ?? '';
      case 'title':
        return draft.titleLines[at] ?? '';
      case 'preamble':
        return textOf(draft.preamble[at]);
      case 'section': {
        const section = sectionAt(draft.sections, anchor);
        return index === undefined ? printed(section?.heading ?? []) : textOf(section?.blocks[index]);
      }
      case 'footnote':
        return printed(draft.footnotes[at]?.runs ?? []);
      case 'recipients':
        return index === undefined
          ? (trimmedLines(source)[line - 1] ?? '')
          : (draft.recipients[at]?.text ?? '');
      case 'signature':
        return whicheverHolds(line, [
          draft.signature?.authority,
          draft.signature?.position,
          draft.signature?.name,
        ]);
      case 'set-aside':
        return draft.doubts.find((doubt) => doubt.code === 'set-aside' && doubt.line === line)?.text ?? '';
      case 'columns': {
        // Each column in full, whatever gap stands between them.
        const printed = trimmedLines(source)[line - 1] ?? '';
        const kept = (columns ?? []).map((column) => (column.lead ?? '') + wordsAt({ line, ...column }));
        return printed.split(/\s*\t\s*|\s{3,}/u).join('|') === kept.join('|') ? printed : kept.join('|');
      }
      default:
        return place satisfies never;
    }
  };
  return gather(source, draft.places, wordsAt).map(({ source: words, draft: found }) => ({
    source: withoutMarks(words),
    draft: withoutMarks(found),
  }));
}

const textOf = (block: DocumentDraft['preamble'][number] | undefined): string =>
  block ? textOfBlock(block) : '';
