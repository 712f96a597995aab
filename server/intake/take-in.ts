import type { ImportFault, Intake, TakenIn } from '#domain/intake.ts';
import { may } from '#domain/policy.ts';
import type { Directory, Documents, Newsroom } from '#domain/ports.ts';
import type { Refusal } from '#domain/refusal.ts';
import { refuse } from '#domain/refusal.ts';
import type { Actor } from '#domain/staff.ts';
import { coverageCommands } from '#import/coverage-commands.ts';
import { readCoverage } from '#import/coverage-draft.ts';
import { documentFrom, readDocument } from '#import/document-draft.ts';
import { recognise } from '#import/recognise.ts';
import { freeSlug } from '#import/slug.ts';
import { idsFrom } from '#import/stable-ids.ts';
import { keepConferenceOf, keepSpeakersOf, keepVenuesOf } from './take-in-directory.ts';

interface IntakeDependencies {
  readonly newsroom: Newsroom;
  readonly documents: Documents;
  readonly directory: Directory;
  /** Id of the coverage that has an address for good: that of an archive. */
  readonly slugOwner: (slug: string) => string | undefined;
  /** UTC instant. */
  readonly now: () => string;
}

/** One text that is being taken in. */
interface Task extends Omit<IntakeDependencies, 'now'> {
  readonly actor: Actor;
  readonly now: string;
  readonly simulated?: true;
}

/** A live page becomes a closed coverage, a paper a document on the shelf. Every door that imports comes through here. */
export function createIntake({ now, ...dependencies }: IntakeDependencies): Intake {
  return {
    async takeIn(text, asked) {
      if (!may(asked.actor, 'create-coverage', '')) return refuse('not-allowed');
      const kind = recognise(text);
      if (typeof kind !== 'string') return kind;
      const task: Task = { ...dependencies, ...asked, now: now() };
      return kind === 'coverage' ? takeInCoverage(text, task) : takeInDocument(text, task);
    },
  };
}

async function takeInCoverage(
  text: string,
  { newsroom, directory, slugOwner, actor, now, simulated }: Task,
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
  const isTaken = (slug: string): boolean =>
    newsroom.coverage(slug) !== undefined || (slugOwner(slug) ?? coverageId) !== coverageId;
  const slug = before?.about.slug ?? freeSlug(draft.conference.slug, isTaken);
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
  { documents, directory, now, simulated }: Task,
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
