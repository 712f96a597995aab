import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { AGENDA_ITEM_KINDS } from '#domain/agenda.ts';
import { VENUE_KINDS } from '#domain/conference.ts';
import { ENTRY_KINDS } from '#domain/entry.ts';
import { SCENES } from './demo-pictures.ts';

/**
 * The simulated conference, with who says what at which minute. `{edition}` stands for the number of the conference,
 * `{8h41}` for an hour of the script as the clocks of the newsroom have it: see {@link ReplayPlan}.
 */
const FILE = new URL('../../content/demo/replay.json', import.meta.url);

const hour = z.string().regex(/^\d{1,2}h[0-5]\d$/u);
const text = z.string().min(1);

const figure = z.strictObject({
  kind: z.enum(['venue', 'portrait', 'scene', 'group']),
  /** What is drawn, and the words drawn into it. */
  scene: z.enum(SCENES),
  label: text,
  caption: text,
  alt: text,
  /** The words go out first, the picture follows. */
  late: z.literal(true).exactOptional(),
});

const step = { hour, who: text };

const post = z.strictObject({
  ...step,
  act: z.literal('post'),
  item: text,
  /** The entry's name in this script. */
  entry: text,
  kind: z.enum(ENTRY_KINDS),
  text: z.array(text).exactOptional(),
  list: z.array(text).exactOptional(),
  quote: text.exactOptional(),
  speaker: z.strictObject({ honorific: text, name: text, title: text, shortTitle: text }).exactOptional(),
  venue: text.exactOptional(),
  figure: figure.exactOptional(),
  key: z.literal(true).exactOptional(),
  /** When it happened, where that is not when it is posted. */
  at: hour.exactOptional(),
});

const wording = { entry: text, find: text, replace: text };

const script = z.strictObject({
  about: z.strictObject({
    slug: text,
    title: text,
    shortTitle: text,
    lede: text,
    organizer: text,
    venues: z.array(z.strictObject({ name: text, kind: z.enum(VENUE_KINDS) })),
    byline: z.array(text),
  }),
  items: z.array(
    z.strictObject({ key: text, hour, title: text, shortTitle: text, kind: z.enum(AGENDA_ITEM_KINDS) }),
  ),
  steps: z.array(
    z.discriminatedUnion('act', [
      post,
      z.strictObject({ ...step, act: z.literal('start'), item: text }),
      z.strictObject({ ...step, act: z.literal('fix-typo'), ...wording }),
      z.strictObject({ ...step, act: z.literal('correct'), ...wording, note: text }),
      z.strictObject({ ...step, act: z.literal('withdraw'), entry: text, reason: text }),
      z.strictObject({ ...step, act: z.literal('pin'), entry: text }),
      z.strictObject({ ...step, act: z.literal('close') }),
    ]),
  ),
});

export type ReplayScript = z.infer<typeof script>;
export type ReplayStep = ReplayScript['steps'][number];
export type PostStep = Extract<ReplayStep, { act: 'post' }>;
export type ScriptFigure = z.infer<typeof figure>;

export const readReplayScript = async (): Promise<ReplayScript> =>
  script.parse(JSON.parse(await readFile(FILE, 'utf8')));

/** Minutes since midnight of `8h15`. */
export function minuteOf(printed: string): number {
  const [h = 0, m = 0] = printed.split('h').map(Number);
  return h * 60 + m;
}
