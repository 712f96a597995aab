import type { AgendaItemKind } from '#domain/agenda.ts';
import { paragraph } from '#domain/block.ts';
import type { EntryKind } from '#domain/entry.ts';
import { LIMITS } from '#domain/limits.ts';
import type { Caption } from './caption.ts';
import { captionOf, isCreditLine, isNeverCaption } from './caption.ts';
import type { EntryDraft } from './coverage-shape.ts';
import type { Doubt } from './doubt.ts';
import { doubt } from './doubt.ts';
import type { EntryInMaking, Part, SectionEntries } from './entry-in-making.ts';
import type { Speaking } from './mention.ts';
import { speakingIn } from './mention.ts';
import { joinPortraits } from './portraits.ts';
import type { Chunk } from './source-lines.ts';
import { lineOf, plainSpaces } from './source-lines.ts';

const AWARD = /^(?:Truy tặng|Trao|Tặng|Tuyên dương|Phong tặng|Khen thưởng)\s/u;
const LIST_LINE = /^[-–•+*]\s/u;
/** What a chair says before others speak is a note of the discussion, not a contribution to it. */
const STEER = /định hướng|gợi ý|điều hành|chủ trì|mở đầu/iu;
/** Items in which somebody has the floor, so that an unsigned paragraph may be theirs. */
const SPOKEN: readonly AgendaItemKind[] = ['discussion', 'closing'];

/**
 * The entries under one agenda item, one for each paragraph. A portrait's caption becomes a figure in the statement
 * of the speaker it names; any other caption is a photo entry. Lines of a list, lines of credit and paragraphs that begin
 * with a bare `Đồng chí` right behind a statement belong to the entry before them.
 */
export function entriesOf(
  chunks: readonly Chunk[],
  kind: AgendaItemKind,
  known: ReadonlySet<string>,
): SectionEntries {
  const entries: EntryInMaking[] = [];
  const doubts: Doubt[] = [];
  for (const [index, chunk] of chunks.entries()) {
    const previous = entries.at(-1);
    if (previous && belongsTo(previous, chunk)) {
      entries[entries.length - 1] = grownBy(previous, chunk);
      continue;
    }
    const caption = captionOf(chunk, known, isCreditLine(chunks[index + 1]?.text ?? ''));
    if (caption) {
      doubts.push(...doubtsOfCaption(chunk, caption));
      entries.push(photo(chunk, caption));
      continue;
    }
    const speaking = AWARD.test(chunk.text) ? null : speakingIn(chunk.text, known);
    if (speaking && !speaking.mention && previous?.kind === 'statement' && hasRoom(previous)) {
      doubts.push(doubt(lineOf(chunk), 'joined-to-statement', { text: head(chunk), name: nameIn(previous) }));
      entries[entries.length - 1] = { ...previous, parts: [...previous.parts, { chunk }] };
      continue;
    }
    const entry = textEntry(chunk, kind, speaking);
    doubts.push(...doubtsOfText(chunk, entry, speaking, kind, entries));
    entries.push(entry);
  }
  return joinPortraits(entries, kind, doubts);
}

/** Words of a list, or of a credit, go where the entry before them is. */
function belongsTo(previous: EntryInMaking, chunk: Chunk): boolean {
  if (!hasRoom(previous)) return false;
  const last = previous.parts.at(-1);
  return last?.figure ? isCreditLine(chunk.text) : LIST_LINE.test(chunk.text);
}

/** A credit becomes a further line of its caption, a line of a list a paragraph with its dash. */
function grownBy(previous: EntryInMaking, chunk: Chunk): EntryInMaking {
  const last = previous.parts.at(-1);
  if (!last?.figure) return { ...previous, parts: [...previous.parts, { chunk }] };
  const lines = [...last.chunk.lines, ...chunk.lines];
  const longer: Part = { ...last, chunk: { lines, text: `${last.chunk.text} ${chunk.text}` } };
  return { ...previous, parts: [...previous.parts.slice(0, -1), longer] };
}

