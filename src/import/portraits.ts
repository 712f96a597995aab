import type { AgendaItemKind } from '#domain/agenda.ts';
import { LIMITS } from '#domain/limits.ts';
import type { Mention } from '#domain/speaker.ts';
import type { Doubt } from './doubt.ts';
import { doubt } from './doubt.ts';
import type { EntryInMaking, SectionEntries } from './entry-in-making.ts';
import { lineOf } from './source-lines.ts';

/**
 * Puts every portrait into the statement of the speaker it names, before or behind its text as the page had it. Of
 * several statements the nearest takes it, the following before the preceding. Its caption's title is the speaker's short one.
 */
export function joinPortraits(
  entries: readonly EntryInMaking[],
  item: AgendaItemKind,
  doubts: readonly Doubt[],
): SectionEntries {
  const asked = [...doubts];
  const merged = [...entries];
  const joined = new Set<EntryInMaking>();
  for (const [index, entry] of entries.entries()) {
    if (!entry.portrait) continue;
    const target = nearestStatement(entries, index, entry.portrait.name);
    const statement = merged[target];
    if (!statement || statement.parts.length >= LIMITS.blocksPerEntry) {
      asked.push(doubt(firstLine(entry), 'portrait-without-statement', { name: entry.portrait.name }));
      continue;
    }
    joined.add(entry);
    merged[target] = {
      ...statement,
      speaker: withShortTitle(statement.speaker, entry.portrait.title),
      parts: index < target ? [...entry.parts, ...statement.parts] : [...statement.parts, ...entry.parts],
    };
  }
  const kept = merged.filter((entry) => !joined.has(entry));
  if (item === 'discussion')
    for (const entry of kept)
      if (entry.kind === 'statement' && !entry.parts.some((part) => part.figure?.kind === 'portrait'))
        asked.push(
          doubt(firstLine(entry), 'statement-without-portrait', { name: entry.speaker?.name ?? '' }),
        );
  return { entries: kept, doubts: asked };
}

/** @returns -1 when nobody of that name speaks in the section */
function nearestStatement(entries: readonly EntryInMaking[], index: number, name: string): number {
  const says = (entry: EntryInMaking): boolean => entry.kind === 'statement' && entry.speaker?.name === name;
  const after = entries.findIndex((entry, other) => other > index && says(entry));
  const before = entries.findLastIndex((entry, other) => other < index && says(entry));
  if (after < 0 || before < 0) return Math.max(after, before);
  return after - index <= index - before ? after : before;
}

const withShortTitle = (speaker: Mention | undefined, short: string | undefined): Mention => ({
  ...speaker,
  ...(short && short !== speaker?.title && { shortTitle: short }),
});

const firstLine = (entry: EntryInMaking): number => {
  const [part] = entry.parts;
  return part ? lineOf(part.chunk) : 0;
};
