import type { Mention } from '#domain/speaker.ts';
import type { EntryDraft } from './coverage-shape.ts';
import { personAlone, speakingIn } from './mention.ts';
import { introducedNames } from './names.ts';
import type { Chunk } from './source-lines.ts';
import { plainSpaces } from './source-lines.ts';

/**
 * Every person's name on a page. Two rounds: what running text introduces beyond doubt is read first, because it
 * tells where a name begins that stands behind a place name in a caption.
 */
export function namesOfPage(chunks: readonly Chunk[]): ReadonlySet<string> {
  const names = new Set(chunks.flatMap((chunk) => introducedNames(plainSpaces(chunk.text))));
  for (const { text } of chunks) {
    const speaking = speakingIn(text, names);
    if (speaking?.mention?.name) names.add(speaking.mention.name);
  }
  for (const { text } of chunks) {
    const person = personAlone(text, names);
    if (person) names.add(person.mention.name);
  }
  return names;
}

/** Who speaks in the entries, each once, in order; the longest title printed is kept, and the first short one. */
export function speakersOf(entries: readonly EntryDraft[]): Mention[] {
  const speakers = new Map<string, Mention>();
  for (const { speaker } of entries) {
    if (!speaker) continue;
    const key = speaker.name ?? speaker.title ?? '';
    const before = speakers.get(key);
    const title = longer(before?.title, speaker.title);
    const shortTitle = before?.shortTitle ?? speaker.shortTitle;
    speakers.set(key, { ...before, ...speaker, ...(title && { title }), ...(shortTitle && { shortTitle }) });
  }
  return [...speakers.values()];
}

const longer = (a: string | undefined, b: string | undefined): string | undefined =>
  (a?.length ?? 0) >= (b?.length ?? 0) ? a : b;
