import type { AgendaItem } from './agenda.ts';
import type { Paragraph } from './block.ts';
import type { PrintedDate, VenueKind } from './conference.ts';
import type { Entry } from './entry.ts';

export const COVERAGE_STATUSES = ['draft', 'scheduled', 'live', 'paused', 'closed', 'archived'] as const;
export type CoverageStatus = (typeof COVERAGE_STATUSES)[number];

/** The only zone the newsroom prints hours in; a command that names another is refused (`wrong-zone`). */
export const ZONE = 'Asia/Ho_Chi_Minh';

/** What an editor fills in about a coverage. Directory records are stored as the text that was printed. */
export interface CoverageAbout {
  /** Last part of the address, `[a-z0-9-]`, unique and never changed. */
  readonly slug: string;
  readonly title: string;
  readonly shortTitle?: string;
  /** `Trực tiếp`. */
  readonly kicker?: string;
  readonly lede?: string;
  readonly language: 'vi' | 'en';
  readonly zone: typeof ZONE;
  readonly date: PrintedDate;
  /** Planned, UTC instants. */
  readonly startsAt?: string;
  readonly endsAt?: string;
  readonly organizer?: string;
  readonly venues: readonly { readonly name: string; readonly kind: VenueKind }[];
  /** Names as printed, in order. */
  readonly byline: readonly string[];
  /** Three to five sentences for who arrives late. */
  readonly summary?: readonly Paragraph[];
  readonly conferenceId?: string;
  readonly seriesId?: string;
  /** Slugs of documents published beside it. */
  readonly documents: readonly string[];
  /** Editor's links to other coverages and documents, each with a reason in words. */
  readonly related: readonly { readonly href: string; readonly title: string; readonly reason: string }[];
  /** What reporters post waits for an editor (rule 13). Not for readers to know. */
  readonly review?: true;
  /** How long a post can be taken back at the desk before it is sent, whole seconds, 0–15; 5 where nothing is said. Not for readers. */
  readonly undoSeconds?: number;
  /** Fictional or replayed material: every page says so. */
  readonly simulated?: true;
}

/**
 * A coverage as its log says it is after `head` changes.
 *
 * The maps belong to whoever folds the log: `evolve` puts into them in place, so that a change costs the same in a
 * coverage of ten entries and in one of a hundred thousand. The records in them are immutable.
 */
export interface Coverage<E = Entry, I = AgendaItem> {
  readonly id: string;
  /** Name of this numbering; new when a log was rewritten or restored. */
  readonly epoch: string;
  /** Number of the newest change; 0 before the first. */
  head: number;
  status: CoverageStatus;
  about: CoverageAbout;
  readonly agenda: Map<string, I>;
  readonly entries: Map<string, E>;
  /** The item that began last and is still the current one. */
  currentItemId: string | null;
  openedAt?: string;
  closedAt?: string;
  archivedAt?: string;
  /** UTC instant of the newest change that readers were shown something new by. */
  updatedAt?: string;
}

/** Pages of the desk stand where a coverage with this address would: `/desk/<slug>`. */
export const RESERVED_SLUGS: ReadonlySet<string> = new Set([
  'moi',
  'nhap',
  'nhan-su',
  'dang-nhap',
  'dang-xuat',
  'thiet-lap',
]);

const NOTHING_YET: CoverageAbout = {
  slug: '',
  title: '',
  language: 'vi',
  zone: ZONE,
  date: { iso: '1970-01-01' },
  venues: [],
  byline: [],
  documents: [],
  related: [],
};

/** The state before the first change. */
export const blankCoverage = <E = Entry, I = AgendaItem>(id: string, epoch: string): Coverage<E, I> => ({
  id,
  epoch,
  head: 0,
  status: 'draft',
  about: NOTHING_YET,
  agenda: new Map(),
  entries: new Map(),
  currentItemId: null,
});

/** A second owner's copy: the maps are new, the immutable records in them are shared. */
export const copyCoverage = <E, I>(coverage: Coverage<E, I>): Coverage<E, I> => ({
  ...coverage,
  agenda: new Map(coverage.agenda),
  entries: new Map(coverage.entries),
});

/** Entries may be posted. */
/** How long a post can be taken back, in seconds. */
export const undoSecondsOf = ({ undoSeconds }: Pick<CoverageAbout, 'undoSeconds'>): number =>
  undoSeconds ?? 5;

export const isOpen = (status: CoverageStatus): boolean => status === 'live' || status === 'paused';