/** One command carries a whole entry; very long lists become several. */
const ROOMY_CHARACTERS = 12_000;

function hasRoom(entry: EntryInMaking): boolean {
  const characters = entry.parts.reduce((sum, part) => sum + part.chunk.text.length, 0);
  return entry.parts.length < LIMITS.blocksPerEntry && characters < ROOMY_CHARACTERS;
}

function photo(chunk: Chunk, { kind, venue, portrait }: Caption): EntryInMaking {
  const place = venue === undefined ? {} : { venue };
  return {
    kind: 'photo',
    ...place,
    parts: [{ chunk, figure: { type: 'figure', kind, ...place } }],
    ...(portrait && { portrait }),
  };
}

function textEntry(chunk: Chunk, item: AgendaItemKind, speaking: Speaking | null): EntryInMaking {
  const speaker = speaking?.mention ? { speaker: speaking.mention } : {};
  const steers = item === 'discussion' && STEER.test(speaking?.introduction ?? '');
  return { kind: kindOf(chunk, item, speaking, steers), ...speaker, parts: [{ chunk }] };
}

function kindOf(chunk: Chunk, item: AgendaItemKind, speaking: Speaking | null, steers: boolean): EntryKind {
  if (AWARD.test(chunk.text)) return 'award';
  if (speaking?.mention) return steers ? 'note' : 'statement';
  return item === 'report' || item === 'draft' ? 'report' : 'note';
}

function doubtsOfCaption(chunk: Chunk, caption: Caption): Doubt[] {
  const line = lineOf(chunk);
  return [
    ...(caption.uncertain ? [doubt(line, 'caption-or-text', { text: head(chunk), as: 'photo' })] : []),
    ...(caption.nameUncertain
      ? [doubt(line, 'name-uncertain', { text: head(chunk), name: caption.portrait?.name ?? '' })]
      : []),
  ];
}

const SHORT_ENOUGH_FOR_A_CAPTION = 140;

function doubtsOfText(
  chunk: Chunk,
  entry: EntryInMaking,
  speaking: Speaking | null,
  item: AgendaItemKind,
  before: readonly EntryInMaking[],
): Doubt[] {
  const line = lineOf(chunk);
  const text = head(chunk);
  const name = entry.speaker?.name ?? '';
  const statement = before.findLast((other) => other.kind === 'statement');
  const short = chunk.text.length <= SHORT_ENOUGH_FOR_A_CAPTION && !isNeverCaption(chunk.text);
  return [
    ...(short ? [doubt(line, 'caption-or-text', { text, as: 'text' })] : []),
    ...(speaking?.uncertain === 'name' ? [doubt(line, 'name-uncertain', { text, name })] : []),
    ...(speaking?.uncertain === 'title' ? [doubt(line, 'title-unclear', { text, name })] : []),
    ...(statement && entry.kind === 'note' && SPOKEN.includes(item)
      ? [doubt(line, 'whose-words', { text, name: nameIn(statement) })]
      : []),
  ];
}

const nameIn = (entry: EntryInMaking): string => entry.speaker?.name ?? entry.speaker?.title ?? '';

const HEAD_CHARACTERS = 120;
const head = (chunk: Chunk): string => chunk.text.slice(0, HEAD_CHARACTERS);

/** The block that a part becomes: captions keep their line breaks, paragraphs have none. */
export const blockOf = (
  { chunk, figure }: Part,
  known: ReadonlySet<string>,
): EntryDraft['blocks'][number] => {
  if (!figure) return paragraph(chunk.text);
  const words = plainSpaces(chunk.text);
  const persons = [...known].filter((name) => words.includes(name));
  return {
    ...figure,
    caption: chunk.lines.map((line) => line.text).join('\n'),
    ...(persons.length > 0 && { persons }),
  };
};
