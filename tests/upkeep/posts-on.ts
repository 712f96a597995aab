/**
 * A newsroom in a process of its own that posts into two coverages until it is killed, and says each entry that was
 * acknowledged in a line: coverage, entry, seq. Words: the data folder, how often an entry says its sentence, and how
 * many milliseconds lie between three entries and the next three.
 */
import { setTimeout } from 'node:timers/promises';
import { v7 } from 'uuid';
import { createNewsroom } from '#server/newsroom/newsroom.ts';
import { openFileStore } from '#server/storage/open-file-store.ts';
import { aCommand, anAbout, aPost } from '../cast/a-coverage.ts';
import { RUTH } from '../cast/cast.ts';

const [folder = '', times = '1', pause = '0'] = process.argv.slice(2);
const report = (fault: unknown): void => {
  throw fault;
};
const now = (): string => new Date().toISOString();
const store = await openFileStore({ folder, newEpoch: v7, now, report });
const newsroom = await createNewsroom({
  store,
  now,
  slugOwner: () => undefined,
  hasImage: () => true,
  onBroken: () => process.exit(70),
  report,
});

async function postInto(slug: string): Promise<never> {
  const coverageId = v7();
  await newsroom.submit(
    aCommand(coverageId, { kind: 'create-coverage', about: anAbout({ slug }), agenda: [] }),
    RUTH,
  );
  await newsroom.submit(aCommand(coverageId, { kind: 'open-coverage' }), RUTH);
  for (let n = 1; ; n += 1) {
    await Promise.all(
      [1, 2, 3].map(async (one) => {
        const post = aPost(
          coverageId,
          `Tin ${n}.${one}: ${'một câu dài của đại biểu; '.repeat(Number(times))}`,
        );
        const answer = await newsroom.submit(post, RUTH);
        if (!answer.ok) throw new Error(JSON.stringify(answer));
        process.stdout.write(`${coverageId} ${post.entryId} ${answer.seq}\n`);
      }),
    );
    await setTimeout(Number(pause));
  }
}

await Promise.all([postInto('phien-sang'), postInto('phien-chieu')]);
