import type { LinePlace } from './coverage-shape.ts';
import type { EntryInMaking } from './entry-in-making.ts';
import type { PageHead } from './page-head.ts';
import type { PageParts, PageSection } from './page-parts.ts';
import type { Chunk, SourceLine } from './source-lines.ts';

type Place = Omit<LinePlace, 'line'>;

/** Says for every line of the source where it went: the proof that none was dropped. */
export function placesOf(
  lines: readonly SourceLine[],
  head: PageHead,
  parts: PageParts,
  sections: readonly PageSection[],
  entries: readonly EntryInMaking[],
): LinePlace[] {
  const places = new Map<number, Place>();
  const put = (chunk: Pick<Chunk, 'lines'> | undefined, place: Place, lead = ''): void => {
    for (const [index, { number }] of (chunk?.lines ?? []).entries())
      places.set(number, index === 0 && lead ? { ...place, lead } : place);
  };
  const putEach = (chunks: readonly Pick<Chunk, 'lines'>[], place: LinePlace['place']): void => {
    for (const [index, chunk] of chunks.entries()) put(chunk, { place, index });
  };

  const leadOf = (part: 'title' | 'lede'): string => (head.glued?.to === part ? head.glued.lead : '');
  put(head.kickerLine, { place: 'kicker' });
  put(head.title, { place: 'title' }, leadOf('title'));
  put(head.lede, { place: 'lede' }, leadOf('lede'));
  putEach(
    parts.dayLines.map((line) => ({ lines: [line] })),
    'day',
  );
  for (const [index, section] of sections.entries())
    put(section, { place: 'item', index }, section.heading.lead);
  for (const [index, { parts: blocks }] of entries.entries())
    for (const [block, { chunk }] of blocks.entries()) put(chunk, { place: 'entry', index, block });
  putEach(
    parts.bylines.map(({ chunk }) => chunk),
    'byline',
  );
  if (parts.related) put({ lines: [parts.related.heading] }, { place: 'related' });
  putEach(parts.related?.titles ?? [], 'related');

  return lines.map(({ number, text }) => {
    const place = places.get(number);
    if (place) return { line: number, ...place };
    if (text === '') return { line: number, place: 'blank' };
    throw new Error(`the importer lost line ${number}`);
  });
}
