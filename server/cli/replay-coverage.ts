import { v7 } from 'uuid';
import type { CommandBody } from '#domain/command.ts';
import type { CoverageAbout } from '#domain/coverage.ts';
import { ZONE } from '#domain/coverage.ts';
import type { DeskPerson } from './desk-person.ts';
import { Complaint } from './program.ts';
import type { ReplayScript } from './replay-script.ts';
import { instantOn } from './replay-script.ts';

/** The coverage that a replay fills. */
export interface ReplayCoverage {
  readonly id: string;
  readonly slug: string;
  /** By their names in the script. */
  readonly itemIds: ReadonlyMap<string, string>;
}

/** The editor makes the coverage and opens it. A replay that ran here before keeps its address: this one gets `-2`. */
export async function openCoverage(script: ReplayScript, editor: DeskPerson): Promise<ReplayCoverage> {
  const { about, items } = script;
  const day = about.date.iso;
  const agenda = items.map(({ key: _, hour, ...item }) => ({
    id: v7(),
    day,
    plannedAt: instantOn(day, hour),
    ...item,
  }));
  const itemIds = new Map(items.map(({ key }, index) => [key, agenda[index]?.id ?? '']));
  const startsAt = agenda[0]?.plannedAt;
  for (let count = 1; ; count += 1) {
    const id = v7();
    const slug = count === 1 ? about.slug : `${about.slug}-${count}`;
    const full: CoverageAbout = {
      ...about,
      slug,
      language: 'vi',
      zone: ZONE,
      ...(startsAt && { startsAt }),
      documents: [],
      related: [],
      simulated: true,
    };
    const created = await editor.ask(id, { kind: 'create-coverage', about: full, agenda });
    if (!created.ok && created.code === 'slug-taken') continue;
    if (!created.ok) throw new Complaint(`The coverage was refused: ${created.message}`);
    const steps: readonly CommandBody[] = [
      { kind: 'schedule-coverage' },
      { kind: 'open-coverage', ...(startsAt && { at: startsAt }) },
    ];
    for (const step of steps) {
      const answer = await editor.ask(id, step);
      if (!answer.ok) throw new Complaint(`${step.kind} was refused: ${answer.message}`);
    }
    return { id, slug, itemIds };
  }
}
