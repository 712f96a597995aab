import { readFile } from 'node:fs/promises';
import { v7 } from 'uuid';
import { z } from 'zod';
import type { Image } from '#domain/block.ts';
import type { CommandBody } from '#domain/command.ts';
import { DEMONSTRATION_ACCOUNTS } from '#domain/demonstration.ts';
import type { TakenIn } from '#domain/intake.ts';
import type { Actor } from '#domain/staff.ts';
import type { Standing } from '../http/locals.ts';
import type { Drawing } from './demo-gallery.ts';
import { drawingsFor, withImage } from './demo-gallery.ts';
import { renderPicture, shapeOf } from './demo-pictures.ts';
import { reworded } from './reworded.ts';

const FOLDER = new URL('../../content/demo/', import.meta.url);
const slips = z.array(z.strictObject({ find: z.string(), replace: z.string() }));

const textOf = (name: string): Promise<string> => readFile(new URL(name, FOLDER), 'utf8');

export interface Stage {
  /** Draws the pictures of the conference that was covered, and archives it: that takes a while. */
  finish(signal: AbortSignal): Promise<void>;
  /** Archives a closed coverage. */
  archive(coverageId: string): Promise<unknown>;
}

/**
 * What an empty demonstration is furnished with: its accounts, a paper on the shelf, and a conference that was
 * covered and proof-read.
 */
export async function setStage(standing: Standing): Promise<Stage> {
  const editor = await openAccounts(standing);
  const take = async (name: string): Promise<TakenIn> =>
    agreed(await standing.intake.takeIn(await textOf(name), { actor: editor, simulated: true }));
  const coverage = await take('hoi-nghi.txt');
  const paper = await take('ket-luan.txt');

  const ask = async (body: CommandBody): Promise<void> => {
    agreed(await standing.newsroom.submit({ id: v7(), coverageId: coverage.id, ...body }, editor));
  };
  const entries = () => [...(standing.newsroom.coverageById(coverage.id)?.entries.values() ?? [])];
  for (const { find, replace } of slips.parse(JSON.parse(await textOf('slips.json')))) {
    const [change] = entries().flatMap(({ id, revision, content }) => {
      const mended = reworded(content, find, replace);
      return mended ? [{ entryId: id, base: revision, content: mended }] : [];
    });
    if (!change) throw new Error(`the demonstration's text has no “${find}”`);
    await ask({ kind: 'revise-entry', ...change });
  }
  const about = standing.newsroom.coverageById(coverage.id)?.about;
  if (!about) throw new Error('the demonstration has no coverage');
  const related = {
    href: paper.path,
    title: 'Kết luận hội nghị lần thứ 5 của Ban Chỉ đạo',
    reason: 'Văn bản nhắc lại những việc đã hứa với người dân tại hội nghị này.',
  };
  await ask({ kind: 'revise-coverage', about: { ...about, related: [related] } });

  const drawn = new Map<string, Image>();
  async function draw({ scene, label, figure }: Drawing): Promise<Image> {
    const shape = shapeOf(figure.kind);
    const name = `${scene} ${shape} ${label}`;
    const image =
      drawn.get(name) ?? agreed(await standing.media.keep(await renderPicture(scene, label, shape)));
    drawn.set(name, image);
    return image;
  }
  return {
    async finish(signal) {
      for (const drawing of drawingsFor(entries())) {
        signal.throwIfAborted();
        const figure = withImage(drawing, await draw(drawing));
        await ask({ kind: 'attach-figure', entryId: drawing.entryId, figure });
      }
      await ask({ kind: 'archive-coverage' });
    },
    archive: (coverageId) =>
      standing.newsroom.submit({ id: v7(), coverageId, kind: 'archive-coverage' }, editor),
  };
}

/** The first of the accounts is the admin, who adds the others. */
async function openAccounts({ accounts }: Standing): Promise<Actor> {
  const [first, ...others] = DEMONSTRATION_ACCOUNTS;
  if (!first) throw new Error('the demonstration has no accounts');
  const { token, staff } = agreed(await accounts.setUp(first));
  for (const account of others) agreed(await accounts.add({ ...account, coverages: 'all' }, staff));
  await accounts.signOut(token);
  return staff;
}

function agreed<T extends object>(answer: T): Exclude<T, { readonly ok: false }> {
  if ('ok' in answer && answer.ok === false)
    throw new Error(`the demonstration cannot be set up: ${JSON.stringify(answer)}`);
  return answer as Exclude<T, { readonly ok: false }>;
}
