import { LIMITS } from '#domain/limits.ts';
import { kindOfItem, shortTitleOf } from './agenda-guess.ts';
import { conferenceFacts, languageOf } from './conference-facts.ts';
import { placesOf } from './coverage-places.ts';
import type { AboutDraft, CoverageDraft, EntryDraft, ItemDraft } from './coverage-shape.ts';
import { faultOfHours, faultOfSizes } from './coverage-sizes.ts';
import { datelineOf, dayOfLine, inferYear, isoOf } from './dates.ts';
import type { Doubt } from './doubt.ts';
import { doubt, inOrderOfLines } from './doubt.ts';
import type { EntryInMaking } from './entry-in-making.ts';
import type { ImportFault } from './fault.ts';
import { fault } from './fault.ts';
import { dayAt } from './hours.ts';
import type { PageHead } from './page-head.ts';
import { dayOfPage, headOf, wordsOf } from './page-head.ts';
import type { PageParts, PageSection } from './page-parts.ts';
import { doubtsOfBylines, partsOfPage } from './page-parts.ts';
import { namesOfPage, speakersOf } from './page-people.ts';
import { blockOf, entriesOf } from './section-entries.ts';
import type { Chunk } from './source-lines.ts';
import { lineOf, plainSpaces, readLines } from './source-lines.ts';
import { mainVenueOf, venueDrafts, venueOfCaption, venuesIn } from './venues.ts';

/**
 * Reads a pasted live page: a title, a lede, then headings such as `8h15: …` with paragraphs and captions under them,
 * newest or oldest first.
 *
 * Text is stored verbatim, no-break and doubled spaces included. What changes: NFC, blanks at the ends of a line are
 * cut, and lines that were broken inside one paragraph are joined by a space (captions keep the break). `places`
 * says for every line where it went; `doubts` asks about everything that was guessed.
 * @param now UTC instant; a day without a year is never put after it
 * @returns a fault, with its line, for what is no live page, does not fit, or has not happened yet
 */
export function readCoverage(text: string, { now }: { readonly now: string }): CoverageDraft | ImportFault {
  const today = dayAt(now);
  const lines = readLines(text);
  if ('ok' in lines) return lines;
  const parts = partsOfPage(lines);
  if ('ok' in parts) return parts;
  const head = headOf(parts.head);
  if (!head.title) return fault(parts.sections[0]?.lines[0]?.number ?? 1, 'no-title');

  const sections = inOrderOfDay(parts.sections);
  const known = namesOfPage([...head.rest, ...sections.flatMap((section) => section.chunks)]);
  const { date, doubts: dateDoubts } = dayOfPage(parts.head, dayLineOf(parts), text, today);
  const items = sections.map((section) => itemOf(section, date.iso, text, today));
  const read = [
    { item: null, ...entriesOf(head.rest, 'other', known) },
    ...sections.map((section, item) => ({
      item,
      ...entriesOf(section.chunks, itemKind(items, item), known),
    })),
  ];
  const making = read.flatMap(({ item, entries }) => entries.map((entry) => ({ item, entry })));
  const entries = making.map(({ item, entry }) => entryOf(item, entry, known));
  const about = aboutOf(head, parts, sections, entries, date);
  const draft: CoverageDraft = {
    ok: true,
    about,
    conference: conferenceFacts(about.title, about.lede ?? '', date),
    items,
    entries,
    speakers: speakersOf(entries),
    persons: [...known],
    related: parts.related && {
      heading: parts.related.heading.text,
      titles: parts.related.titles.map((title) => title.text),
    },
    bylineLines: parts.bylines.map(({ chunk }) => chunk.text),
    dayLines: parts.dayLines.map((line) => line.text),
    places: placesOf(
      lines,
      head,
      parts,
      sections,
      making.map(({ entry }) => entry),
    ),
    doubts: inOrderOfLines([
      ...parts.doubts,
      ...dateDoubts,
      ...read.flatMap((section) => section.doubts),
      ...doubtsOfPage(head, parts, sections, about),
    ]),
  };
  return faultOfSizes(draft) ?? faultOfHours(items, now) ?? draft;
}

