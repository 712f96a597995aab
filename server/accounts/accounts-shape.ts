import { z } from 'zod';
import { ROLES } from '#domain/staff.ts';

/** What makes `accounts.json` one that this software wrote, not every word of it. */
export const accountsShape = z.looseObject({
  v: z.literal(1, { error: 'not 1, another version of the software wrote this' }),
  staff: z.array(
    z.looseObject({
      id: z.string(),
      login: z.string(),
      name: z.string(),
      role: z.enum(ROLES),
      password: z.string(),
    }),
  ),
  signIns: z.array(z.looseObject({ staffId: z.string() })),
});
