import { evolve } from '#domain/evolve.ts';
import type { PublicEntry, PublicItem } from '#domain/public-view.ts';
import { agendaHtml } from '#render/agenda.ts';
import type { StatusWords } from '#render/status-line.ts';
import { statusLineHtml } from '#render/status-line.ts';
import type { PageOrder, Placed, Section } from '#render/timeline-order.ts';
import { anchorOf, sectionsOf } from '#render/timeline-order.ts';
import type { RenderOptions } from '#render/words.ts';
import type { ArrivalFacts, Arrivals, ArrivalWords } from './arrivals.ts';
import { countOf, pillText } from './arrivals.ts';
import { elementOf, fill, patchChildren } from './dom.ts';
import { createFeedView } from './feed-view.ts';
import { fadeIn, isSeen, keepPlace } from './keep-place.ts';
import type { Visit } from './last-visit.ts';
import { showPinned } from './pinned-view.ts';
import type { PublicRecord } from './protocol.ts';
import { readPage } from './timeline-state.ts';

/** The live part of an open coverage page. */
export interface Timeline {
  /** Takes records in, contiguous from where the page stands; what may not be shown yet waits for the pill. */
  apply(records: readonly PublicRecord[]): void;
  /** Shows what waits and goes to the first of it. */
  reveal(): void;
  /** Shows what waits if it may now be shown by itself: the reader came back to the tab, or turned it on. */
  reconsider(): void;
  /** Lets go of the page, which is being made anew. @returns new entries that the reader has not seen */
  leave(): PublicEntry[];
  /** Seq up to which every entry was shown. */
  readonly shownUpTo: number;
}

export interface TimelineParts {
  readonly feed: HTMLElement;
  readonly pinned: HTMLElement;
  /** Absent in a coverage without a programme. */
  readonly agenda: HTMLElement | null;
  readonly statusLine: HTMLElement;
  readonly pill: HTMLButtonElement;
}

export interface TimelineOptions {
  readonly parts: TimelineParts;
  readonly render: RenderOptions;
  readonly words: StatusWords & { readonly live: ArrivalWords };
  /** What the reader had not seen yet when the page was made anew. */
  readonly unseen: readonly PublicEntry[];
  /** When the reader was here last, null for the first time. */
  readonly visit: Visit | null;
  /** New entries may come in by themselves just now: the reader is where they would see them, and does nothing else. */
  readonly mayReveal: () => boolean;
  /** Slides and fades are wanted. */
  readonly mayMove: () => boolean;
  /** Said of new entries that were not shown by themselves. */
  readonly announce: (text: string) => void;
  /** How many new entries the reader has not seen. */
  readonly onCount: (count: number) => void;
  /** The words over the stream changed, which the page does not know how to print anew. */
  readonly onHeadChanged: () => void;
  /** Paused, closed, reopened, archived …: what the coverage is now. */
  readonly onStatus: (kind: PublicRecord['change']['kind']) => void;
}

/** Pixels left of the current item, so that the one before is seen to be there. */
const CHIP_MARGIN = 32;

/** An entry of another part is told of too; only what readers had not been shown before is new. */
const isNew = (kind: PublicRecord['change']['kind'], { content }: PublicEntry): boolean =>
  kind === 'entry-posted' ||
  kind === 'entry-released' ||
  (kind === 'figure-attached' && content?.kind === 'photo');

