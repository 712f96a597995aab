import { v7 } from 'uuid';
import type { CommandBody } from '#domain/command.ts';
import type { CoverageAbout } from '#domain/coverage.ts';
import { ZONE } from '#domain/coverage.ts';
import { dayOf } from '#render/time.ts';
import type { DeskPerson } from './desk-person.ts';
import { Complaint } from './program.ts';
import type { ReplayPlan } from './replay-plan.ts';
import type { ReplayScript } from './replay-script.ts';

/** The number of the first conference of the script in its series. */
const FIRST_EDITION = 6;

/** The coverage that a replay fills. */
export interface ReplayCoverage {
  readonly id: string;
  readonly slug: string;
  /** By their names in the script. */
  readonly itemIds: ReadonlyMap<string, string>;
}

/** The editor announces the coverage. Where a replay ran before, this is the next conference of the series. */
export async function announceCoverage(
  { about, items }: ReplayScript,
  plan: ReplayPlan,
  editor: DeskPerson,
): Promise<ReplayCoverage> {
  const agenda = items.map(({ key: _, hour, ...item }) => {
    const plannedAt = plan.instantOf(hour);
    return { id: v7(), day: dayOf(plannedAt), plannedAt, ...item };
  });
  const [first] = agenda;
  if (!first) throw new Error('the replay script has no items');
  const itemIds = new Map(items.map(({ key }, index) => [key, agenda[index]?.id ?? '']));
  for (let edition = FIRST_EDITION; ; edition += 1) {
    const id = v7();
    const numbered = (text: string): string => text.replace('{edition}', String(edition));
    const slug = numbered(about.slug);
    const full: CoverageAbout = {
      ...about,
      slug,
      title: numbered(about.title),
      shortTitle: numbered(about.shortTitle),
      language: 'vi',
      zone: ZONE,
      date: { iso: first.day },
      startsAt: first.plannedAt,
      documents: [],
      related: [],
      simulated: true,
    };
    const created = await editor.ask(id, { kind: 'create-coverage', about: full, agenda });
    if (!created.ok && created.code === 'slug-taken') continue;
    if (!created.ok) throw new Complaint(`The coverage was refused: ${created.message}`);
    await insist(editor, id, { kind: 'schedule-coverage' });
    return { id, slug, itemIds };
  }
}

/** @param at UTC instant that has passed */
export const openCoverage = (coverage: ReplayCoverage, at: string, editor: DeskPerson): Promise<void> =>
  insist(editor, coverage.id, { kind: 'open-coverage', at });

async function insist(editor: DeskPerson, coverageId: string, step: CommandBody): Promise<void> {
  const answer = await editor.ask(coverageId, step);
  if (!answer.ok) throw new Complaint(`${step.kind} was refused: ${answer.message}`);
}
