import { v7 } from 'uuid';
import type { CommandBody } from '#domain/command.ts';
import type { EntryContent } from '#domain/entry.ts';
import { headlineOf } from '#domain/entry.ts';
import type { RefusalCode } from '#domain/refusal.ts';
import type { Answer } from '#live/read-answer.ts';
import { printHour } from '#render/time.ts';
import { renderPicture, shapeOf } from './demo-pictures.ts';
import type { DeskPerson } from './desk-person.ts';
import { Complaint } from './program.ts';
import { contentOf, figureOf } from './replay-content.ts';
import type { ReplayCoverage } from './replay-coverage.ts';
import type { ReplayPlan } from './replay-plan.ts';
import type { PostStep, ReplayScript, ReplayStep } from './replay-script.ts';
import { reworded } from './reworded.ts';

/** An entry of this replay, as the replay last knew it. */
interface Known {
  readonly id: string;
  readonly content: EntryContent;
  readonly revision: number;
}

type Rewording = Extract<ReplayStep, { act: 'fix-typo' | 'correct' }>;

/** Somebody at a real desk was faster; the replay goes on. Any other refusal ends it. */
const OVERTAKEN: ReadonlySet<RefusalCode> = new Set(['entry-withdrawn', 'nothing-changed']);

/**
 * Does the steps of one replay.
 * @returns what one step did, in words
 */
export function createSteps(
  script: ReplayScript,
  plan: ReplayPlan,
  coverage: ReplayCoverage,
): (step: ReplayStep, person: DeskPerson) => Promise<string> {
  const entries = new Map<string, Known>();
  const itemId = (key: string): string => coverage.itemIds.get(key) ?? missing('item', key);
  const entry = (name: string): Known => entries.get(name) ?? missing('entry', name);
  const titleOf = (key: string): string =>
    script.items.find((item) => item.key === key)?.shortTitle ?? missing('item', key);

  async function ask(person: DeskPerson, body: CommandBody): Promise<Answer> {
    const answer = await person.ask(coverage.id, body);
    if (answer.ok || OVERTAKEN.has(answer.code) || answer.code === 'stale-revision') return answer;
    throw new Complaint(`${person.name}: ${body.kind} was refused (${answer.code}). ${answer.message}`);
  }

  async function post(step: PostStep, person: DeskPerson): Promise<string> {
    const id = v7();
    const begunAt = new Date().toISOString();
    const draw = async () =>
      step.figure
        ? person.upload(await renderPicture(step.figure.scene, step.figure.label, shapeOf(step.figure.kind)))
        : null;
    const image = step.figure?.late ? null : await draw();
    const figure = step.figure ? figureOf(step.figure, image, step) : null;
    const content = contentOf(step, figure);
    const item = itemId(step.item);
    await ask(person, {
      kind: 'post-entry',
      entryId: id,
      itemId: item,
      at: plan.instantOf(step.at ?? step.hour),
      begunAt,
      content,
      ...(step.key && { key: step.key }),
    });
    let known: Known = { id, content, revision: 1 };
    if (figure && step.figure?.late) {
      const late = await draw();
      if (late) {
        const whole = { ...figure, image: late };
        await ask(person, { kind: 'attach-figure', entryId: id, figure: whole });
        known = { id, content: contentOf(step, whole), revision: 2 };
      }
    }
    entries.set(step.entry, known);
    const late = step.at ? `, which happened at ${printHour(plan.instantOf(step.at))}` : '';
    return `posts under ${titleOf(step.item)}${late}: ${headlineOf(content)}`;
  }

  async function reword(step: Rewording, person: DeskPerson): Promise<string> {
    const known = entry(step.entry);
    const asked = await edit(step, person, known);
    // Somebody edited it at a real desk: the same rewording of the text as it now is (rule 4).
    const again =
      asked && !asked.ok && asked.current
        ? await edit(step, person, { id: known.id, ...asked.current })
        : asked;
    if (!again?.ok) return `finds “${step.find}” changed already`;
    return step.act === 'correct'
      ? `corrects “${step.find}” to “${step.replace}”: ${step.note}`
      : `fixes a typo: “${step.find}” → “${step.replace}”`;
  }

  async function edit(step: Rewording, person: DeskPerson, known: Known): Promise<Answer | null> {
    const content = reworded(known.content, step.find, step.replace);
    if (!content) return null;
    const what = { entryId: known.id, base: known.revision, content };
    const answer = await ask(
      person,
      step.act === 'correct'
        ? { kind: 'correct-entry', ...what, note: step.note, showChange: true }
        : { kind: 'revise-entry', ...what },
    );
    if (answer.ok) entries.set(step.entry, { id: known.id, content, revision: known.revision + 1 });
    return answer;
  }

  return async (asWritten, person) => {
    const step = plan.inWords(asWritten);
    switch (step.act) {
      case 'start':
        await ask(person, {
          kind: 'start-agenda-item',
          itemId: itemId(step.item),
          at: plan.instantOf(step.hour),
        });
        return `starts ${titleOf(step.item)}`;
      case 'post':
        return post(step, person);
      case 'fix-typo':
      case 'correct':
        return reword(step, person);
      case 'withdraw':
        await ask(person, { kind: 'withdraw-entry', entryId: entry(step.entry).id, reason: step.reason });
        return `withdraws an entry: ${step.reason}`;
      case 'pin':
        await ask(person, { kind: 'pin-entry', entryId: entry(step.entry).id });
        return `pins: ${headlineOf(entry(step.entry).content)}`;
      case 'close':
        await ask(person, { kind: 'close-coverage', at: plan.instantOf(step.hour) });
        return 'closes the coverage';
      default:
        return step satisfies never;
    }
  };
}

function missing(what: string, name: string): never {
  throw new Error(`the replay script names no ${what} “${name}”`);
}
