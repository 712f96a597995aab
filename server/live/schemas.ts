import { z } from 'zod';
import type { Follow, Writing } from '#live/protocol.ts';

const id = z.string().min(1).max(64);

/** Ids are looked up, never parsed: any short text will do. */
export const followRequest = z.object({
  version: z.int(),
  coverageId: id,
  cursor: z.object({ epoch: z.string().max(64), seq: z.int().min(0) }),
}) satisfies z.ZodType<Follow>;

export const coverageId = id;

/** Who edits more entries at once than this is trying things out. */
const MOST_WRITINGS = 20;

const writing = z.union([
  z.strictObject({ itemId: id.nullable() }),
  z.strictObject({ entryId: id }),
]) satisfies z.ZodType<Writing>;

export const writingNotice = z.tuple([id, z.array(writing).max(MOST_WRITINGS)]);
