import { textOfRuns } from '#domain/block.ts';
import { LIMITS } from '#domain/limits.ts';
import type { CoverageDraft, ItemDraft } from './coverage-shape.ts';
import type { FaultCode, ImportFault } from './fault.ts';
import { fault } from './fault.ts';
import { instantOf } from './hours.ts';

/** The first thing in a draft that no coverage may hold: better a fault with a line than half an import. */
export function faultOfSizes(draft: CoverageDraft): ImportFault | null {
  const { about, items, entries, places } = draft;
  const lineOf = (place: string): number => places.find((other) => other.place === place)?.line ?? 1;
  const lines = new Map(places.map(({ line, index, block }) => [`${index} ${block}`, line]));
  const over = (line: number, field: string, size: number, limit: number, code: FaultCode = 'too-long') =>
    size > limit ? fault(line, code, { field, limit, size }) : null;

  const faults = [
    over(lineOf('title'), 'title', about.title.length, LIMITS.titleCharacters),
    over(lineOf('lede'), 'lede', about.lede?.length ?? 0, LIMITS.ledeCharacters),
    over(lineOf('byline'), 'byline', about.byline.length, LIMITS.bylineNames, 'too-many'),
    over(items.at(-1)?.line ?? 1, 'agenda', items.length, LIMITS.agendaItems, 'too-many'),
    ...items.map(({ line, title }) => over(line, 'agenda.title', title.length, LIMITS.titleCharacters)),
    ...entries.flatMap(({ blocks }, index) =>
      blocks.map((block, number) => {
        const line = lines.get(`${index} ${number}`) ?? 1;
        return block.type === 'figure'
          ? over(line, 'caption', block.caption.length, LIMITS.captionCharacters)
          : over(line, 'paragraph', textOfRuns(block.runs).length, LIMITS.paragraphCharacters);
      }),
    ),
  ];
  return faults.find((found) => found !== null) ?? null;
}

/** The first item whose hour is still to come: the newsroom begins nothing before its time. */
export function faultOfHours(items: readonly ItemDraft[], now: string): ImportFault | null {
  const early = items.find(({ day, hour }) => instantOf(day, hour) > now);
  return early ? fault(early.line, 'not-yet', { day: early.day, hour: early.printed }) : null;
}
