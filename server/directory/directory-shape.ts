import { z } from 'zod';

/** Of each of the four files: what makes it one that this software wrote, not every word of it. */
export const directoryShape = z.looseObject({
  v: z.literal(1, { error: 'not 1, another version of the software wrote this' }),
  records: z.array(z.looseObject({ id: z.string() })),
});
