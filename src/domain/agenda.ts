export const AGENDA_ITEM_KINDS = [
  'opening',
  'report',
  'draft',
  'discussion',
  'awards',
  'closing',
  'other',
] as const;
export type AgendaItemKind = (typeof AGENDA_ITEM_KINDS)[number];

/** One line of the programme. Prints as `8h15: <title>`. */
export interface AgendaItem {
  /** UUIDv7, made by whoever drew the programme up. */
  readonly id: string;
  /** `YYYY-MM-DD` in the coverage's zone; a conference may last several days. */
  readonly day: string;
  /** UTC instant. Absent when the programme gives no hour. */
  readonly plannedAt?: string;
  /** UTC instant at which it really began. */
  readonly startedAt?: string;
  /** UTC instant at which it was taken up again, after another item had begun. */
  readonly resumedAt?: string;
  /** As printed, 1–400 characters; may end in a full stop and hold quotation marks. */
  readonly title: string;
  /** At most 60 characters: agenda bar, toasts, feeds. */
  readonly shortTitle: string;
  readonly kind: AgendaItemKind;
}

/** What of an agenda item a person fills in. */
export type AgendaItemDraft = Omit<AgendaItem, 'startedAt' | 'resumedAt'>;

/** The hour an item is printed and sorted with: the real one once it began. */
export const hourOf = (item: AgendaItem): string | undefined => item.startedAt ?? item.plannedAt;

/** Agenda items in the order of the day: by hour, then as listed; those without an hour keep their neighbours. */
export function inOrderOfDay<I extends AgendaItem>(items: Iterable<I>): I[] {
  let last = '';
  return [...items]
    .map((item, index) => {
      last = hourOf(item) ?? (last || `${item.day}T00:00:00.000Z`);
      return { item, index, hour: last };
    })
    .sort((a, b) => (a.hour < b.hour ? -1 : a.hour > b.hour ? 1 : a.index - b.index))
    .map(({ item }) => item);
}
