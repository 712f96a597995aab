import { z } from 'zod';
import { AGENDA_ITEM_KINDS } from '#domain/agenda.ts';
import type { Command } from '#domain/command.ts';
import { VENUE_KINDS } from '#domain/conference.ts';
import type { CoverageAbout } from '#domain/coverage.ts';
import { ZONE } from '#domain/coverage.ts';
import { LIMITS } from '#domain/limits.ts';
import type { Refusal } from '#domain/refusal.ts';
import { refuse } from '#domain/refusal.ts';
import { entryContent, figure } from './entry-schema.ts';
import { day, instant, MARKUP, plainText, uuid } from './text-schema.ts';

const slug = z
  .string()
  .max(120)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/u);

const about = z.strictObject({
  slug,
  title: plainText(LIMITS.titleCharacters),
  shortTitle: plainText(LIMITS.shortTitleCharacters).exactOptional(),
  kicker: plainText(LIMITS.nameCharacters).exactOptional(),
  lede: plainText(LIMITS.ledeCharacters).exactOptional(),
  language: z.enum(['vi', 'en']),
  zone: z.literal(ZONE),
  date: z.strictObject({
    printed: plainText(LIMITS.nameCharacters).exactOptional(),
    iso: day,
    yearInferred: z.literal(true).exactOptional(),
  }),
  startsAt: instant.exactOptional(),
  endsAt: instant.exactOptional(),
  organizer: plainText(LIMITS.titleCharacters).exactOptional(),
  venues: z
    .array(z.strictObject({ name: plainText(LIMITS.nameCharacters), kind: z.enum(VENUE_KINDS) }))
    .max(100),
  byline: z.array(plainText(LIMITS.nameCharacters)).max(LIMITS.bylineNames),
  summary: z
    .array(
      z.strictObject({
        type: z.literal('paragraph'),
        runs: z.array(z.strictObject({ text: plainText(LIMITS.noteCharacters) })).min(1),
      }),
    )
    .max(10)
    .exactOptional(),
  conferenceId: uuid.exactOptional(),
  seriesId: uuid.exactOptional(),
  documents: z.array(slug).max(50),
  related: z
    .array(
      z.strictObject({
        href: z
          .string()
          .max(300)
          .regex(/^\/(?!\/)/u),
        title: plainText(LIMITS.titleCharacters),
        reason: plainText(LIMITS.noteCharacters),
      }),
    )
    .max(50),
  review: z.literal(true).exactOptional(),
  undoSeconds: z.int().min(0).max(LIMITS.undoSeconds).exactOptional(),
  simulated: z.literal(true).exactOptional(),
}) satisfies z.ZodType<CoverageAbout>;

const item = z.strictObject({
  id: uuid,
  day,
  plannedAt: instant.exactOptional(),
  title: plainText(LIMITS.titleCharacters),
  shortTitle: plainText(LIMITS.shortTitleCharacters),
  kind: z.enum(AGENDA_ITEM_KINDS),
});

const asked = { id: uuid, coverageId: uuid };
const entryId = uuid;
const base = z.int().min(1);
const itemId = uuid.nullable();
const note = plainText(LIMITS.noteCharacters);

const only = <K extends Command['kind']>(kind: K) => z.strictObject({ ...asked, kind: z.literal(kind) });
const aboutEntry = <K extends Command['kind']>(kind: K) =>
  z.strictObject({ ...asked, kind: z.literal(kind), entryId });

const command = z.discriminatedUnion('kind', [
  only('create-coverage').extend({ about, agenda: z.array(item).max(LIMITS.agendaItems) }),
  only('revise-coverage').extend({ about }),
  only('add-agenda-item').extend({ item }),
  only('revise-agenda-item').extend({ item, startedAt: instant.nullable().exactOptional() }),
  only('remove-agenda-item').extend({ itemId: uuid }),
  only('start-agenda-item').extend({ itemId: uuid, at: instant.exactOptional() }),
  aboutEntry('post-entry').extend({
    itemId,
    at: instant,
    atInferred: z.literal(true).exactOptional(),
    begunAt: instant,
    content: entryContent,
    key: z.literal(true).exactOptional(),
    publishAt: instant.exactOptional(),
  }),
  aboutEntry('revise-entry').extend({ base, content: entryContent }),
  aboutEntry('correct-entry').extend({
    base,
    content: entryContent,
    note,
    showChange: z.literal(true).exactOptional(),
  }),
  aboutEntry('withdraw-entry').extend({ reason: note }),
  aboutEntry('move-entry').extend({ base, itemId, at: instant }),
  aboutEntry('release-entry').extend({ base, publishAt: instant.exactOptional() }),
  aboutEntry('return-entry').extend({ base, reason: note }),
  aboutEntry('key-entry'),
  aboutEntry('unkey-entry'),
  aboutEntry('pin-entry'),
  aboutEntry('unpin-entry'),
  aboutEntry('attach-figure').extend({ figure }),
  only('schedule-coverage'),
  only('open-coverage').extend({ at: instant.exactOptional() }),
  only('pause-coverage'),
  only('resume-coverage'),
  only('close-coverage').extend({ at: instant.exactOptional() }),
  only('archive-coverage'),
  only('reopen-coverage').extend({ reason: note }),
]);

/** Every field is rebuilt from what the schema knows: nothing else of the input gets past this. */
export function readCommand(input: unknown): Command | Refusal {
  const read = command.safeParse(input);
  if (!read.success) return faultOf(read.error.issues[0]);
  if (Buffer.byteLength(JSON.stringify(read.data)) > LIMITS.commandBytes)
    return refuse('too-long', { detail: String(LIMITS.commandBytes) });
  return read.data;
}

function faultOf(issue: z.core.$ZodIssue | undefined): Refusal {
  const field = issue?.path.join('.') ?? '';
  const where = field === '' ? {} : { field };
  if (issue?.code === 'too_big') return refuse('too-long', { ...where, detail: String(issue.maximum) });
  if (issue?.code === 'invalid_union' && field === 'kind') return refuse('unknown-command', where);
  if (field === 'about.zone') return refuse('wrong-zone', { ...where, detail: ZONE });
  if (issue?.message === MARKUP) return refuse('markup', where);
  if (issue?.code === 'unrecognized_keys')
    return refuse('invalid', { field: [...issue.path, issue.keys[0]].join('.').slice(0, 200) });
  return refuse('invalid', where);
}
