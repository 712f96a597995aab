import type { AgendaItem } from '#domain/agenda.ts';
import { inOrderOfDay } from '#domain/agenda.ts';
import type { Entry } from '#domain/entry.ts';
import { byHour } from '#domain/entry.ts';

/** `mine`: what the person posted; `key`: milestones; `waiting`: held for an editor. */
export const STREAM_FILTERS = ['all', 'mine', 'key', 'waiting'] as const;
export type StreamFilter = (typeof STREAM_FILTERS)[number];

export interface StreamSection {
  /** Null for entries under no agenda item. */
  readonly item: AgendaItem | null;
  readonly entries: readonly Entry[];
}

/**
 * What a desk lists: the agenda item that begins last on top, in it the newest entry on top, so that what was just
 * posted stands beside the composer. Sections without an entry are left out.
 */
export function streamSections(
  agenda: Iterable<AgendaItem>,
  entries: Iterable<Entry>,
  filter: StreamFilter,
  staffId: string,
): StreamSection[] {
  const under = new Map<string | null, Entry[]>();
  for (const entry of entries) {
    if (!passes(entry, filter, staffId)) continue;
    const list = under.get(entry.itemId);
    if (list) list.push(entry);
    else under.set(entry.itemId, [entry]);
  }
  const items: (AgendaItem | null)[] = [null, ...inOrderOfDay(agenda)];
  return items.reverse().flatMap((item) => {
    const list = under.get(item?.id ?? null);
    return list ? [{ item, entries: list.sort(byHour).reverse() }] : [];
  });
}

function passes(entry: Entry, filter: StreamFilter, staffId: string): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'mine':
      return entry.by === staffId;
    case 'key':
      return entry.key === true || entry.pinned === true;
    case 'waiting':
      return entry.held === true && !entry.withdrawn;
    default:
      return filter satisfies never;
  }
}

/**
 * The item that the programme puts after the current one, or the first when none began; what was passed over comes
 * last. By planned hours: a conference that runs late still takes its items in the order it announced.
 * @returns null when every item has begun
 */
export function nextItem(agenda: Iterable<AgendaItem>, currentItemId: string | null): AgendaItem | null {
  const items = new Map([...agenda].map((item) => [item.id, item]));
  const programme = inOrderOfDay([...items.values()].map(({ startedAt: _, ...planned }) => planned));
  const current = programme.findIndex(({ id }) => id === currentItemId);
  const ahead = [...programme.slice(current + 1), ...programme.slice(0, Math.max(0, current))];
  const next = ahead.find(({ id }) => !items.get(id)?.startedAt);
  return next ?? null;
}
