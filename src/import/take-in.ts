import type { Locals } from '#domain/ports.ts';
import type { Refusal } from '#domain/refusal.ts';
import type { Actor } from '#domain/staff.ts';
import { coverageCommands } from './coverage-commands.ts';
import { readCoverage } from './coverage-draft.ts';
import { documentFrom, readDocument } from './document-draft.ts';
import type { Doubt } from './doubt.ts';
import type { ImportFault } from './fault.ts';
import { recognise } from './recognise.ts';
import { freeSlug } from './slug.ts';
import { idsFrom } from './stable-ids.ts';
import { keepConferenceOf, keepSpeakersOf, keepVenuesOf } from './take-in-directory.ts';

export type TakeInDependencies = Pick<Locals, 'newsroom' | 'documents' | 'directory'> & {
  readonly actor: Actor;
  /** UTC instant. */
  readonly now: string;
  /** Made-up material: its pages say so. */
  readonly simulated?: true;
};

export interface TakenIn {
  readonly ok: true;
  readonly kind: 'coverage' | 'document';
  /** Id of the coverage or document. */
  readonly id: string;
  readonly slug: string;
  /** Where it can be read, such as `/truc-tiep/<slug>`. */
  readonly path: string;
  readonly doubts: readonly Doubt[];
  /** The same text had been taken in before; nothing was done again. */
  readonly already: boolean;
}

/**
 * Takes a pasted text in: a live page becomes a closed coverage, a paper a document on the shelf. Every door that
 * imports comes through here. Doing it again with the same text finishes what was cut short and doubles nothing.
 * @returns a fault with line and reason for a text that cannot be read; a refusal when the newsroom says no
 */
export async function takeIn(
  text: string,
  dependencies: TakeInDependencies,
): Promise<TakenIn | ImportFault | Refusal> {
  const kind = recognise(text);
  if (typeof kind !== 'string') return kind;
  return kind === 'coverage' ? takeInCoverage(text, dependencies) : takeInDocument(text, dependencies);
}

async function takeInCoverage(
  text: string,
  { newsroom, directory, actor, now, simulated }: TakeInDependencies,
): Promise<TakenIn | ImportFault | Refusal> {
  const draft = readCoverage(text, { now });
  if (!draft.ok) return draft;
  const day = draft.about.date.iso;
  // Not the hour of the import: commands that are asked for again must say the same again.
  const then = `${day}T00:00:00.000Z`;
  const newId = idsFrom(text, then);
  const coverageId = newId();
  const found = { directory, newId, day };
  const conference = await keepConferenceOf(draft.conference, found);
  await keepVenuesOf(draft.about.venues, found);
  await keepSpeakersOf(draft.speakers, found);

  const before = newsroom.coverageById(coverageId);
  const slug =
    before?.about.slug ?? freeSlug(draft.conference.slug, (taken) => newsroom.coverage(taken) !== undefined);
  const already = before?.status === 'closed' || before?.status === 'archived';
  if (!already)
    for (const command of coverageCommands(draft, {
      newId,
      coverageId,
      slug,
      now: then,
      ...conference,
      ...(simulated && { simulated }),
    })) {
      const answer = await newsroom.submit(command, actor);
      if (!answer.ok) return answer;
    }
  return {
    ok: true,
    kind: 'coverage',
    id: coverageId,
    slug,
    path: `/truc-tiep/${slug}`,
    doubts: draft.doubts,
    already,
  };
}

async function takeInDocument(
  text: string,
  { documents, directory, now, simulated }: TakeInDependencies,
): Promise<TakenIn | ImportFault | Refusal> {
  const draft = readDocument(text);
  if (!draft.ok) return draft;
  const day = draft.conference.date?.iso ?? now.slice(0, 10);
  const newId = idsFrom(text, `${day}T00:00:00.000Z`);
  const id = newId();
  const before = documents.list().find((document) => document.id === id);
  const slug = before?.slug ?? freeSlug(draft.proposedSlug, (taken) => documents.find(taken) !== undefined);
  if (!before) {
    const { conferenceId } = await keepConferenceOf(draft.conference, { directory, newId, day });
    const document = documentFrom(draft, { id, slug, publishedAt: now, conferenceIds: [conferenceId] });
    const kept = await documents.keep({ ...document, ...(simulated && { simulated }) }, text);
    if (!kept.ok) return kept;
  }
  return {
    ok: true,
    kind: 'document',
    id,
    slug,
    path: `/van-kien/${slug}`,
    doubts: draft.doubts,
    already: before !== undefined,
  };
}
