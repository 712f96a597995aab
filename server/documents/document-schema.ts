import { z } from 'zod';
import type { Block, Run } from '#domain/block.ts';
import type { DocumentSection, OfficialDocument } from '#domain/document.ts';

/** Where a link in a paper may lead: another site over TLS, mail, or a place on this site. */
const href = z
  .string()
  .max(2_000)
  .refine((text) => /^\/(?!\/)/u.test(text) || /^(?:https:\/\/|mailto:)\S+$/u.test(text));

const run = z.strictObject({
  text: z.string(),
  bold: z.literal(true).exactOptional(),
  italic: z.literal(true).exactOptional(),
  link: href.exactOptional(),
  note: z.string().exactOptional(),
}) satisfies z.ZodType<Run>;

const runs = z.array(run);

const image = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{64}$/u),
  width: z.int().positive(),
  height: z.int().positive(),
  widths: z.array(z.int().positive()).min(1),
});

const block = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('paragraph'), runs }),
  z.strictObject({ type: z.literal('quote'), runs }),
  z.strictObject({ type: z.literal('list'), ordered: z.boolean(), items: z.array(runs) }),
  z.strictObject({
    type: z.literal('figure'),
    id: z.string(),
    kind: z.enum(['venue', 'portrait', 'scene', 'group']),
    image: image.exactOptional(),
    caption: z.string(),
    credit: z.string().exactOptional(),
    alt: z.string().exactOptional(),
    venue: z.string().exactOptional(),
    persons: z.array(z.string()).exactOptional(),
  }),
]) satisfies z.ZodType<Block>;

const section: z.ZodType<DocumentSection> = z.strictObject({
  label: z.string(),
  anchor: z.string().regex(/^[a-z0-9-]+$/u),
  heading: runs,
  blocks: z.array(block),
  get sections() {
    return z.array(section);
  },
});

const signature = z.strictObject({
  authority: z.string().exactOptional(),
  position: z.string().exactOptional(),
  name: z.string().exactOptional(),
});

/** Part of an address and the name of a folder. */
export const documentSlug = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,118}[a-z0-9])?$/u);

/** A paper as it lies on the shelf. Words are taken as they are: a paper is verbatim. */
export const officialDocument = z.strictObject({
  v: z.literal(1),
  id: z.string().min(1),
  slug: documentSlug,
  language: z.enum(['vi', 'en']),
  type: z.string().nullable(),
  titleLines: z.array(z.string()),
  header: z.string().nullable(),
  issuingBody: z.string().nullable(),
  number: z.string().nullable(),
  place: z.string().nullable(),
  issuedOn: z
    .strictObject({
      printed: z.string().exactOptional(),
      iso: z.iso.date(),
      yearInferred: z.literal(true).exactOptional(),
    })
    .nullable(),
  preamble: z.array(block),
  sections: z.array(section),
  footnotes: z.array(z.strictObject({ mark: z.string(), number: z.int().positive(), runs })),
  recipients: z.array(z.strictObject({ text: z.string(), filing: z.literal(true).exactOptional() })),
  signature: signature.nullable(),
  conferenceIds: z.array(z.string()),
  related: z.array(z.strictObject({ href, title: z.string(), reason: z.string() })),
  simulated: z.literal(true).exactOptional(),
  publishedAt: z.iso.datetime(),
}) satisfies z.ZodType<OfficialDocument>;

/** Where it is wrong and how, in one line for a person. */
export function faultOf(error: z.ZodError): { readonly field: string; readonly reason: string } {
  const issue = error.issues[0];
  const field = issue?.path.map(String).join('.') ?? '';
  return { field, reason: `${field || '(whole)'}: ${issue?.message ?? 'not a document'}` };
}