const itemKind = (items: readonly ItemDraft[], index: number): ItemDraft['kind'] =>
  items[index]?.kind ?? 'other';

/** By day and hour. Of two at the same hour the page's own direction says which came first. */
function inOrderOfDay(sections: readonly PageSection[]): PageSection[] {
  const first = sections[0]?.heading.hour ?? '';
  const last = sections.at(-1)?.heading.hour ?? '';
  const chronological = first > last ? [...sections].reverse() : [...sections];
  const key = ({ day, heading }: PageSection): string =>
    `${day ? isoOf(day, day.year ?? 0) : ''} ${heading.hour}`;
  return chronological.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

function itemOf(
  { heading, lines, day }: PageSection,
  pageDay: string,
  text: string,
  today: string,
): ItemDraft {
  const year = day && (day.year ?? inferYear(day, plainSpaces(text), today).year);
  return {
    day: day && year ? isoOf(day, year) : pageDay,
    hour: heading.hour,
    printed: heading.printed,
    title: heading.title,
    shortTitle: shortTitleOf(heading.title),
    kind: kindOfItem(heading.title),
    line: lines[0]?.number ?? 0,
  };
}

function entryOf(item: number | null, entry: EntryInMaking, known: ReadonlySet<string>): EntryDraft {
  const { parts, portrait: _, ...rest } = entry;
  return {
    ...rest,
    item,
    blocks: parts.map((part) => blockOf(part, known)),
    line: lineOf((parts[0] as EntryInMaking['parts'][number]).chunk),
  };
}

function aboutOf(
  head: PageHead,
  parts: PageParts,
  sections: readonly PageSection[],
  entries: readonly EntryDraft[],
  date: AboutDraft['date'],
): AboutDraft {
  const title = wordsOf(head, 'title');
  const lede = wordsOf(head, 'lede');
  const chunks = sections.flatMap((section): readonly Chunk[] => section.chunks);
  const named = [
    ...venuesIn(lede),
    ...entries.flatMap((entry) => entry.venue ?? []),
    ...chunks.flatMap((chunk) => (venueOfCaption(chunk.text) === null ? venuesIn(chunk.text) : [])),
  ].filter((name) => name.length <= LIMITS.nameCharacters);
  const { organizer } = conferenceFacts(title, lede, date);
  return {
    title,
    ...(head.kicker && { kicker: head.kicker }),
    ...(lede && { lede }),
    language: languageOf(title + lede),
    date,
    ...(organizer && { organizer }),
    venues: venueDrafts(named, mainVenueOf(lede)),
    byline: parts.bylines.flatMap(({ byline }) => byline.names),
  };
}

/** The first line that holds only a day. */
function dayLineOf({ dayLines }: PageParts): Parameters<typeof dayOfPage>[1] {
  const [line] = dayLines;
  const found = line && (dayOfLine(line.text) ?? datelineOf(line.text));
  return found ? { found, line: line.number } : null;
}

function doubtsOfPage(
  head: PageHead,
  parts: PageParts,
  sections: readonly PageSection[],
  about: AboutDraft,
): Doubt[] {
  const { related } = parts;
  const titleLine = head.title ? lineOf(head.title) : 1;
  return [
    ...(about.lede ? [] : [doubt(titleLine, 'lede-missing')]),
    ...head.rest.map((chunk) =>
      doubt(lineOf(chunk), 'before-first-hour', { text: chunk.text.slice(0, 120) }),
    ),
    ...sections
      .filter((section) => section.chunks.length === 0)
      .map(({ lines, heading }) =>
        doubt(lines[0]?.number ?? 0, 'item-without-entries', { text: heading.title }),
      ),
    ...(about.byline.length === 0 ? [doubt(titleLine, 'byline-missing')] : doubtsOfBylines(parts.bylines)),
    ...(about.venues.length > 0 && about.venues[0]?.kind !== 'main'
      ? [doubt(titleLine, 'main-venue-unknown')]
      : []),
    ...(related?.titles.length === 0
      ? [doubt(related.heading.number, 'related-empty', { text: related.heading.text })]
      : []),
    ...(related?.titles ?? []).map((title) =>
      doubt(lineOf(title), 'related-without-address', { text: title.text }),
    ),
  ];
}
