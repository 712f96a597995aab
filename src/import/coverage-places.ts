import type { LinePlace } from './coverage-shape.ts';
import type { PageHead } from './page-head.ts';
import type { PageParts, PageSection } from './page-parts.ts';
import type { EntryInMaking } from './section-entries.ts';
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
  const put = (chunk: Pick<Chunk, 'lines'> | undefined, place: Place, lead = ''): void =>
    chunk?.lines.forEach(({ number }, index) => {
      places.set(number, index === 0 && lead ? { ...place, lead } : place);
    });

  const leadOf = (part: 'title' | 'lede'): string => (head.glued?.to === part ? head.glued.lead : '');
  put(head.kickerLine, { place: 'kicker' });
  put(head.title, { place: 'title' }, leadOf('title'));
  put(head.lede, { place: 'lede' }, leadOf('lede'));
  parts.dayLines.forEach((line, index) => put({ lines: [line] }, { place: 'day', index }));
  sections.forEach((section, index) => put(section, { place: 'item', index }, section.heading.lead));
  entries.forEach((entry, index) =>
    entry.parts.forEach((part, block) => put(part.chunk, { place: 'entry', index, block })),
  );
  parts.bylines.forEach(({ chunk }, index) => put(chunk, { place: 'byline', index }));
  if (parts.related) put({ lines: [parts.related.heading] }, { place: 'related' });
  parts.related?.titles.forEach((title, index) => put(title, { place: 'related', index }));

  return lines.map(({ number, text }) => {
    const place = places.get(number);
    if (place) return { line: number, ...place };
    if (text === '') return { line: number, place: 'blank' };
    throw new Error(`the importer lost line ${number}`);
  });
}
