import { z } from 'zod';
import type { Follow } from '#live/protocol.ts';

const id = z.string().min(1).max(64);

/** Ids are looked up, never parsed: any short text will do. */
export const followRequest = z.object({
  version: z.int(),
  coverageId: id,
  cursor: z.object({ epoch: z.string().max(64), seq: z.int().min(0) }),
}) satisfies z.ZodType<Follow>;

export const coverageId = id;

export const writingNotice = z.tuple([id, id.nullable()]);
