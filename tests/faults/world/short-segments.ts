import type { PlantedFault } from '../plant.ts';

/** No mistake, but planted like one: a segment ends behind a few records, not behind 4 MiB. Stories are short. */
export const SHORT_SEGMENTS: PlantedFault = {
  name: 'short-segments',
  file: 'server/storage/journal.ts',
  find: 'const SEGMENT_BYTES = 4 * 1024 * 1024;',
  replace: 'const SEGMENT_BYTES = 2_500;',
};
