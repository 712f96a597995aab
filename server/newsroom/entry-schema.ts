import { z } from 'zod';
import type { Block, Run } from '#domain/block.ts';
import type { EntryContent } from '#domain/entry.ts';
import { ENTRY_KINDS } from '#domain/entry.ts';
import { LIMITS } from '#domain/limits.ts';
import type { Mention } from '#domain/speaker.ts';
import { link, plainText, uuid } from './text-schema.ts';

const run = z.strictObject({
  text: plainText(LIMITS.paragraphCharacters, 0),
  bold: z.literal(true).exactOptional(),
  italic: z.literal(true).exactOptional(),
  link: link.exactOptional(),
});

const runs = z
  .array(run)
  .min(1)
  .max(LIMITS.runsPerParagraph)
  .refine((list: readonly Run[]) => list.some(({ text }) => text.trim() !== ''), { message: 'empty' });

const image = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{64}$/u),
  width: z.int().min(1).max(20_000),
  height: z.int().min(1).max(20_000),
  widths: z.array(z.int().min(1).max(20_000)).min(1).max(8),
});

export const figure = z.strictObject({
  type: z.literal('figure'),
  id: uuid,
  kind: z.enum(['venue', 'portrait', 'scene', 'group']),
  image: image.exactOptional(),
  awaited: z.literal(true).exactOptional(),
  caption: plainText(LIMITS.captionCharacters, 0),
  credit: plainText(LIMITS.nameCharacters).exactOptional(),
  alt: plainText(LIMITS.altCharacters).exactOptional(),
  venue: plainText(LIMITS.nameCharacters).exactOptional(),
  persons: z.array(plainText(LIMITS.nameCharacters)).max(30).exactOptional(),
});

const block = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('paragraph'), runs }),
  z.strictObject({ type: z.literal('quote'), runs }),
  z.strictObject({
    type: z.literal('list'),
    ordered: z.boolean(),
    items: z.array(runs).min(1).max(LIMITS.listItems),
  }),
  figure,
]) satisfies z.ZodType<Block>;

const mention = z
  .strictObject({
    name: plainText(LIMITS.nameCharacters).exactOptional(),
    honorific: plainText(LIMITS.nameCharacters).exactOptional(),
    title: plainText(LIMITS.personTitleCharacters).exactOptional(),
    shortTitle: plainText(LIMITS.personTitleCharacters).exactOptional(),
    speakerId: uuid.exactOptional(),
  })
  .refine(({ name, title, shortTitle }) => Boolean(name ?? title ?? shortTitle), {
    message: 'empty',
  }) satisfies z.ZodType<Mention>;

export const entryContent = z.strictObject({
  kind: z.enum(ENTRY_KINDS),
  headline: plainText(LIMITS.headlineCharacters).exactOptional(),
  speaker: mention.exactOptional(),
  venue: plainText(LIMITS.nameCharacters).exactOptional(),
  blocks: z.array(block).min(1).max(LIMITS.blocksPerEntry),
  authors: z.array(plainText(LIMITS.nameCharacters)).min(1).max(LIMITS.bylineNames).exactOptional(),
}) satisfies z.ZodType<EntryContent>;