export function createTimeline(options: TimelineOptions): Timeline {
  const { parts, render, words, mayMove } = options;
  const { feed, pill } = parts;
  const order: PageOrder = feed.dataset.order === 'chronological' ? 'chronological' : 'newest-first';
  /** Address of the part that new entries come into, when it is another one. */
  const { newest } = feed.dataset;
  const coverage = readPage(feed);
  const bodies = new Map<string, PublicEntry>();
  const arrivals: Arrivals = { held: new Set(), elsewhere: new Set(), sinceVisit: new Set() };
  const view = createFeedView(feed, render);
  const place = { feed, mayMove };
  let current: string | null = null;
  const facts: ArrivalFacts = {
    order,
    isElsewhere: newest !== undefined,
    visitHour: options.visit?.hour,
    entryOf: (id) => bodies.get(id),
    itemOf: (id): PublicItem | undefined => coverage.agenda.get(id),
    get currentItemId() {
      return coverage.currentItemId;
    },
  };
  const seen = new IntersectionObserver((changes) => {
    for (const { target, isIntersecting } of changes) {
      const id = target instanceof HTMLElement ? target.dataset.entry : undefined;
      if (!isIntersecting || id === undefined) continue;
      arrivals.elsewhere.delete(id);
      arrivals.sinceVisit.delete(id);
      seen.unobserve(target);
    }
    showCount();
  });

  function arrange(): void {
    const shown: Placed[] = [];
    for (const entry of coverage.entries.values()) if (!arrivals.held.has(entry.id)) shown.push(entry);
    const sections = sectionsOf(coverage.agenda.values(), shown, order).filter(isHere);
    view.arrange(sections, bodies);
    const anchors = new Set(sections.map(({ item }) => anchorOf(item)));
    const hrefOf = (item: PublicItem): string | undefined =>
      anchors.has(anchorOf(item)) ? `#${anchorOf(item)}` : coverage.elsewhere[item.id];
    const bar = parts.agenda?.querySelector('.agenda-items');
    if (bar) {
      patchChildren(bar, elementOf(agendaHtml(coverage, hrefOf, render)));
      showCurrent(bar);
    }
    fill(parts.statusLine, statusLineHtml(coverage, words));
    feed.dataset.seq = String(coverage.head);
  }

  /** Whether a section is on this page: in a part of a long coverage, others have theirs elsewhere. */
  function isHere({ item, entries }: Section<Placed>): boolean {
    if (entries.length > 0) return true;
    return newest ? document.getElementById(anchorOf(item)) !== null : !coverage.elsewhere[item?.id ?? ''];
  }

  /** The programme is a row to be pushed sideways on phones: the item that goes on is kept in it. */
  function showCurrent(bar: Element): void {
    if (coverage.currentItemId === current) return;
    current = coverage.currentItemId;
    const chip = bar.querySelector<HTMLElement>('[data-state="now"]');
    if (chip) bar.scrollTo({ left: chip.offsetLeft - CHIP_MARGIN, behavior: 'instant' });
  }

  /** Puts entries on the page; those that came to stand out of sight are offered by the pill. */
  function show(ids: readonly string[]): void {
    for (const id of ids) arrivals.held.delete(id);
    keepPlace(arrange, place);
    for (const id of ids) {
      const element = view.placeOf(id);
      if (!element || !bodies.get(id)?.content) continue;
      if (mayMove()) fadeIn(element);
      offer(id);
    }
  }

  /** An entry on the page that is out of sight: the pill goes there. */
  function offer(id: string, among = arrivals.elsewhere): void {
    const element = view.placeOf(id);
    if (!element || isSeen(element)) return;
    among.add(id);
    seen.observe(element);
  }

  /** An entry of an item that is over goes where it belongs at once, unless that would push what is on the screen. */
  function showLate(ids: readonly string[]): void {
    const late = ids.filter((id) => {
      const itemId = bodies.get(id)?.itemId ?? null;
      return itemId !== null && itemId !== coverage.currentItemId && document.getElementById(`muc-${itemId}`);
    });
    if (late.length === 0) return;
    show(late);
    const inSight = late.filter((id) => !arrivals.elsewhere.has(id));
    if (inSight.length === 0) return;
    for (const id of inSight) arrivals.held.add(id);
    keepPlace(arrange, place);
  }

  /** From an older part: the newest one, or the entry itself when all that is new belongs to what is over. */
  function addressOfNew(newestPart: string): string {
    const [first = '', ...more] = arrivals.held;
    const isLate = [first, ...more].every((id) => bodies.get(id)?.itemId !== coverage.currentItemId);
    return isLate ? render.permalink(first) : newestPart;
  }

  const hasWords = (id: string): boolean =>
    !view.placeOf(id)?.querySelector('[data-kind="withdrawn"]') && !arrivals.elsewhere.has(id);

  function showCount(): void {
    const text = pillText(arrivals, facts, words.live);
    pill.textContent = text;
    pill.hidden = text === '';
    options.onCount(countOf(arrivals, facts));
  }

  /** @returns ids of entries that the page did not have */
  function take(records: readonly PublicRecord[]): string[] {
    const fresh: string[] = [];
    const touched = new Map<string, PublicEntry>();
    for (const record of records) {
      evolve(coverage, record);
      const { change } = record;
      if (!('entry' in change)) continue;
      const { entry } = change;
      touched.set(entry.id, entry);
      const isNoNews = arrivals.held.has(entry.id) || !isNew(change.kind, entry);
      if (isNoNews && !bodies.has(entry.id) && !view.placeOf(entry.id)) coverage.entries.delete(entry.id);
      else bodies.set(entry.id, entry);
      if (isNoNews || view.placeOf(entry.id)) continue;
      arrivals.held.add(entry.id);
      fresh.push(entry.id);
    }
    keepPlace(() => {
      for (const entry of touched.values()) {
        if (view.placeOf(entry.id)) view.replace(entry);
        showPinned(parts.pinned, entry, render);
      }
      arrange();
    }, place);
    return fresh;
  }

  function tell(records: readonly PublicRecord[]): void {
    for (const { change } of records) {
      if (change.kind === 'coverage-revised') options.onHeadChanged();
      if (!change.kind.startsWith('coverage-')) continue;
      const main = feed.closest('main');
      if (main) main.dataset.status = coverage.status;
      options.onStatus(change.kind);
    }
  }

  const bar = parts.agenda?.querySelector('.agenda-items');
  if (bar) showCurrent(bar);
  for (const entry of options.unseen) {
    bodies.set(entry.id, entry);
    offer(entry.id);
  }
  if (options.visit)
    for (const { id, seq } of coverage.entries.values())
      if (seq > options.visit.seq && hasWords(id)) offer(id, arrivals.sinceVisit);
  showCount();

  return {
    apply(records) {
      const fresh = take(records);
      if (fresh.length > 0) {
        if (!newest && options.mayReveal()) show([...arrivals.held]);
        else if (!newest) showLate(fresh);
        if (countOf(arrivals, facts) > 0) options.announce(pillText(arrivals, facts, words.live));
      }
      showCount();
      tell(records);
    },
    reveal() {
      const isNews = countOf(arrivals, facts) > 0;
      const ids = isNews ? [...arrivals.held, ...arrivals.elsewhere] : [...arrivals.sinceVisit];
      if (isNews && newest) return location.assign(addressOfNew(newest));
      for (const one of Object.values(arrivals)) one.clear();
      seen.disconnect();
      arrange();
      const first = [...feed.querySelectorAll<HTMLElement>('.place')].find(({ dataset }) =>
        ids.includes(dataset.entry ?? ''),
      );
      first?.querySelector('h3')?.focus({ preventScroll: true });
      // The heading of a section that begins with it is part of what is new.
      const target = first?.matches(':first-child')
        ? first.closest('.section')
        : first?.querySelector('.entry');
      target?.scrollIntoView({ behavior: mayMove() ? 'smooth' : 'instant' });
      showCount();
    },
    reconsider() {
      if (newest || arrivals.held.size === 0 || !options.mayReveal()) return;
      show([...arrivals.held]);
      showCount();
    },
    leave() {
      seen.disconnect();
      return [...arrivals.held, ...arrivals.elsewhere].flatMap((id) => bodies.get(id) ?? []);
    },
    get shownUpTo() {
      const unseen = [...arrivals.held, ...arrivals.elsewhere, ...arrivals.sinceVisit];
      const seqs = unseen.flatMap((id) => coverage.entries.get(id)?.seq ?? []);
      return Math.min(coverage.head, ...seqs.map((seq) => seq - 1));
    },
  };
}
